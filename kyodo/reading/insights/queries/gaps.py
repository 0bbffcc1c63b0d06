"""違いの地図: how far apart the two sides scored, by what the item came from, by section and by form.

A gap is |市民の点 − 行政の点| of the first scores of one item. Only evaluations that are public are counted.

`measured` goes through every score of three years; the page shows what it found as the worker last kept it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


#: What the gaps are sorted by, and from where each is read.
ITEM, CASE = "item__", "item__evaluation__case__"
COLUMNS: Mapping[str, tuple[tuple[str, ...], Mapping[str, Any]]] = {
    "sources": ((f"{ITEM}source",), {}),
    "sections": (
        (f"{CASE}parties__name", f"{ITEM}source"),
        {f"{CASE}parties__side": Side.CITY, f"{CASE}parties__until": None},
    ),
    "forms": ((f"{CASE}forms__code", f"{ITEM}source"), {f"{CASE}forms__code__isnull": False}),
    "principles": ((f"{ITEM}source_ref", f"{ITEM}text"), {f"{ITEM}source": Source.PRINCIPLE}),
}
Rows = Mapping[str, Sequence[Sequence[Any]]]


def measured(*, at: datetime) -> Rows:
    """Every mean with the number of its items, by each of the four orders; plain values that can be kept."""
    public = _gaps(at)
    found = {name: (public.filter(**only).values_list(*columns), columns) for name, (columns, only) in COLUMNS.items()}
    return {
        name: [list(row) for row in rows.annotate(mean=Avg("gap"), n=Count("pk")).order_by(*columns)]
        for name, (rows, columns) in found.items()
    }


@dataclass(frozen=True)
class Map:
    """The four tables of the page."""

    by_source: list[Heat]
    by_section: list[Heat]
    by_form: list[Heat]
    by_principle: list[Heat]


def drawn(rows: Rows) -> Map:
    """By source; by the sections that sit on the city's side; by form (a case in two counts in both); by principle, widest first."""
    return Map(
        by_source=[Heat(Source(source).label, (_cell(mean, n),)) for source, mean, n in _in_order(rows["sources"])],
        by_section=_table(rows["sections"], {row[0]: row[0] for row in rows["sections"]}),
        by_form=_table(rows["forms"], {form.value: form.label for form in Form}),
        by_principle=[
            Heat(text, (_cell(mean, n),))
            for _ref, text, mean, n in sorted(rows["principles"], key=lambda row: (-row[2], row[1]))
        ],
    )


def _in_order(rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    places = [source.value for source in Source]
    return sorted(rows, key=lambda row: places.index(row[0]))


def _cell(mean: float, count: int) -> Cell:
    return Cell(round(mean, 2), count)


def _table(rows: Sequence[Sequence[Any]], labels: Mapping[Any, StrOrPromise]) -> list[Heat]:
    cells = {(key, source): _cell(mean, n) for key, source, mean, n in rows}
    kept = [key for key in labels if any((key, source.value) in cells for source in Source)]
    return [Heat(labels[key], tuple(cells.get((key, s.value), Cell(None, 0)) for s in Source)) for key in kept]
