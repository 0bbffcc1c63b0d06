"""What is going on in the city now, in a constant number of queries: the newest of each room, and who owes an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kyodo.commons.groups.models import Group
from kyodo.cycle.calls import queries as calls
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.evaluations.models import Evaluation
from kyodo.cycle.evaluations.states import State as EvaluationState
from kyodo.cycle.roundtables.models import Table
from kyodo.cycle.roundtables.states import TableState
from kyodo.cycle.seeds.models import Seed
from kyodo.deliberation.consultations.models import Consultation
from kyodo.deliberation.councils.models import Meeting
from kyodo.deliberation.councils.states.meetings import MeetingState
from kyodo.kernel.access import Visitor
from kyodo.kernel.calendar import fiscal_year
from kyodo.offices.city.queries import business_days_left, local_day
from kyodo.reading.insights.queries import figures, late

NEWEST = 4


@dataclass(frozen=True)
class Year:
    """今年度の数字."""

    year: int
    seeds: int
    born: int
    running: int
    evaluated: int
    groups: int


@dataclass(frozen=True)
class Front:
    """What the front door shows."""

    seeds: Sequence[Seed]
    tables: Sequence[Table]
    running: Sequence[Collaboration]
    evaluations: Sequence[Evaluation]
    calls: Sequence[calls.Line]
    consultations: Sequence[Consultation]
    meetings: Sequence[Meeting]
    answers: figures.Answers
    days_late: int | None  #: open days by which the longest missing answer is late, negative
    late: int  #: promises of recommendations, plans, consultations and papers that are past their day
    numbers: Year

    @property
    def is_empty(self) -> bool:
        """Whether nothing has happened yet."""
        shown = (self.seeds, self.tables, self.running, self.evaluations, self.calls, self.consultations, self.meetings)
        return not any(shown)


def front(*, at: datetime) -> Front:
    """Only what everybody may see, whoever looks: the page is the same for all."""
    today = local_day(at)
    shown = Collaboration.objects.public(at=at)
    seeds = Seed.objects.visible_to(Visitor(), at=at).select_related("case", "section")
    tables = Table.objects.filter(state=TableState.OPEN, case__shown_at__lte=at).select_related("case")
    closed = Evaluation.objects.filter(state=EvaluationState.CLOSED, case__shown_at__lte=at).select_related("case")
    coming = Meeting.objects.visible_to(Visitor(), at=at).with_body()
    answers = figures.answers(fiscal_year(today), at=at)
    return Front(
        seeds=list(seeds[:NEWEST]),
        tables=list(tables.order_by("-opened_at")[:NEWEST]),
        running=list(shown.running(today).order_by("ends_on")[:NEWEST]),
        evaluations=list(closed.order_by("-closed_at")[:NEWEST]),
        calls=calls.taking(at=at)[:NEWEST],
        consultations=list(Consultation.objects.open_on(today).order_by("closes_on")[:NEWEST]),
        meetings=list(coming.filter(state=MeetingState.NOTICED, starts_at__gte=at).order_by("starts_at")[:NEWEST]),
        answers=answers,
        days_late=min(business_days_left(today, answers.oldest), -1) if answers.oldest else None,
        late=late(at=at),
        numbers=_numbers(at),
    )


def _numbers(at: datetime) -> Year:
    today = local_day(at)
    year = fiscal_year(today)
    begin, end = figures.moments_of(year)
    shown = Collaboration.objects.public(at=at)
    closed = Evaluation.objects.filter(state=EvaluationState.CLOSED, closed_at__gte=begin, closed_at__lt=end)
    return Year(
        year=year,
        seeds=Seed.objects.filter(received_at__gte=begin, received_at__lt=end).count(),
        born=shown.filter(year=year).count(),
        running=shown.running(today).count(),
        evaluated=closed.count(),
        groups=Group.objects.current(today).count(),
    )
