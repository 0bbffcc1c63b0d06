"""違いの地図: how far apart the two sides scored, by what the item came from, by section and by form.

A gap is |市民の点 − 行政の点| of the first scores of one item. Only evaluations that are public are counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Avg, Count, F, QuerySet
from django.db.models.functions import Abs

from kyodo.cycle.collaborations.states import Form
from kyodo.cycle.evaluations.models import Score
from kyodo.cycle.evaluations.states import Source, State
from kyodo.kernel.access import Side
from kyodo.kernel.calendar import fiscal_year
from kyodo.offices.city.queries import local_day
from kyodo.reading.insights.terms import GAP_YEARS

from .figures import moments_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Cell:
    """A mean gap and how many items it is the mean of; no items, no mean."""

    mean: float | None
    count: int

    @property
    def heat(self) -> int:
        """0 (alike) to 4 (two points apart or more), in steps of half a point."""
        return min(int((self.mean or 0) * 2), 4)


@dataclass(frozen=True)
class Heat:
    """One row of the map: a section, a form, a principle, with a cell for each source."""

    label: StrOrPromise
    cells: tuple[Cell, ...]


def _gaps(at: datetime) -> QuerySet[Any]:
    """The citizens' first scores of public evaluations of the last years, each with its distance from the city's."""
    since, _end = moments_of(fiscal_year(local_day(at)) - GAP_YEARS + 1)
    public = Score.objects.filter(item__evaluation__state=State.CLOSED, item__evaluation__closed_at__gte=since)
    both = public.filter(sheet__side=Side.CITIZENS, item__scores__sheet__side=Side.CITY)
    return both.annotate(gap=Abs(F("score") - F("item__scores__score"))).order_by()


def _table(rows: Iterable[tuple[Any, str, float, int]], labels: dict[Any, StrOrPromise]) -> list[Heat]:
    cells = {(key, source): Cell(round(mean, 2), n) for key, source, mean, n in rows}
    kept = [key for key in labels if any((key, source.value) in cells for source in Source)]
    return [Heat(labels[key], tuple(cells.get((key, s.value), Cell(None, 0)) for s in Source)) for key in kept]


def _by(items: QuerySet[Any], *columns: str) -> list[Any]:
    return list(items.values_list(*columns).annotate(mean=Avg("gap"), n=Count("pk")))


def heat_of_sections(*, at: datetime) -> list[Heat]:
    """By the sections that sit on the city's side of the case now."""
    name = "item__evaluation__case__parties__name"
    seated = {"item__evaluation__case__parties__side": Side.CITY, "item__evaluation__case__parties__until": None}
    rows = _by(_gaps(at).filter(**seated), name, "item__source")
    return _table(rows, {key: key for key in sorted({row[0] for row in rows})})


def heat_of_forms(*, at: datetime) -> list[Heat]:
    """By the forms the work is carried out in; a case in two forms counts in both."""
    code = "item__evaluation__case__forms__code"
    rows = _by(_gaps(at).filter(**{f"{code}__isnull": False}), code, "item__source")
    return _table(rows, {form.value: form.label for form in Form})


def mean_gaps_of_sources(*, at: datetime) -> list[Heat]:
    """By what the items were made from: goals, roles, principles, the city's bank."""
    rows = _by(_gaps(at), "item__source")
    cells = {source: Cell(round(mean, 2), n) for source, mean, n in rows}
    return [Heat(source.label, (cells[source.value],)) for source in Source if source.value in cells]


def mean_gaps_of_principles(*, at: datetime) -> list[Heat]:
    """By principle, the widest first."""
    rows = _by(_gaps(at).filter(item__source=Source.PRINCIPLE), "item__source_ref", "item__text")
    widest = sorted(rows, key=lambda row: (-row[2], row[1]))
    return [Heat(text, (Cell(round(mean, 2), n),)) for _ref, text, mean, n in widest]
