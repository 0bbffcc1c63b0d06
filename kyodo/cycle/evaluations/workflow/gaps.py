"""違い: every item with both sides' scores as a reader may see them, and what the moves ask of them."""

from __future__ import annotations

from dataclasses import dataclass

from kyodo.cycle.agreements.queries import Taken
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.evaluations import terms
from kyodo.cycle.evaluations.models import Evaluation, GapNote, Item, Score, Sheet
from kyodo.kernel.access import Side
from kyodo.offices.city.queries import number


@dataclass(frozen=True)
class Line:
    """One item with the scores a reader may see, and the note of the talk about it."""

    item: Item
    citizens: Score | None
    city: Score | None
    note: GapNote | None
    taken: tuple[Taken, ...] = ()  # what later agreements made of the improvement

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


def wide_gaps(evaluation: Evaluation) -> list[Line]:
    """差が大きい項目: those that must be talked about before the evaluation can close. Nothing before the reveal."""
    if not evaluation.is_revealed:
        return []
    least = number(terms.GAP)
    return [line for line in lines(evaluation, None) if line.gap is not None and line.gap >= least]


def filed_sides(evaluation: Evaluation) -> frozenset[str]:
    """The sides that have filed: that much everybody may know."""
    return frozenset(evaluation.sheets.exclude(filed_at=None).values_list("side", flat=True))


def next_seeds(evaluation: Evaluation) -> list[Collaboration]:
    """次の種: the cases that grew from this one."""
    return [link.child for link in evaluation.case.children_links.select_related("child")]
