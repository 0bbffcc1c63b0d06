"""What everybody reads, and what each sender reads of their own opinion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from kyodo.deliberation.consultations.models import Answer, Category, Consultation, Mask, Result, Submission, Unit
from kyodo.deliberation.consultations.policies import keeps
from kyodo.deliberation.consultations.states import State
from kyodo.deliberation.consultations.terms import ASK_AFTER
from kyodo.deliberation.texts.models import Cause, Provision
from kyodo.deliberation.texts.states import VersionState
from kyodo.kernel.access import Actor
from kyodo.kernel.text import token_hash
from kyodo.offices.city.queries import number
from kyodo.offices.papers.models import File
from kyodo.offices.papers.queries import readable_about

from .coding import told_in
from .covering import covered
from .figures import figures_of, satisfaction_of

PAGE = 30
FEW_PEOPLE = 5  #: fewer than these are not counted in public
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


@dataclass(frozen=True)
class Cited:
    """A change of the draft that names the answer as its cause: which provision, and where old and new stand side by side."""

    label: str
    url: str


@dataclass(frozen=True)
class Line:
    """One answer as the result shows it: the opinions, how many gave them, the city's view, and what it changed."""

    answer: Answer
    units: list[Unit]
    cited: list[Cited]

    @property
    def voices(self) -> int:
        return sum(u.bundle.voices for u in self.units)


def lines_of(it: Consultation) -> list[Line]:
    """Every answer with its opinions, in the order of the answers; an opinion's number of voices orders nothing."""
    units = Unit.objects.standing().select_related("bundle").order_by("place", "pk")
    answers = it.answers.standing().select_related("category", "section", "consultation")
    told = answers.prefetch_related(Prefetch("units", queryset=units)).order_by("order")
    cited = _cited([a.subject for a in told])
    return [Line(a, list(a.units.all()), cited.get(a.subject, [])) for a in told]


def _cited(subjects: list[str]) -> dict[str, list[Cited]]:
    """What each answer changed in the versions that were published since, in two queries."""
    causes = Cause.objects.filter(subject_ref__in=subjects, version__state=VersionState.PUBLISHED)
    rows = list(causes.select_related("version__document").order_by("version__number", "pk"))
    said = Provision.objects.filter(version__in={c.version_id for c in rows}, uid__in={c.uid for c in rows})
    labels = {(p.version_id, p.uid): p.label or p.heading for p in said}
    found: dict[str, list[Cited]] = {}
    for one in rows:
        label = labels.get((one.version_id, one.uid)) or str(one)
        found.setdefault(one.subject_ref, []).append(Cited(label, one.get_absolute_url()))
    return found


def changes_of(lines: Iterable[Line]) -> list[Line]:
    """The answers that changed the draft, for the table of before and after."""
    return [line for line in lines if line.answer.after or line.cited]


def told_of(it: Consultation, result: Result) -> dict[str, Any]:
    """Everything the page of a result shows, on screen and on paper."""
    lines = lines_of(it)
    return {
        "it": it, "result": result, "lines": lines, "changes": changes_of(lines), "figures": figures_of(it),
        "newcomers": newcomers_told(result), "coded": told_in(result),
        "satisfaction": satisfaction_of(it), "earlier": list(it.results.exclude(pk=result.pk)),
        "categories": Category.objects.filter(answers__in=[line.answer for line in lines]).distinct(),
    }  # fmt: skip


def newcomers_told(result: Result) -> tuple[int, int, int] | None:
    """Newcomers, of how many, and their share of a hundred, as counted at publication; few people are not told apart."""
    fresh, known = result.figures.get("newcomers", (0, 0))
    return (fresh, known, round(100 * fresh / known)) if known >= FEW_PEOPLE else None


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
