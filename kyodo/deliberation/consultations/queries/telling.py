"""What a result tells: a page of opinions with the city's view, what of the draft changed, and how it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet, Sum

from kyodo.deliberation.consultations.models import Answer, Category, Consultation, Result, Unit
from kyodo.deliberation.consultations.states import AnswerState
from kyodo.deliberation.texts.models import Cause, Provision
from kyodo.deliberation.texts.states import VersionState

from .coding import told_in
from .figures import figures_of, satisfaction_of

KINDS = 50  #: of opinions on one page
FEW_PEOPLE = 5  #: fewer than these are not counted in public


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
    voices: int  #: of the whole answer, also where its opinions go over several pages
    cited: list[Cited]
    follows: bool = False  #: its first opinions stand on an earlier page
    goes_on: bool = False  #: further ones stand on the next


@dataclass(frozen=True)
class Shown:
    """A page of the opinions, in the order of the answers; an opinion's number of voices orders nothing."""

    lines: list[Line]
    categories: list[Category]
    chosen: Category | None
    is_first: bool
    onward: str  #: the opinion with which the next page begins


def _told(it: Consultation) -> QuerySet[Unit]:
    """Every opinion that is told, in the order of the answers."""
    told = Unit.objects.standing().filter(consultation=it, answer__isnull=False)
    told = told.exclude(answer__state=AnswerState.WITHDRAWN)
    return told.select_related("bundle", "answer__category", "answer__section").order_by("answer__order", "place", "pk")


def opinions_of(it: Consultation, *, begin: str = "", answer: str = "", category: str = "") -> Shown:
    """The page that begins with an opinion or with the answer of a number; of one category, if it is named."""
    categories = list(Category.objects.filter(answers__in=it.answers.standing()).distinct())
    chosen = next((one for one in categories if one.ref == category), None)
    told = _told(it).filter(answer__category=chosen) if chosen else _told(it)
    first = told.filter(ref=begin).first() if begin else None
    if answer.isascii() and answer.isdigit():
        first = told.filter(answer__order=int(answer[:9])).first()
    rest = told
    if first and first.answer:
        later = Q(place__gt=first.place) | Q(place=first.place, pk__gte=first.pk)
        rest = told.filter(Q(answer__order__gt=first.answer.order) | Q(later, answer=first.answer))
    found = list(rest[: KINDS + 1])
    onward = found[KINDS] if len(found) > KINDS else None
    before = told.filter(answer=found[0].answer).first() if found else None
    follows = found[0].answer_id if before and before.pk != found[0].pk else None
    lines = _lines(found[:KINDS], follows=follows, goes_on=onward.answer_id if onward else None)
    return Shown(lines, categories, chosen, first is None and chosen is None, onward.ref if onward else "")


def lines_of(it: Consultation) -> list[Line]:
    """Every answer with its opinions, for paper and files."""
    return _lines(list(_told(it)))


def _lines(units: list[Unit], *, follows: int | None = None, goes_on: int | None = None) -> list[Line]:
    answers = {unit.answer_id: unit.answer for unit in units if unit.answer}
    counted = Unit.objects.standing().filter(answer__in=answers).order_by().values("answer")
    voices = dict(counted.annotate(n=Sum("bundle__voices")).values_list("answer", "n"))
    cited = _cited([answer.subject for answer in answers.values()])
    told = [(answers[key], list(some)) for key, some in groupby(units, key=lambda unit: unit.answer_id)]
    return [
        Line(one, some, voices.get(one.pk, 0), cited.get(one.subject, []), one.pk == follows, one.pk == goes_on)
        for one, some in told
    ]


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


@dataclass(frozen=True)
class Changed:
    """An answer that changed the draft, for the table of before and after."""

    answer: Answer
    cited: list[Cited]


def changes_of(it: Consultation) -> list[Changed]:
    """What of the draft changed, in the order of the answers."""
    answers = list(it.answers.standing().order_by("order"))
    cited = _cited([answer.subject for answer in answers])
    return [
        Changed(one, cited.get(one.subject, [])) for one in answers if one.after or one.subject in cited
    ]  # fmt: skip


def told_of(it: Consultation, result: Result) -> dict[str, Any]:
    """Everything a result tells beside the opinions."""
    return {
        "it": it, "result": result, "changes": changes_of(it), "figures": figures_of(it), "newcomers": newcomers_told(result),
        "coded": told_in(result), "satisfaction": satisfaction_of(it), "earlier": list(it.results.exclude(pk=result.pk)),
    }  # fmt: skip


def printed_of(it: Consultation, result: Result) -> dict[str, Any]:
    """Everything a result tells, whole, on paper."""
    return {**told_of(it, result), "lines": lines_of(it), "categories": opinions_of(it).categories}


def newcomers_told(result: Result) -> tuple[int, int, int] | None:
    """Newcomers, of how many, and their share of a hundred, as counted at publication; few people are not told apart."""
    fresh, known = result.figures.get("newcomers", (0, 0))
    return (fresh, known, round(100 * fresh / known)) if known >= FEW_PEOPLE else None
