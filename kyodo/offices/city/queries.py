"""Reading the city: who holds which duty, which days are open, which number applies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import cast

import jpholiday
from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from kyodo.kernel.access import Capacity
from kyodo.kernel.calendar import add_business_days, business_days_between, next_open
from kyodo.kernel.workflow import Term
from kyodo.offices.people.models import Person

from .models import City, Duty, Holiday, Section, Setting
from .states import SIDES, Role
from .terms import YEAR_END


def the_city() -> City | None:
    """The city of this installation; None until the first-run page has been filled in."""
    return City.objects.select_related("principle_set").first()


def local_day(at: datetime) -> date:
    """The calendar day in Japan."""
    return timezone.localtime(at).date()


def capacities_of(person: Person, at: datetime) -> list[Capacity]:
    """資格 by duty: one for each duty that holds on that day."""
    duties = Duty.objects.on(local_day(at)).filter(person=person).select_related("section")
    return [
        Capacity(d.section.subject, d.role, f"{d.section.name} {d.get_role_display()}", SIDES[Role(d.role)])
        for d in duties
    ]


def people_holding(ref: str, at: datetime) -> QuerySet[Person] | list[Person]:
    """Who acts for a section now: its promoter first of all, with its head and staff of the desk."""
    if not ref.startswith(f"{Section._meta.label_lower}/"):
        return []
    holders = Duty.objects.on(local_day(at)).filter(section__ref=ref.partition("/")[2]).exclude(role=Role.AUDITOR)
    return Person.objects.filter(pk__in=holders.values("person"), is_active=True)


def promoter_of(section: Section, at: datetime) -> Person | None:
    """協働推進員 of the section, or None: the post is shown as vacant (空席)."""
    duty = Duty.objects.on(local_day(at)).filter(section=section, role=Role.PROMOTER).select_related("person").first()
    return cast(Duty, duty).person if duty else None


def desk_section(at: datetime) -> Section:
    """協働の窓口課: the section that runs the programme."""
    return cast(Section, Section.objects.on(local_day(at)).get(is_desk=True))


def local_days() -> dict[date, bool]:
    """Local exceptions of the calendar, kept for a minute: they change a few times a year."""
    days: dict[date, bool] | None = cache.get("city.local_days")
    if days is None:
        days = dict(Holiday.objects.values_list("day", "closed"))
        cache.set("city.local_days", days, 60)
    return days


def is_open(day: date, *, local: dict[date, bool] | None = None) -> bool:
    """Whether city hall is open that day. 地方自治法 4条の2."""
    exceptions = local_days() if local is None else local
    if day in exceptions:
        return not exceptions[day]
    return day.weekday() < 5 and (day.month, day.day) not in YEAR_END and not jpholiday.is_holiday(day)


def business_days_after(day: date, count: int) -> date:
    """The count-th open day after that day."""
    return add_business_days(day, count, is_open)


def business_days_left(today: date, due: date) -> int:
    """Open days until the due date; negative when it is past."""
    return business_days_between(today, due, is_open)


def period_end(day: date) -> date:
    """A deadline set as a period that ends on a closed day moves to the next open one. 地方自治法 4条の2 第4項."""
    return next_open(day, is_open)


def end_of_day(day: date) -> datetime:
    """The last moment of a day in Japan."""
    return timezone.make_aware(datetime.combine(day, time.max))


def number(term: Term) -> int:
    """The city's own value of a number, or the program's default."""
    return numbers([term])[term.key]


def numbers(terms: Iterable[Term]) -> dict[str, int]:
    """Several of the city's numbers in one query."""
    wanted = {t.key: t.default for t in terms}
    own = dict(Setting.objects.filter(key__in=wanted).values_list("key", "value"))
    return {**wanted, **own}
