"""進み具合の一覧: every case with its stage, who owes the next step, by when, and what is late. For officers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Substr
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import Stage
from kyodo.kernel.access import Actor
from kyodo.offices.city.queries import local_day
from kyodo.offices.desk.models import Task
from kyodo.offices.desk.queries import Line, lines
from kyodo.reading.insights.terms import PAGE

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NEVER = date.max
PREFIX = f"{Collaboration._meta.label_lower}/"


@dataclass(frozen=True)
class Sort:
    """One order of the table: by a column, the first rows first."""

    label: StrOrPromise
    column: str
    falling: bool = False


SORTS = {
    "due": Sort(_("次の期限"), "next_due"),
    "new": Sort(_("新しい順"), "born_at", falling=True),
    "stage": Sort(_("段階"), "place"),
    "title": Sort(_("件名"), "title"),
    "end": Sort(_("終了日"), "end"),
    "moved": Sort(_("動きのない順"), "moved_at"),
}


@dataclass(frozen=True)
class Row:
    """One case of the table."""

    case: Collaboration
    stage: str
    next: Line | None
    days_here: int
    is_late: bool


@dataclass(frozen=True)
class Sheet:
    """One page of the table."""

    rows: tuple[Row, ...]
    count: int
    late: int
    following: str


def sheet(actor: Actor, *, at: datetime, sort: str = "due", ended: bool = False, after: str = "") -> Sheet:
    """A page of cases in that order, after the case named. Ended cases only where asked for."""
    today, order = local_day(at), SORTS.get(sort, SORTS["due"])
    asked = Collaboration.objects.visible_to(actor, at=at)
    if not ended:  # by the index of stages first: otherwise SQLite reads every case there ever was
        asked = asked.filter(pk__in=Collaboration.objects.alive().order_by().values("pk"))
    count, late, cases = asked.count(), asked.filter(_late(today)).count(), _with_keys(asked)
    if after and (last := cases.filter(ref=after).values_list(order.column, "pk").first()):
        cases = cases.filter(_beyond(order, *last))
    sign = "-" if order.falling else ""
    found = list(cases.order_by(f"{sign}{order.column}", f"{sign}pk").select_related("ward")[: PAGE + 1])
    return Sheet(_rows(found[:PAGE], today), count, late, found[PAGE - 1].ref if len(found) > PAGE else "")


def _late(today: date) -> Q:
    """Past its end, or something in it was due. It begins at what is late, not at the cases."""
    owed = Task.objects.overdue(today).filter(whole__startswith=PREFIX).order_by()
    return Q(stage=Stage.RUNNING, ends_on__lt=today) | Q(ref__in=owed.values_list(Substr("whole", len(PREFIX) + 1)))


def _beyond(order: Sort, key: Any, pk: int) -> Q:
    way = "lt" if order.falling else "gt"
    return Q(**{f"{order.column}__{way}": key}) | Q(**{order.column: key, f"pk__{way}": pk})


def _with_keys(cases: QuerySet[Collaboration]) -> QuerySet[Any]:
    """What the table is sorted by: what has no date comes last, stages stand in the order of the life."""
    subject = Concat(Value(PREFIX), OuterRef("ref"))
    owed = Task.objects.open().filter(whole=subject, due__isnull=False).order_by("due").values("due")[:1]
    places = [When(stage=stage, then=Value(n)) for n, stage in enumerate(Stage)]
    return cases.annotate(
        next_due=Coalesce(Subquery(owed), Value(NEVER)), end=Coalesce(F("ends_on"), Value(NEVER)),
        place=Case(*places, default=Value(len(places)), output_field=IntegerField()),
    )  # fmt: skip


def _rows(cases: list[Any], today: date) -> tuple[Row, ...]:
    tasks: dict[str, Task] = {}
    for task in Task.objects.open().filter(whole__in=[case.subject for case in cases]):
        tasks.setdefault(task.whole, task)  # they come with the earliest date first
    said = {line.task.whole: line for line in lines(tasks.values(), today=today)}
    return tuple(_row(case, said.get(case.subject), today) for case in cases)


def _row(case: Collaboration, line: Line | None, today: date) -> Row:
    past = case.stage == Stage.RUNNING and case.ends_on is not None and case.ends_on < today
    late = past or (line is not None and line.task.is_late(today))
    return Row(case, case.shown_stage(today), line, (today - local_day(case.moved_at)).days, late)
