"""Reading evaluations: lines with both sides' scores, gaps, means, what a reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import mean

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.access import Actor, Side
from kyodo.offices.city.queries import number

from . import terms
from .models import Evaluation, GapNote, Item, Practice, Score, Sheet
from .states import Phase


@dataclass(frozen=True)
class Line:
    """One item with the scores a reader may see, and the note of the talk about it."""

    item: Item
    citizens: Score | None
    city: Score | None
    note: GapNote | None

    @property
    def gap(self) -> int | None:
        """How far apart the first scores lie; None until both are known."""
        return abs(self.citizens.score - self.city.score) if self.citizens and self.city else None


def lines(evaluation: Evaluation, side: str | None) -> list[Line]:
    """Every item as this side may see it; the whole once both sides have filed. Four queries, however many items."""
    sheets = Sheet.objects.readable(evaluation, side).prefetch_related("scores")
    scores = {(sheet.side, score.item_id): score for sheet in sheets for score in sheet.scores.all()}
    notes = {note.item_id: note for note in evaluation.gap_notes.select_related("item")}
    return [
        Line(item, scores.get((Side.CITIZENS, item.pk)), scores.get((Side.CITY, item.pk)), notes.get(item.pk))
        for item in evaluation.items.all()
    ]


def dots(rows: Sequence[Line]) -> list[tuple[str, int | None, int | None]]:
    """The points of the paired picture: item, citizens' score, city's score."""
    return [(r.item.text, r.citizens.score if r.citizens else None, r.city.score if r.city else None) for r in rows]


def wide_gaps(evaluation: Evaluation) -> list[Line]:
    """差が大きい項目: those that must be talked about before the evaluation can close. Nothing before the reveal."""
    if not evaluation.is_revealed:
        return []
    least = number(terms.GAP)
    return [line for line in lines(evaluation, None) if line.gap is not None and line.gap >= least]


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


def filed_sides(evaluation: Evaluation) -> frozenset[str]:
    """The sides that have filed: that much everybody may know."""
    return frozenset(evaluation.sheets.exclude(filed_at=None).values_list("side", flat=True))


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


def next_seeds(evaluation: Evaluation) -> list[Collaboration]:
    """次の種: the cases that grew from this one."""
    return [link.child for link in evaluation.case.children_links.select_related("child")]


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
