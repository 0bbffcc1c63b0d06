"""Reading the city: who holds which duty, which days are open, which number applies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache, partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple, cast

import jpholiday
from django.apps import apps
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kyodo.kernel.access import Actor, Capacity, Side, find_all, seen_by
from kyodo.kernel.calendar import add_business_days, business_days_between, fiscal_span, next_open
from kyodo.kernel.calling import Names
from kyodo.kernel.workflow import Term
from kyodo.offices.people.models import Invitation, Person
from kyodo.offices.people.queries import open_invitations

from .models import City, Duty, Holiday, Principle, PrincipleSet, Section, Setting, Training, Ward
from .states import SIDES, Role
from .terms import YEAR_END

SECTION = Section._meta.label_lower
#: Roles in which somebody acts for their section, owes what it owes and is told what it is told.
ACTING = [role for role, side in SIDES.items() if side == Side.CITY]
LEAST_AT_THE_DESK = 2  #: so that one of them may be away


def the_city() -> City | None:
    """The city of this installation; None until the first-run page has been filled in."""
    return City.objects.select_related("principle_set").first()


def local_day(at: datetime) -> date:
    """The calendar day in Japan."""
    return timezone.localtime(at).date()


def capacities_of(person: Person, at: datetime) -> list[Capacity]:
    """資格 by duty: one for each duty that holds on that day."""
    duties = Duty.objects.on(local_day(at)).filter(person=person)
    held = duties.values_list("section__ref", "section__name", "role")
    return [
        Capacity(
            f"{SECTION}/{ref}", role, f"{name} {Role(role).label}", side := SIDES[Role(role)], acts=side == Side.CITY
        )
        for ref, name, role in held
    ]


def told_capacities(person: Person, reader: Actor, at: datetime) -> list[Capacity]:
    """What somebody is, as far as the reader may know of the bodies: a receipt tied to an account is nobody else's to know."""
    held = person.capacities(at)
    bodies = find_all(capacity.ref for capacity in held)
    seen = seen_by(reader, bodies.values(), at=at)
    return [c for c in held if c.ref in seen or isinstance(bodies.get(c.ref), Section)]


def people_holding(ref: str, at: datetime) -> QuerySet[Person] | list[Person]:
    """Who acts for a section now: its promoter first of all, with its head and staff of the desk."""
    if not ref.startswith(f"{SECTION}/"):
        return []
    holders = Duty.objects.on(local_day(at)).filter(section__ref=ref.partition("/")[2], role__in=ACTING)
    return Person.objects.filter(pk__in=holders.values("person"), is_active=True)


def promoter_of(section: Section, at: datetime) -> Person | None:
    """協働推進員 of the section, or None: the post is shown as vacant (空席)."""
    duty = Duty.objects.on(local_day(at)).filter(section=section, role=Role.PROMOTER).select_related("person").first()
    return cast(Duty, duty).person if duty else None


def desk_section(at: datetime) -> Section:
    """協働の窓口課: the section that runs the programme."""
    return cast(Section, Section.objects.on(local_day(at)).get(is_desk=True))


def local_days() -> dict[date, bool]:
    """Local exceptions of the calendar: True closes a day, False opens one."""
    return dict(Holiday.objects.values_list("day", "closed"))


def is_open(day: date, *, local: Mapping[date, bool] | None = None) -> bool:
    """Whether city hall is open that day. 地方自治法 4条の2. Give `local` when asking about many days."""
    exceptions = local_days() if local is None else local
    if day in exceptions:
        return not exceptions[day]
    return day.weekday() < 5 and (day.month, day.day) not in YEAR_END and not jpholiday.is_holiday(day)


def _open_days() -> Callable[[date], bool]:
    """The calendar with its local days read once: counting days is one query, however many are counted."""
    return partial(is_open, local=local_days())


def business_days_after(day: date, count: int) -> date:
    """The count-th open day after that day."""
    return add_business_days(day, count, _open_days())


def business_days_left(today: date, due: date) -> int:
    """Open days until the due date; negative when it is past."""
    return business_days_between(today, due, _open_days())


def days_left(today: date, dues: Iterable[date | None]) -> dict[date | None, int]:
    """Open days until each of many due dates, in one query."""
    is_open_day = _open_days()
    return {due: business_days_between(today, due, is_open_day) for due in set(dues) if due}


def period_end(day: date) -> date:
    """A deadline set as a period that ends on a closed day moves to the next open one. 地方自治法 4条の2 第4項.

    A fixed date is never moved: whoever sets one does not ask here.
    """
    return next_open(day, _open_days())


def closed_days(year: int) -> list[tuple[date, str]]:
    """Weekdays of a fiscal year on which city hall is closed, each with the reason; Saturdays and Sundays go without saying."""
    first, last = fiscal_span(year)
    local = {h.day: h for h in Holiday.objects.filter(day__range=(first, last))}
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    closed = {day: _reason(day) for day in days if day.weekday() < 5 and not is_open(day, local={})}
    closed |= {day: holiday.name for day, holiday in local.items() if holiday.closed}
    return sorted((day, why) for day, why in closed.items() if day not in local or local[day].closed)


