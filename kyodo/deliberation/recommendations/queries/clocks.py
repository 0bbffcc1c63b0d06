"""What is late, for how long, how far the ladder was climbed: one reading for the page, the worker and the tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

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
from kyodo.deliberation.recommendations.states import Hears, ResponseState
from kyodo.deliberation.recommendations.terms import LADDER, SHEET_DAYS
from kyodo.offices.city.queries import local_day, number, numbers

from .late import KEPT, Kind, Place, behind, key_of, late, place_of, sheet_due, year_of

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

    kind: Kind
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
        return key_of(self.kind, self.life_ref, self.due)

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


def clocks(at: datetime, *, wholes: Collection[str] | None = None, ref: str = "") -> list[Clock]:
    """Everything that is past its date today, the longest-waiting first; a constant number of queries.

    `wholes` are the references of the recommendations, plans and petitions asked for, `ref` that of one late thing.
    """
    today = local_day(at)
    return _read(late(today, wholes=wholes, ref=ref), today)


def page_of(at: datetime, *, after: str = "", size: int) -> tuple[list[Clock], str, int]:
    """One page of what is late, behind the line named; the name by which the next page is asked for; how many there are."""
    today = local_day(at)
    found = _read(behind(today, place_of(after))[: size + 1], today)
    return found[:size], found[size - 1].key if len(found) > size else "", late(today).count()


def _read(lines: Iterable[tuple[date, int, int]], today: date) -> list[Clock]:
    """The lines with what they are about, their pauses and the steps that were taken."""
    places = [Place(*line) for line in lines]
    things = {
        kind: KEPT[kind].in_bulk({place.pk for place in places if place.kind == kind})
        for kind in sorted({Kind(place.kind) for place in places})
    }
    if not places:
        return []
    day = _Day(today, number(SHEET_DAYS) if Kind.SHEET in things else 0)
    found = [_MADE[Kind(p.kind)](things[Kind(p.kind)][p.pk], p.due, day) for p in places]
    subjects = {c.subject for c in found}
    pauses: dict[str, list[Pause]] = defaultdict(list)
    for pause in Pause.objects.filter(subject_ref__in=subjects):
        pauses[pause.subject_ref].append(pause)
    taken: dict[tuple[str, date], list[Reminder]] = defaultdict(list)
    for reminder in Reminder.objects.filter(subject_ref__in=subjects):
        taken[reminder.subject_ref, reminder.due].append(reminder)
    steps = ladder()
    return [
        replace(c, pauses=tuple(pauses[c.subject]), taken=tuple(taken[c.subject, c.due]), steps=steps) for c in found
    ]


@dataclass(frozen=True)
class _Day:
    """The day of the reading, and how many days the city gives itself for a sheet."""

    today: date
    sheet_days: int


def _response(life: Response, due: date, day: _Day) -> Clock:
    what = _("提言への回答") if life.state == ResponseState.WAITING else _("検討の結果の回答")
    return _life_clock(Kind.RESPONSE, life, what, due, day.today)


def _report(life: Implementation, due: date, day: _Day) -> Clock:
    return _life_clock(Kind.REPORT, life, _("実施のようすの報告"), due, day.today)


def _life_clock(kind: Kind, life: Response | Implementation, what: StrOrPromise, due: date, today: date) -> Clock:
    recommendation = life.recommendation
    section = recommendation.addressee
    return Clock(
        kind=kind, subject=life.subject, near=life.whole, whole=life.whole, what=what, title=str(recommendation),
        url=recommendation.get_absolute_url(), holder=in_charge(recommendation), section=section.name if section else "",
        voice=recommendation.report.voice_ref, due=due, today=today,
    )  # fmt: skip


def _milestone(milestone: Milestone, due: date, day: _Day) -> Clock:
    what = _("マイルストーンの結果")
    return _measure_clock(Kind.MILESTONE, milestone.measure, milestone.subject, what, milestone.title, due, day.today)


def _sheet(measure: Measure, due: date, day: _Day) -> Clock:
    what = _("%(year)s年度の進捗シート") % {"year": year_of(due, day.sheet_days)}
    return _measure_clock(Kind.SHEET, measure, measure.subject, what, str(measure), due, day.today)


def _measure_clock(
    kind: Kind, measure: Measure, subject: str, what: StrOrPromise, title: str, due: date, today: date
) -> Clock:
    section = measure.addressee
    return Clock(
        kind=kind, subject=subject, near=subject, whole=measure.whole, what=what, title=title, url=measure.get_absolute_url(),
        holder=in_charge(measure), section=section.name if section else "", voice=measure.plan.voice_ref, due=due, today=today,
    )  # fmt: skip


def _petition(petition: Petition, due: date, day: _Day) -> Clock:
    section = petition.addressee
    return Clock(
        kind=Kind.PETITION, subject=petition.subject, near=petition.subject, whole=petition.whole,
        what=_("市民政策提案への回答"), title=petition.title, url=petition.get_absolute_url(), holder=in_charge(petition),
        section=section.name if section else "", voice=petition.author_ref, due=due, today=day.today,
    )  # fmt: skip


#: How a late thing becomes a line.
_MADE: dict[Kind, Callable[[Any, date, _Day], Clock]] = {
    Kind.RESPONSE: _response, Kind.REPORT: _report, Kind.MILESTONE: _milestone, Kind.SHEET: _sheet, Kind.PETITION: _petition,
}  # fmt: skip
