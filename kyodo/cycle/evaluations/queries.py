"""Reading evaluations: lines with both sides' scores, gaps, means, what a reader may see."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import mean
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.queries import Improvement, taken_over
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.queries import ancestors
from kyodo.kernel.access import Actor, Side
from kyodo.ui.parts import Dots, Pair

from .models import BankItem, Evaluation, GapNote, Practice, Score, Sheet
from .policies import may_note
from .states import Phase, State
from .terms import BANK
from .workflow import WORKFLOW
from .workflow.gaps import Line, filed_sides, lines, next_seeds, wide_gaps

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HEARD = 30  #: words of beneficiaries shown at once


def dots(rows: Sequence[Line]) -> list[Dots]:
    """The points of the paired picture: item, citizens' score, city's score."""
    return [Dots(r.item.text, r.citizens.score if r.citizens else None, r.city.score if r.city else None) for r in rows]


@dataclass(frozen=True)
class Mean:
    """The mean score of each side in one phase."""

    phase: Phase
    citizens: float | None
    city: float | None


def means(rows: Sequence[Line]) -> list[Mean]:
    """段階ごとの平均, of first scores, to two places."""

    def of(phase: Phase, side: Side) -> float | None:
        given = [getattr(row, side.value).score for row in rows if row.item.phase == phase and getattr(row, side.value)]
        return round(mean(given), 2) if given else None

    return [Mean(phase, of(phase, Side.CITIZENS), of(phase, Side.CITY)) for phase in Phase]


@dataclass(frozen=True)
class Part:
    """一つの段階: its items for the page, as a picture and in two equal columns."""

    mean: Mean
    dots: list[Dots]
    pairs: list[Pair]
    wide: int  #: items on which the sides lie far apart

    @property
    def phase(self) -> Phase:
        return self.mean.phase


def parts(rows: Sequence[Line], wide: Set[int]) -> list[Part]:
    """The phases that were asked about. An item that was talked over leads to the record of the talk."""
    by_phase = {mean.phase: [row for row in rows if row.item.phase == mean.phase] for mean in means(rows)}
    return [
        Part(
            mean=mean,
            dots=dots(by_phase[mean.phase]),
            pairs=[_pair(row, is_told=row.note is not None or row.item.pk in wide) for row in by_phase[mean.phase]],
            wide=sum(row.item.pk in wide for row in by_phase[mean.phase]),
        )
        for mean in means(rows)
        if by_phase[mean.phase]
    ]


def _pair(row: Line, *, is_told: bool) -> Pair:
    def said(score: Score | None) -> str | None:
        return "\n".join(filter(None, (str(score.score), score.reason))) if score else None

    ref = row.item.ref
    where = {"href": f"#{ref}"} if is_told else {"ident": ref}
    return Pair(row.item.text, said(row.citizens), said(row.city), **where)


@dataclass(frozen=True)
class Voices:
    """What those the project was for said: how many, the mean, how the scores spread."""

    count: int
    mean: float | None
    spread: tuple[tuple[int, int], ...]


def voices_of(evaluation: Evaluation) -> Voices:
    """受益者の声 in figures."""
    scores = list(evaluation.voices.values_list("score", flat=True))
    spread = tuple((score, scores.count(score)) for score in range(5, 0, -1))
    return Voices(len(scores), round(mean(scores), 2) if scores else None, spread)


def bank() -> list[tuple[str, str, StrOrPromise]]:
    """共通項目 as code, phase and words: the city's own, or those the program brings while it has none."""
    own = BankItem.objects.filter(dropped_at=None).values_list("ref", "phase", "text")
    return list(own) or [(code, phase.value, words) for code, phase, words in BANK]


def learned(evaluation: Evaluation) -> list[tuple[StrOrPromise, str]]:
    """今回わかったこと: what a next seed can grow from, in the words that are already written."""
    project = getattr(evaluation.case, "project", None)
    remains = [(_("残った課題"), project.remains)] if project and project.remains else []
    notes = [(_("これからの改善"), note.improvement) for note in evaluation.gap_notes.all()]
    return [*remains, *notes, *((_("受益者の声"), said) for said in words_heard(evaluation))]


