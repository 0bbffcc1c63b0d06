"""Which promises are past their date: five kinds of rows in one list, put in order and cut into pages by the database."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import Any, NamedTuple

from django.db.models import DateField, F, IntegerField, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Cast

from kyodo.deliberation.recommendations.models import (
    Implementation,
    Measure,
    Milestone,
    Petition,
    Plan,
    Response,
)
from kyodo.deliberation.recommendations.states import (
    ClosureState,
    Level,
    MilestoneState,
    PetitionState,
    PlanState,
    ResponseState,
)
from kyodo.deliberation.recommendations.terms import SHEET_DAYS
from kyodo.kernel.calendar import fiscal_span, fiscal_year
from kyodo.offices.city.queries import end_of_day, number


class Kind(IntEnum):
    """What is late; of those due on one day the lower stands first."""

    RESPONSE = 1
    REPORT = 2
    MILESTONE = 3
    SHEET = 4
    PETITION = 5


#: What each kind is kept as, and what a line says of it, in one query.
KEPT: dict[Kind, QuerySet[Any]] = {
    Kind.RESPONSE: Response.objects.select_related("recommendation__report", "recommendation__section__successor"),
    Kind.REPORT: Implementation.objects.select_related("recommendation__report", "recommendation__section__successor"),
    Kind.MILESTONE: Milestone.objects.select_related("measure__plan", "measure__section__successor"),
    Kind.SHEET: Measure.objects.select_related("plan", "section__successor"),
    Kind.PETITION: Petition.objects.select_related("section__successor"),
}
_KEY = re.compile(r"([1-5])-(\w{10})-([0-9]{8})")


class Place(NamedTuple):
    """One line: since when it is late, what it is. A measure may be late with several sheets."""

    due: date
    kind: int
    pk: int


@dataclass(frozen=True)
class _Source:
    """Rows of one kind that are late, and by which reference the whole they belong to is found."""

    kind: Kind
    rows: QuerySet[Any]
    whole: str


def late(today: date, *, wholes: Collection[str] | None = None, ref: str = "") -> QuerySet[Any, Any]:
    """Every line, without order; only of these recommendations, plans and petitions, or of one thing by its reference."""
    asked = Q(ref=ref) if ref else Q()
    return _together(
        (
            source,
            source.rows.filter(asked)
            if wholes is None
            else source.rows.filter(asked, **{f"{source.whole}__in": wholes}),
        )
        for source in _sources(today)
    )


def behind(today: date, place: Place | None) -> QuerySet[Any, Any]:
    """The lines behind a place, or all of them, in order: the longest-waiting first."""
    return _together(
        (source, source.rows if place is None else source.rows.filter(_behind(source.kind, place)))
        for source in _sources(today)
    )


def _behind(kind: Kind, place: Place) -> Q:
    """Of one kind: later days, and of the same day what stands behind the place."""
    later, same = Q(day__gt=place.due), Q(day=place.due)
    if kind < place.kind:
        return later
    return later | same if kind > place.kind else later | (same & Q(pk__gt=place.pk))


def _together(found: Iterable[tuple[_Source, QuerySet[Any]]]) -> QuerySet[Any, Any]:
    lines = [
        rows.order_by()
        .annotate(kind=Value(source.kind.value, IntegerField()), row=F("pk"))
        .values_list("day", "kind", "row")
        for source, rows in found
    ]
    whole: QuerySet[Any, Any] = lines[0].union(*lines[1:], all=True)
    return whole.order_by("day", "kind", "row")


def key_of(kind: Kind, ref: str, due: date) -> str:
    """The name of a line in an address."""
    return f"{kind.value}-{ref}-{due:%Y%m%d}"


def place_of(key: str) -> Place | None:
    """The place of the line with that name; none where there is no such thing."""
    if found := _KEY.fullmatch(key):
        kind = Kind(int(found[1]))
        with suppress(ValueError):
            due = datetime.strptime(found[3], "%Y%m%d").date()  # noqa: DTZ007  a day has no zone
            pk = KEPT[kind].model._default_manager.filter(ref=found[2]).values_list("pk", flat=True).first()
            return Place(due, kind, pk) if pk else None
    return None


def _sources(today: date) -> Iterator[_Source]:
    is_open = Q(due__lt=today, recommendation__closure__state=ClosureState.OPEN)
    awaited = Response.objects.filter(is_open, state__in=[ResponseState.WAITING, ResponseState.STUDYING])
    yield _Source(Kind.RESPONSE, awaited.annotate(day=F("due")), "recommendation__ref")
    unreported = Implementation.objects.filter(is_open).exclude(state=Level.DONE)
    yield _Source(Kind.REPORT, unreported.annotate(day=F("due")), "recommendation__ref")
    planned = Milestone.objects.filter(
        state=MilestoneState.PLANNED, due__lt=today, measure__plan__state=PlanState.IN_FORCE
    )
    yield _Source(Kind.MILESTONE, planned.annotate(day=F("due")), "measure__plan__ref")
    yield from _sheets(today)
    studied = Petition.objects.filter(state=PetitionState.STUDYING, due__lt=today)
    yield _Source(Kind.PETITION, studied.annotate(day=F("due")), "ref")


def _sheets(today: date) -> Iterator[_Source]:
    """A measure is late with a sheet for each year that ended without one: one source a year."""
    plans = Plan.objects.filter(state=PlanState.IN_FORCE).aggregate(first=Min("first_year"), last=Max("last_year"))
    days, this_year = number(SHEET_DAYS), fiscal_year(today)
    for year in range(plans["first"] or this_year, min(this_year, (plans["last"] or 0) + 1)):
        if (due := sheet_due(year, days)) >= today:
            continue
        # A plan entered long after its first years is not asked for what was told on paper then.
        asked = Measure.objects.filter(
            plan__state=PlanState.IN_FORCE, plan__first_year__lte=year, plan__last_year__gte=year,
            plan__entered_at__lte=end_of_day(due),
        )  # fmt: skip
        rows = asked.exclude(sheets__year=year).annotate(day=Cast(Value(due), DateField()))
        yield _Source(Kind.SHEET, rows, "plan__ref")


def sheet_due(year: int, days: int) -> date:
    """The last day for the sheet of a fiscal year."""
    return fiscal_span(year)[1] + timedelta(days=days)


def year_of(due: date, days: int) -> int:
    """The fiscal year whose sheet was due on that day."""
    return fiscal_year(due - timedelta(days=days))
