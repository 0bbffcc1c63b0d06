"""What is late, for how long, how far the ladder was climbed: one reading for the page, the worker and the tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.letters import desk_ref, in_charge
from kyodo.deliberation.recommendations.models import (
    Implementation,
    Measure,
    Milestone,
    Pause,
    Petition,
    Reminder,
    Response,
)
from kyodo.deliberation.recommendations.states import (
    ClosureState,
    Hears,
    Level,
    MilestoneState,
    PetitionState,
    PlanState,
    ResponseState,
)
from kyodo.deliberation.recommendations.terms import LADDER, SHEET_DAYS
from kyodo.kernel.calendar import fiscal_span, fiscal_year
from kyodo.offices.city.queries import local_day, number, numbers

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = ["Clock", "Step", "clocks", "desk_ref", "ladder", "page_of", "paused_days", "sheet_due"]


@dataclass(frozen=True)
class Step:
    """One step of the ladder: after how many days who hears of it."""

    number: int
    days: int
    hears: Hears


@dataclass(frozen=True)
class Clock:
    """One thing that is past its date, and where it stands on the ladder."""

    subject: str
    near: str  #: whoever acted on this lately is left in peace
    whole: str
    what: StrOrPromise
    title: str
    url: str
    holder: str  #: the section in charge, or the desk while there is none
    section: str  #: its name, "" while there is none
    voice: str  #: those who wait for it
    due: date
    today: date
    pauses: tuple[Pause, ...] = ()
    taken: tuple[Reminder, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def key(self) -> str:
        """Its place in the list: a measure may be late with several sheets."""
        return f"{self.life_ref}-{self.due:%Y%m%d}"

    @property
    def life_ref(self) -> str:
        """The public reference of the thing that is late."""
        return self.subject.partition("/")[2]

    @property
    def days_over(self) -> int:
        """Days since the due date, those of a pause left out."""
        return (self.today - self.due).days - paused_days(self.pauses, after=self.due, until=self.today)

    @property
    def pause(self) -> Pause | None:
        """The pause that holds today."""
        return next((p for p in self.pauses if p.holds_on(self.today)), None)

    @property
    def reached(self) -> int:
        """The highest step that was taken; 0 for none."""
        return max((r.step for r in self.taken), default=0)

    @property
    def next_step(self) -> Step | None:
        return next((s for s in self.steps if s.number > self.reached), None)

    @property
    def next_on(self) -> date | None:
        """The day of the next step if nothing happens; none while it is paused or after the last one."""
        if self.next_step is None or self.pause:
            return None
        return self.today + timedelta(days=max(self.next_step.days - self.days_over, 0))

    @property
    def next_step_is_due(self) -> bool:
        """Whether a step is to be taken today: one a day, never in a pause."""
        step = self.next_step
        if step is None or self.pause or any(local_day(r.taken_at) >= self.today for r in self.taken):
            return False
        return self.days_over >= step.days

    @property
    def is_public(self) -> bool:
        """Whether everybody reads that there is no answer."""
        last = next((s for s in self.steps if s.number == self.reached), None)
        return last is not None and last.hears == Hears.PUBLIC


def paused_days(pauses: Iterable[Pause], *, after: date, until: date) -> int:
    """How many of the days after one day, up to and including another, lie in a pause."""
    days: set[int] = set()
    for pause in pauses:
        first = max(pause.since.toordinal(), after.toordinal() + 1)
        last = min(pause.until.toordinal() - 1, until.toordinal())
        days.update(range(first, last + 1))
    return len(days)


def ladder() -> tuple[Step, ...]:
    """The city's own ladder, its lowest step first."""
    said = numbers([term for step in LADDER for term in step])
    rows = sorted((said[days.key], said[who.key]) for days, who in LADDER)
    known = {int(hears.value): hears for hears in Hears}
    return tuple(Step(n, days, known.get(who, Hears.DESK)) for n, (days, who) in enumerate(rows, start=1))


def clocks(at: datetime) -> list[Clock]:
    """Everything that is past its date today, the longest-waiting first; a constant number of queries."""
    today = local_day(at)
    found = [*_responses(today), *_reports(today), *_milestones(today), *_sheets(today), *_petitions(today)]
    if not found:
        return []
    subjects = {c.subject for c in found}
    pauses: dict[str, list[Pause]] = defaultdict(list)
    for pause in Pause.objects.filter(subject_ref__in=subjects):
        pauses[pause.subject_ref].append(pause)
    taken: dict[tuple[str, date], list[Reminder]] = defaultdict(list)
    for reminder in Reminder.objects.filter(subject_ref__in=subjects):
        taken[reminder.subject_ref, reminder.due].append(reminder)
    steps = ladder()
    full = (
        replace(c, pauses=tuple(pauses[c.subject]), taken=tuple(taken[c.subject, c.due]), steps=steps) for c in found
    )
    return sorted(full, key=lambda c: (c.due, c.title))


