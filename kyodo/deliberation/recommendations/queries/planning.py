"""Reading plans: progress counted from milestones, the matrix of recommendations and measures, the lag of a plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.models import Heir, Measure, Milestone, Plan, Recommendation, Report
from kyodo.deliberation.recommendations.states import ClosureState, HeirKind, MilestoneState, ResponseState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Progress:
    """進み具合, counted: how many milestones, how many of them reached, how many should have been by today."""

    total: int
    met: int
    partly: int
    missed: int
    planned: int
    due: int  #: whose day has come
    met_of_due: int
    late: int  #: whose day has passed without a word

    @property
    def words(self) -> str:
        return f"{self.met}/{self.total}"


def progress(milestones: Iterable[Milestone], today: date) -> Progress:
    """The count of these milestones on that day."""
    rows = list(milestones)
    states = Counter(m.state for m in rows)
    due = [m for m in rows if m.due <= today]
    return Progress(
        total=len(rows),
        met=states[MilestoneState.MET],
        partly=states[MilestoneState.PARTLY],
        missed=states[MilestoneState.MISSED],
        planned=states[MilestoneState.PLANNED],
        due=len(due),
        met_of_due=sum(m.state == MilestoneState.MET for m in due),
        late=sum(m.state == MilestoneState.PLANNED and m.due < today for m in rows),
    )


@dataclass(frozen=True)
class MeasureLine:
    """A measure with what its milestones say."""

    measure: Measure
    progress: Progress


@dataclass(frozen=True)
class PillarLine:
    """A pillar with its measures."""

    title: str
    measures: tuple[MeasureLine, ...]


def plan_lines(plan: Plan, today: date) -> tuple[list[PillarLine], Progress]:
    """The pillars of a plan with their measures, and the progress of the whole."""
    measures = list(plan.measures.select_related("section", "pillar").prefetch_related("milestones"))
    by_pillar: dict[int, list[MeasureLine]] = defaultdict(list)
    for measure in measures:
        by_pillar[measure.pillar_id].append(MeasureLine(measure, progress(measure.milestones.all(), today)))
    lines = [PillarLine(f"{p.number} {p.title}", tuple(by_pillar[p.pk])) for p in plan.pillars.all()]
    return lines, progress((m for measure in measures for m in measure.milestones.all()), today)


@dataclass(frozen=True)
class Row:
    """A recommendation in the matrix of one plan."""

    recommendation: Recommendation
    cells: tuple[Heir | None, ...]  #: one for each measure
    not_taken: Heir | None

    @property
    def is_taken(self) -> bool:
        """Whether a measure takes it up."""
        return any(self.cells)

    @property
    def settled(self) -> StrOrPromise:
        """Why it needs no heir in this plan, where it has none."""
        return "" if self.is_taken or self.not_taken else settled(self.recommendation)

    @property
    def is_orphan(self) -> bool:
        """Neither taken up nor explained."""
        return self.not_taken is None and not self.is_taken and not self.settled


@dataclass(frozen=True)
class Matrix:
    """One plan against the recommendations that had been made when it was decided."""

    plan: Plan
    measures: tuple[Measure, ...]
    rows: tuple[Row, ...]

    @property
    def orphans(self) -> tuple[Row, ...]:
        """継承先のない提言."""
        return tuple(row for row in self.rows if row.is_orphan)

    @property
    def explained(self) -> tuple[Row, ...]:
        """Those not taken up, with the reason."""
        return tuple(row for row in self.rows if row.not_taken)

    @property
    def settled(self) -> tuple[Row, ...]:
        """Those that need no heir: what came of them says why."""
        return tuple(row for row in self.rows if row.settled)

    @property
    def new_measures(self) -> tuple[Measure, ...]:
        """提言によらない新しい取組."""
        taken = {place for row in self.rows for place, cell in enumerate(row.cells) if cell}
        return tuple(m for place, m in enumerate(self.measures) if place not in taken)


def settled(recommendation: Recommendation) -> StrOrPromise:
    """終結した提言、理由を示して対応しないと答えた提言: nobody looks for a measure that takes them up."""
    if recommendation.closure.state == ClosureState.CLOSED:
        return _("終結")
    if recommendation.response.state == ResponseState.DECLINED:
        return _("対応しないと回答")
    return ""


def _in_order() -> QuerySet[Recommendation]:
    """Every recommendation with its paper and what became of it, the oldest first."""
    found = Recommendation.objects.select_related("report", "response", "closure")
    return found.order_by("report__handed_on", "report", "number")


def matrix(plan: Plan) -> Matrix:
    """The matrix of a plan; a constant number of queries."""
    measures = tuple(plan.measures.select_related("pillar"))
    rows = _in_order()
    if plan.adopted_on:
        rows = rows.filter(report__handed_on__lte=plan.adopted_on)
    heirs = {(h.recommendation_id, h.measure_id): h for h in plan.heirs.select_related("measure")}
    return Matrix(
        plan,
        measures,
        tuple(Row(r, tuple(heirs.get((r.pk, m.pk)) for m in measures), heirs.get((r.pk, None))) for r in rows),
    )


@dataclass(frozen=True)
class Across:
    """A recommendation with what each plan made of it: its heirs, () for none, None where the plan is older than it."""

    recommendation: Recommendation
    plans: tuple[tuple[Heir, ...] | None, ...]

    @property
    def settled(self) -> StrOrPromise:
        """Why it needs no heir any more."""
        return settled(self.recommendation)

    @property
    def is_unheired(self) -> bool:
        """Whether no plan took it up by any measure, and nothing else came of it."""
        return not self.settled and not any(h.measure_id for heirs in self.plans for h in heirs or ())


def across(plans: Iterable[Plan]) -> list[Across]:
    """Every recommendation against every plan, the oldest first."""
    plans = list(plans)
    found: dict[tuple[int, int], list[Heir]] = defaultdict(list)
    for heir in Heir.objects.filter(plan__in=plans).select_related("measure"):
        found[heir.recommendation_id, heir.plan_id].append(heir)
    return [Across(r, tuple(_heirs(r, plan, found) for plan in plans)) for r in _in_order()]


def _heirs(
    recommendation: Recommendation, plan: Plan, found: dict[tuple[int, int], list[Heir]]
) -> tuple[Heir, ...] | None:
    heirs = tuple(found[recommendation.pk, plan.pk])
    if not heirs and plan.adopted_on and recommendation.report.handed_on > plan.adopted_on:
        return None
    return heirs


@dataclass(frozen=True)
class Lag:
    """計画までの月数: from a paper to the first plan that took it up; without one, to today."""

    report: Report
    plan: Plan | None
    months: int


def months_between(first: date, last: date) -> int:
    """Whole months from one day to another; from the last day of a month to that of another they are whole as well."""
    span = relativedelta(last + timedelta(days=1), first + timedelta(days=1))
    return span.years * 12 + span.months


def lags(today: date) -> list[Lag]:
    """How long each paper waited for its first plan."""
    first: dict[int, Plan] = {}
    heirs = Heir.objects.exclude(kind=HeirKind.NOT_TAKEN).exclude(plan__adopted_on=None)
    for heir in heirs.select_related("plan", "recommendation").order_by("plan__adopted_on", "pk"):
        first.setdefault(heir.recommendation.report_id, heir.plan)
    return [_lag(report, first.get(report.pk), today) for report in Report.objects.order_by("handed_on", "pk")]


def _lag(report: Report, plan: Plan | None, today: date) -> Lag:
    until = plan.adopted_on if plan and plan.adopted_on else today
    return Lag(report, plan, months_between(report.handed_on, until))