def _reason(day: date) -> str:
    return jpholiday.is_holiday_name(day) or str(_("年末年始"))


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


@cache
def all_terms() -> dict[str, Term]:
    """Every number a city may set, by key: whatever the `terms` of the rooms declare."""
    rooms = [f"{app.name}.terms" for app in apps.get_app_configs() if app.name.startswith("kyodo.")]
    modules = [import_module(name) for name in rooms if find_spec(name)]
    return {t.key: t for module in modules for t in vars(module).values() if isinstance(t, Term)}


def term_of(key: str) -> Term | None:
    """The number of that key, if a room declares it."""
    return all_terms().get(key)


def sections_on(day: date) -> QuerySet[Section]:
    """The sections of that day, in the order of their codes."""
    return cast("QuerySet[Section]", Section.objects.on(day))


def principles_by_kind(principles: PrincipleSet) -> list[tuple[str, list[Principle]]]:
    """The principles of a set under the names of their kinds, in the order of the set."""
    found = sorted(principles.principles.all(), key=lambda p: p.order)
    groups: dict[str, list[Principle]] = {}
    for one in found:
        groups.setdefault(one.get_kind_display(), []).append(one)
    return list(groups.items())


#: What the program knows by its code and a city may call differently, with whether the code stands before the name.
RENAMED = {Principle.Kind.TYPE: True, Principle.Kind.FORM: False, Principle.Kind.ZONE: True}


def own_names(city: City | None) -> Names:
    """Types, forms and zones that the city calls differently from the set it began with, for `calling`."""
    kept = city.principle_set if city else None
    return _own_names(kept.ref) if kept and kept.version > 1 else {}


@lru_cache(maxsize=16)
def _own_names(ref: str) -> Names:
    """A version never changes, so it is read once."""
    kept = PrincipleSet.objects.get(ref=ref)
    rows = Principle.objects.filter(kind__in=RENAMED)
    first = {(p.kind, p.code): p.name for p in rows.filter(set__name=kept.name, set__version=1)}
    said = {(p.kind, p.code): p for p in rows.filter(set=kept)}
    return {
        (kind, code): f"{code} {p.name}" if RENAMED[Principle.Kind(kind)] else p.name
        for (kind, code), p in said.items()
        if p.name != first.get((kind, code), p.name)
    }


class Post(NamedTuple):
    """One line of the roster: a section and who was its promoter in that fiscal year, the present or last one first."""

    section: Section
    duties: list[Duty]
    vacant: bool


def roster(year: int, today: date) -> list[Post]:
    """協働推進員名簿: every section of that fiscal year with its named officers, or its vacancy (空席).

    A running year is shown as it stands today, a past one as it stood on its last day.
    """
    first, last = fiscal_span(year)
    day = min(max(today, first), last)
    learned = Count("trainings", filter=Q(trainings__held_on__range=(first, last)))
    held = Duty.objects.filter(role=Role.PROMOTER).during(first, last).select_related("person")
    promoters = held.annotate(learned=learned).order_by("-since")
    sections = Section.objects.on(day).prefetch_related(Prefetch("duties", queryset=promoters, to_attr="promoters"))
    return [Post(s, s.promoters, not any(d.holds_on(day) for d in s.promoters)) for s in sections]


def duties_on(day: date) -> QuerySet[Duty]:
    """Every duty held on that day, by section."""
    return cast("QuerySet[Duty]", Duty.objects.on(day).select_related("person", "section"))


def missing(city: City, today: date) -> list[str]:
    """はじめの準備: what a city still lacks before its citizens can count on answers."""
    held = [(duty.role, duty.section_id) for duty in Duty.objects.on(today)]
    led = {section for role, section in held if role == Role.PROMOTER}
    lacks = {
        "desk": not city.desk_phone,
        "wards": not Ward.objects.exists(),
        "promoters": Section.objects.on(today).exclude(pk__in=led).exists(),
        "colleague": sum(role == Role.DESK for role, _section in held) < LEAST_AT_THE_DESK,
    }
    return [name for name, lacking in lacks.items() if lacking]


def invited(at: datetime) -> QuerySet[Invitation]:
    """職員への招待 that nobody has answered yet."""
    return open_invitations(f"{SECTION}/", at)


def officers_on(day: date) -> QuerySet[Person]:
    """Everybody who holds a duty on that day."""
    return Person.objects.filter(pk__in=Duty.objects.on(day).values("person"), is_active=True).order_by("kana", "name")


def kept_about(person: Person) -> list[dict[str, Any]]:
    """What is kept about a person here, for whoever asks for their own data."""
    duties = Duty.objects.filter(person=person).select_related("section").order_by("since")
    return [
        {"section": d.section.name, "role": str(d.get_role_display()), "since": d.since, "until": d.until}
        for d in duties
    ] + [
        {"training": t.title, "held_on": t.held_on, "learned": t.learned}
        for t in Training.objects.filter(duty__person=person).order_by("held_on", "pk")
    ]