def page_of(found: Sequence[Clock], *, after: str = "", size: int) -> tuple[Sequence[Clock], str]:
    """One page of what is late, behind the thing named; and the name by which the next page is asked for."""
    start = next((n for n, clock in enumerate(found, 1) if clock.key == after), 0)
    rows = found[start : start + size]
    return rows, rows[-1].key if start + size < len(found) else ""


def _responses(today: date) -> Iterator[Clock]:
    waiting = Response.objects.filter(
        state__in=[ResponseState.WAITING, ResponseState.STUDYING], due__lt=today, recommendation__closure__state=ClosureState.OPEN
    )  # fmt: skip
    for life in waiting.select_related("recommendation__report", "recommendation__section__successor"):
        what = _("提言への回答") if life.state == ResponseState.WAITING else _("検討の結果の回答")
        assert life.due is not None
        yield _life_clock(life, what, life.due, today)


def _reports(today: date) -> Iterator[Clock]:
    waiting = Implementation.objects.filter(due__lt=today, recommendation__closure__state=ClosureState.OPEN)
    for life in waiting.exclude(state=Level.DONE).select_related(
        "recommendation__report", "recommendation__section__successor"
    ):
        assert life.due is not None
        yield _life_clock(life, _("実施のようすの報告"), life.due, today)


def _life_clock(life: Response | Implementation, what: StrOrPromise, due: date, today: date) -> Clock:
    recommendation = life.recommendation
    section = recommendation.addressee
    return Clock(
        subject=life.subject, near=life.whole, whole=life.whole, what=what, title=str(recommendation),
        url=recommendation.get_absolute_url(), holder=in_charge(recommendation), section=section.name if section else "",
        voice=recommendation.report.voice_ref, due=due, today=today,
    )  # fmt: skip


def _milestones(today: date) -> Iterator[Clock]:
    waiting = Milestone.objects.filter(
        state=MilestoneState.PLANNED, due__lt=today, measure__plan__state=PlanState.IN_FORCE
    )
    for milestone in waiting.select_related("measure__plan", "measure__section__successor"):
        measure = milestone.measure
        yield _measure_clock(
            measure, milestone.subject, _("マイルストーンの結果"), milestone.title, milestone.due, today
        )


def _sheets(today: date) -> Iterator[Clock]:
    last = fiscal_year(today) - 1
    measures = Measure.objects.filter(plan__state=PlanState.IN_FORCE, plan__first_year__lte=last)
    days = number(SHEET_DAYS)
    for measure in measures.select_related("plan", "section__successor").prefetch_related("sheets"):
        filed = {sheet.year for sheet in measure.sheets.all()}
        for year in range(measure.plan.first_year, min(last, measure.plan.last_year) + 1):
            due = sheet_due(year, days)
            # A plan entered long after its first years is not asked for what was told on paper then.
            if year not in filed and local_day(measure.plan.entered_at) <= due < today:
                what = _("%(year)s年度の進捗シート") % {"year": year}
                yield _measure_clock(measure, measure.subject, what, str(measure), due, today)


def sheet_due(year: int, days: int) -> date:
    """The last day for the sheet of a fiscal year."""
    return fiscal_span(year)[1] + timedelta(days=days)


def _measure_clock(measure: Measure, subject: str, what: StrOrPromise, title: str, due: date, today: date) -> Clock:
    section = measure.addressee
    return Clock(
        subject=subject, near=subject, whole=measure.whole, what=what, title=title, url=measure.get_absolute_url(),
        holder=in_charge(measure), section=section.name if section else "", voice=measure.plan.voice_ref, due=due, today=today,
    )  # fmt: skip


def _petitions(today: date) -> Iterator[Clock]:
    waiting = Petition.objects.filter(state=PetitionState.STUDYING, due__lt=today)
    for petition in waiting.select_related("section__successor"):
        section = petition.addressee
        assert petition.due is not None
        yield Clock(
            subject=petition.subject, near=petition.subject, whole=petition.whole, what=_("市民政策提案への回答"),
            title=petition.title, url=petition.get_absolute_url(), holder=in_charge(petition),
            section=section.name if section else "", voice=petition.author_ref, due=petition.due, today=today,
        )  # fmt: skip
