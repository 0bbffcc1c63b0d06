"""The whole page of figures for one fiscal year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kyodo.offices.city.queries import local_day
from kyodo.offices.desk.queries import Pile, piles

from . import figures, gaps


@dataclass(frozen=True)
class Picture:
    """Everything the page shows."""

    stages: list[figures.Counted]
    piles: list[Pile]
    answers: figures.Answers
    overrides: list[figures.Counted]
    harvest: figures.Harvest
    disclosed: figures.Disclosed
    people: figures.People
    by_source: list[gaps.Heat]
    by_section: list[gaps.Heat]
    by_form: list[gaps.Heat]
    by_principle: list[gaps.Heat]


def picture(year: int, *, columns: Sequence[int], at: datetime) -> Picture:
    """The figures of a fiscal year, the stages of several, and the gaps of the last ones."""
    return Picture(
        stages=figures.stages(columns, at=at),
        piles=[pile for pile in piles(local_day(at)) if pile.held],
        answers=figures.answers(year, at=at),
        overrides=figures.overrides(year),
        harvest=figures.harvest(year, at=at),
        disclosed=figures.disclosed(at=at),
        people=figures.people(year),
        by_source=gaps.mean_gaps_of_sources(at=at),
        by_section=gaps.heat_of_sections(at=at),
        by_form=gaps.heat_of_forms(at=at),
        by_principle=gaps.mean_gaps_of_principles(at=at),
    )
