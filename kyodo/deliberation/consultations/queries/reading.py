"""What everybody reads, and what each sender reads of their own opinion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from kyodo.deliberation.consultations.models import Answer, Consultation, Mask, Result, Submission, Unit
from kyodo.deliberation.consultations.policies import keeps
from kyodo.deliberation.consultations.states import State
from kyodo.deliberation.consultations.terms import ASK_AFTER
from kyodo.kernel.access import Actor
from kyodo.kernel.covering import covered
from kyodo.kernel.text import token_hash
from kyodo.offices.city.queries import number
from kyodo.offices.papers.models import File
from kyodo.offices.papers.queries import readable_about

PAGE = 30
#: States of which a result may stand in public.
TOLD = (State.RESULT, State.ENACTED, State.DROPPED)


def listed(actor: Actor, *, at: datetime) -> QuerySet[Consultation]:
    """Consultations for a list, with what its line shows."""
    return Consultation.objects.visible_to(actor, at=at).select_related("section", "draft__document", "body")


def standing_result(it: Consultation) -> Result | None:
    """The publication that stands now; None before it and while it is taken back."""
    if it.state not in TOLD:
        return None
    return it.results.filter(withdrawn_at=None).order_by("-number").first()


def by_token(token: str) -> Submission | None:
    """The submission a receipt link belongs to."""
    found = Submission.objects.select_related("consultation__section", "bundle__into", "sender")
    return found.filter(token_hash=token_hash(token)).first()


@dataclass(frozen=True)
class Receipt:
    """控え: what a sender sees of their own submission."""

    submission: Submission
    masks: list[Mask]
    shown: str  #: the text as others would read it
    result: Result | None
    lines: list[tuple[Unit, Answer | None]]
    no_opinion: str  #: why nothing of it was taken for an opinion on the draft
    files: list[File]
    may_answer: bool  #: whether the one question is asked now
    answered: bool  #: whether it was answered


def receipt_of(submission: Submission, *, by: Actor, at: datetime) -> Receipt:
    """What was received, what was covered, what was answered."""
    it, masks = submission.consultation, list(submission.masks.filter(lifted_at=None))
    result = standing_result(it)
    lines: list[tuple[Unit, Answer | None]] = []
    head = submission.bundle.into or submission.bundle
    if result:
        units = Unit.objects.standing().filter(bundle=head).select_related("answer__category").order_by("start", "pk")
        lines = [(u, u.answer) for u in units]
    answered = hasattr(submission, "response")
    asked = bool(lines) and may_be_asked(it, at=at) and not answered
    return Receipt(
        submission, masks, covered(submission.reading, masks), result, lines, head.no_opinion_because if result else "",
        readable_about([submission.subject], by, at), asked, answered,
    )  # fmt: skip


def _asking_day(at: datetime) -> datetime:
    return at - timedelta(days=number(ASK_AFTER))


def may_be_asked(it: Consultation, *, at: datetime) -> bool:
    """Whether the result has stood for so long that senders can say whether it answered them."""
    result = standing_result(it)
    return result is not None and result.published_at <= _asking_day(at)


def asking_about(at: datetime) -> QuerySet[Consultation]:
    """The consultations whose senders are to be asked."""
    ripe = Q(results__withdrawn_at=None, results__published_at__lte=_asking_day(at))
    return Consultation.objects.filter(ripe, state__in=TOLD).order_by()


def kept(actor: Actor, it: Consultation, *, at: datetime) -> bool:
    """Whether the actor runs this consultation."""
    return bool(keeps.check(actor, it, at=at))