def improvements(case: Collaboration, at: datetime) -> list[Improvement]:
    """残っている改善: what the evaluations of the cases before this one, public by then, had left unfinished."""
    before = GapNote.objects.filter(evaluation__case__in=ancestors(case, at=at), evaluation__closed_at__lte=at)
    agreed = before.filter(citizens_agreed_at__lte=at, city_agreed_at__lte=at)
    left = agreed.filter(Q(improved_at=None) | Q(improved_at__gt=at))
    notes = left.select_related("evaluation__case", "item").order_by("due", "pk")
    return [
        Improvement(
            ref=note.ref, source=note.subject, words=note.improvement, side=note.owner_side, due=note.due,
            case=note.case.title, path=note.get_absolute_url(),
        )
        for note in notes
    ]  # fmt: skip


def words_heard(evaluation: Evaluation) -> list[str]:
    """What those the project was for wrote, for both sides to read; everybody else is shown the figures only."""
    return list(evaluation.voices.exclude(words="").values_list("words", flat=True)[:HEARD])


@dataclass(frozen=True)
class Panel:
    """What the case page shows of the evaluation."""

    evaluation: Evaluation
    filed: frozenset[str]
    means: tuple[Mean, ...]
    practice: Practice | None


def panel(case: Collaboration, actor: Actor, at: datetime) -> Panel | None:
    """The evaluation of a case: who has filed; the means once it is public, or revealed to those who sit there."""
    evaluation = Evaluation.objects.filter(case=case).first()
    if evaluation is None:
        return None
    may_see = evaluation.state == "closed" or (evaluation.is_revealed and case.side_of(actor, at) is not None)
    rows = means(lines(evaluation, None)) if may_see else []
    practice = Practice.objects.filter(evaluation=evaluation, published_at__isnull=False).first()
    return Panel(evaluation, filed_sides(evaluation), tuple(rows), practice)


#: What a case to learn from tells, in the order in which it is read.
TOLD = ("background", "purpose", "who", "what", "tried", "limits", "result", "hard", "lasting", "advice")


def said_in(practice: Practice) -> list[tuple[str, str]]:
    """What a case to learn from tells, each under its heading; what nobody has said is left out."""
    told = ((str(practice._meta.get_field(name).verbose_name), getattr(practice, name)) for name in TOLD)  # type: ignore[union-attr]
    return [(heading, words) for heading, words in told if words]


def page(evaluation: Evaluation, actor: Actor, *, at: datetime) -> dict[str, Any]:
    """Everything the evaluation's page shows to this reader, and nothing that is not theirs to see."""
    side = evaluation.case.side_of(actor, at)
    public = evaluation.state == State.CLOSED
    rows = lines(evaluation, side) if public or side else []
    gaps = wide_gaps(evaluation) if rows else []
    wide = {line.item.pk for line in gaps}
    told = [line for line in rows if line.note or line.item.pk in wide]
    taken = taken_over(evaluation.case, actor, at) if any(line.note for line in told) else {}
    return {
        "side": side,
        "filed": filed_sides(evaluation),
        "parts": (found := parts(rows, wide) if evaluation.is_revealed else []),
        "overview": [Dots(part.phase.label, part.mean.citizens, part.mean.city) for part in found],
        "told": [replace(row, taken=tuple(taken.get(row.note.subject, ()))) if row.note else row for row in told],
        "notes": evaluation.state == State.TALKING and bool(may_note.check(actor, evaluation, at=at)),
        "gaps_left": any(line.note is None for line in gaps),
        "words": {str(sheet.side): sheet.words for sheet in Sheet.objects.readable(evaluation, side)} if rows else {},
        "voices": voices_of(evaluation) if public or side else None,
        "words_heard": words_heard(evaluation) if side else [],
        "next_seeds": next_seeds(evaluation),
        "moves": {m.name for m in WORKFLOW.open_to(actor, evaluation, at=at)},
        "blocks": WORKFLOW.blocks("close", evaluation, at=at) if side and evaluation.state == State.TALKING else (),
    }


__all__ = [
    "Mean", "Panel", "Part", "Voices", "bank", "dots", "filed_sides", "improvements", "learned", "lines", "means", "next_seeds", "page", "panel", "said_in", "voices_of",
    "wide_gaps", "words_heard",
]  # fmt: skip
