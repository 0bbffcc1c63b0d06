"""The whole page of figures for one fiscal year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kyodo.offices.city.queries import local_day
from kyodo.offices.desk.queries import Pile, piles

from . import figures, gaps
from .keeping import kept_or_counted


@dataclass(frozen=True)
class Picture:
    """Everything the page shows."""

    stages: list[figures.Counted]
    piles: list[Pile]
    answers: figures.Answers
    waived: figures.Waived
    harvest: figures.Harvest
    disclosed: figures.Disclosed
    people: figures.People
    map: gaps.Map
    kept_at: datetime  #: of when the map and the items of agreements are


def picture(year: int, *, columns: Sequence[int], at: datetime) -> Picture:
    """The figures of a fiscal year, the stages of several, and the gaps of the last ones."""
    kept = kept_or_counted(at=at)
    return Picture(
        stages=figures.stages(columns, at=at),
        piles=[pile for pile in piles(local_day(at)) if pile.held],
        answers=figures.answers(year, at=at),
        waived=figures.waived(year),
        harvest=figures.harvest(year, at=at),
        disclosed=figures.disclosed(kept.items, at=at),
        people=figures.people(year),
        map=gaps.drawn(kept.gaps),
        kept_at=kept.at,
    )
