"""Reading tables: what comes back at the next sitting, what a side may see, what the case page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from kyodo.cycle.collaborations.models import Collaboration, in_visible_case
from kyodo.cycle.formalities.states import Made
from kyodo.kernel.access import BOTH_SIDES, Actor, Side
from kyodo.offices.city.models import Principle

from .models import Homework, OpenPoint, PromiseCheck, Sitting, Table
from .states import SittingState

KEPT_IN_MIND = (Principle.Kind.PROMISE, Principle.Kind.PRINCIPLE, Principle.Kind.RULE, Principle.Kind.MANNER)


def visible_tables(actor: Actor, *, at: datetime) -> QuerySet[Table]:
    """Tables of cases this person may see."""
    return Table.objects.filter(in_visible_case(actor, at=at)).select_related("case")


def carried_over(sitting: Sitting) -> list[OpenPoint]:
    """Points from earlier sittings of the case that are still open: they are on today's agenda by themselves."""
    earlier = Sitting.objects.filter(table__case=sitting.case, starts_at__lt=sitting.starts_at)
    return list(OpenPoint.objects.filter(sitting__in=earlier, settled_in=None).select_related("sitting"))


def homework_for(sitting: Sitting) -> list[Homework]:
    """Homework of earlier sittings of the case that is open, or was done since the sitting before."""
    earlier = Sitting.objects.filter(table__case=sitting.case, starts_at__lt=sitting.starts_at)
    last = earlier.order_by("-starts_at").first()
    work = Homework.objects.filter(sitting__in=earlier).select_related("sitting")
    return [h for h in work if h.done_at is None or (last and h.done_at >= last.starts_at)]


def principles_of(case: Collaboration) -> list[Principle]:
    """The principles that apply to the case and are checked at its table, in their order."""
    return list(Principle.objects.filter(set=case.principle_set, kind__in=KEPT_IN_MIND).order_by("kind", "order"))


@dataclass(frozen=True)
class PromiseLine:
    """One principle with the marks this reader may see."""

    principle: Principle
    citizens: PromiseCheck | None
    city: PromiseCheck | None


@dataclass(frozen=True)
class Promises:
    """The check of promises at one sitting, as one reader may see it."""

    lines: tuple[PromiseLine, ...]
    marked: frozenset[str]  #: the sides that have marked; that much everybody at the table knows

    @property
    def revealed(self) -> bool:
        return self.marked >= set(BOTH_SIDES)


def promises_of(sitting: Sitting, actor: Actor, *, at: datetime) -> Promises:
    """The marks a person may see: their own side's, and the other's once both have marked."""
    side = sitting.case.side_of(actor, at)
    seen = {(c.principle_id, c.side): c for c in PromiseCheck.objects.readable(sitting, side)}
    marked = frozenset(PromiseCheck.objects.filter(sitting=sitting).values_list("side", flat=True))
    lines = tuple(
        PromiseLine(p, seen.get((p.pk, Side.CITIZENS)), seen.get((p.pk, Side.CITY)))
        for p in principles_of(sitting.case)
    )
    return Promises(lines, marked)


@dataclass(frozen=True)
class Panel:
    """What the case page shows of its tables."""

    tables: tuple[Table, ...]
    open_homework: int
    open_points: int


def panel(case: Collaboration, actor: Actor, at: datetime) -> Panel | None:
    """The tables of a case: public summaries for everybody, counts of what is still open."""
    tables = tuple(case.tables.prefetch_related("sittings"))
    if not tables:
        return None
    work = Homework.objects.filter(sitting__table__case=case, done_at=None).count()
    points = OpenPoint.objects.filter(sitting__table__case=case, settled_in=None).count()
    return Panel(tables, work, points)


def papers_made(case: Collaboration, actor: Actor, at: datetime) -> dict[str, str]:
    """話し合いの記録, once both sides have fixed one: the newest. Named in settings.PAPERMAKERS."""
    fixed = Sitting.objects.filter(table__case=case, state=SittingState.FIXED).order_by("-starts_at").first()
    return {Made.TALKS.value: fixed.get_absolute_url()} if fixed else {}
