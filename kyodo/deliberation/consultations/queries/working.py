"""Reading and sorting as the office sees it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from kyodo.deliberation.consultations.models import Answer, Bundle, Consultation, Mask, Review, Submission, Unit
from kyodo.deliberation.consultations.states import AnswerState
from kyodo.deliberation.consultations.terms import SAME_REASON
from kyodo.deliberation.texts.models import Provision
from kyodo.kernel.access import Actor
from kyodo.kernel.covering import covered
from kyodo.offices.city.queries import number

from .covering import Segment, segments_of
from .figures import repeated_reasons

PAGE = 30
FEW = 12  #: members of a bundle that are shown by number


@dataclass(frozen=True)
class Shown:
    """One page of bundles."""

    rows: list[Bundle]
    older: str


def to_read(it: Consultation, *, after: str = "", everything: bool = False) -> Shown:
    """What is to be read, the rarest and best founded first. The number of voices is shown and orders nothing."""
    rows = (it.bundles.heads() if everything else it.bundles.unread()).order_by("-weight", "pk")
    last = it.bundles.filter(ref=after).values_list("weight", "pk").first() if after else None
    if last:
        # Thousands weigh the same: each half of "lighter, or as heavy and later" is one look into the index.
        found = list(rows.filter(weight=last[0], pk__gt=last[1])[: PAGE + 1])
        found += rows.filter(weight__lt=last[0])[: PAGE + 1 - len(found)]
    else:
        found = list(rows[: PAGE + 1])
    return Shown(found[:PAGE], found[PAGE - 1].ref if len(found) > PAGE else "")


@dataclass(frozen=True)
class Reading:
    """A bundle as it is read: the text of its first submission, and what was cut from it."""

    source: Submission | None
    masks: list[Mask]
    shown: str
    segments: list[Segment]
    units: list[Unit]
    gone: list[Unit]  #: cuts that were taken back or merged
    members: list[Submission]
    parts: list[Bundle]


def reading_of(bundle: Bundle) -> Reading:
    """Everything the page of a bundle shows, however many submissions lie in it."""
    members = list(bundle.submissions.order_by("number")[:FEW])
    source = members[0] if members else None
    masks = list(source.masks.all()) if source else []
    text = source.reading if source else ""
    units = list(bundle.units.select_related("section", "answer", "into", "bundle").order_by("start", "pk"))
    return Reading(
        source, masks, covered(text, masks), segments_of(text, masks),
        [u for u in units if not u.dropped_at and not u.into_id], [u for u in units if u.dropped_at or u.into_id],
        members, list(bundle.parts.order_by("pk")[:FEW]),
    )  # fmt: skip


def provisions_of(it: Consultation) -> list[tuple[str, str]]:
    """The provisions of the draft as choices; none where the draft is only a file."""
    if it.draft_id is None:
        return []
    found = Provision.objects.filter(version=it.draft_id).order_by("order")
    return [(p.uid, f"{p.label} {p.heading or p.text[:30]}".strip()) for p in found]


def unanswered(it: Consultation) -> QuerySet[Unit]:
    """Opinions that wait for an answer, by where in the draft they belong."""
    found = Unit.objects.unanswered().filter(consultation=it).select_related("section", "bundle")
    return found.order_by("place", "bundle__weight", "pk")


def drafts_of(it: Consultation) -> list[Answer]:
    """Answers to which an opinion can still be added."""
    return list(it.answers.filter(state=AnswerState.DRAFT).order_by("order"))


@dataclass(frozen=True)
class Written:
    """An answer in the office's list: with its opinions, and whether its reason was used too often."""

    answer: Answer
    units: list[Unit]  #: the first few of what it answers
    more: int  #: how many it answers beside them
    repeated: int


def answers_of(it: Consultation) -> list[Written]:
    """Every answer in its order."""
    limit = number(SAME_REASON)
    repeated = repeated_reasons(it, limit=limit)
    first = Prefetch("units", Unit.objects.standing().order_by("place", "pk")[:FEW], to_attr="first_units")
    counts = dict(it.units.standing().exclude(answer=None).values_list("answer").annotate(n=Count("pk")).order_by())
    found = it.answers.standing().select_related("category", "section", "written_by").prefetch_related(first)
    rows = [(answer, getattr(answer, "first_units")) for answer in found.order_by("order")]
    return [Written(a, few, counts.get(a.pk, 0) - len(few), repeated.get(a.reason_key, 0)) for a, few in rows]


def to_review(it: Consultation, actor: Actor) -> QuerySet[Answer]:
    """審査を待つ市の考え方: handed in, not the reviewer's own, and not yet spoken about in this round."""
    person = actor.subject.partition("/")[2]
    if not it.reviewers.filter(person__ref=person).exists():
        return Answer.objects.none()
    spoken = Review.objects.filter(answer=OuterRef("pk"), round=OuterRef("round"), person__ref=person)
    waiting = it.answers.filter(state=AnswerState.SUBMITTED).exclude(written_by__ref=person).exclude(Exists(spoken))
    first = Prefetch("units", Unit.objects.standing().order_by("place", "pk")[:FEW], to_attr="first_units")
    return waiting.select_related("category").prefetch_related(first).order_by("order")


def units_of(answer: Answer) -> list[Unit]:
    """The opinions that an answer answers."""
    return list(
        Unit.objects.standing().filter(answer=answer).select_related("bundle", "section").order_by("place", "pk")
    )


def repeats_of(answer: Answer) -> int:
    """How many answers have the very reason of this one, if more than the city's limit; otherwise none."""
    if not answer.reason_key:
        return 0
    same = answer.consultation.answers.standing().filter(reason_key=answer.reason_key).count()
    return same if same > number(SAME_REASON) else 0


def lone_voices(units: list[Unit]) -> list[Unit]:
    """一人だけの声: opinions of one sender that share an answer with opinions of many, so that they are not passed over."""
    alone = [unit for unit in units if unit.bundle.voices == 1]
    return alone if len(alone) < len(units) else []
