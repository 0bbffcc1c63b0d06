"""The beginning and the seasons: the city, its sections, wards, people and duties, and who changes posts in spring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from kyodo.kernel.text import katakana
from kyodo.offices.city import actions as city
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.city.models import Duty
from kyodo.offices.city.queries import all_terms
from kyodo.offices.city.states import Role
from kyodo.offices.people.actions import register
from kyodo.offices.people.models import Person

from .book import Row, at, called
from .timeline import Life
from .town import Town

#: One for everybody, so that a visitor can look through every pair of eyes.
PASSWORD = "orise-kyodo-2026"  # noqa: S105  told to everybody who starts the demo
ROLES = {"mayor_office": Role.MAYOR.value}


def found(town: Town) -> datetime:
    """Enter the city as it stood when it began to use the program; the moment is given back."""
    book, now = town.book.city, at(town.book.city["begun"], 8, 30)
    its, desk = book["city"], book["desk"]
    city.found_city(
        name=its["name"], code=its["code"], principles=book["principles"], at=now, kana=katakana(its["kana"]),
        prefecture=its["prefecture"], desk_name=desk["name"], desk_phone=desk["phone"].replace("-", ""),
        desk_hours=book["hours"]["weekdays"], desk_email=desk["email"],
    )  # fmt: skip
    for number, ward in enumerate(book["ward"], start=1):
        values = {"name": ward["name"], "kana": katakana(ward["kana"])}
        town.wards[ward["key"]] = city.set_ward(f"{number:02}", values, by=FIRST_RUN, at=now)
    for section in book["section"]:
        _open(town, section, now)
    for person in town.book.people:
        town.people[person["key"]] = register(
            name=person["name"], kana=katakana(person["kana"]), email=person["email"], by=FIRST_RUN, at=now
        )
    for key, duty in duties(town):
        if duty["from"] <= now.date():
            _name(town, key, duty, now)
    # Hashed once: a hundred times the same password would take longer than the whole city.
    Person.objects.update(password=make_password(PASSWORD))
    return now


def _open(town: Town, section: Row, now: datetime) -> None:
    earlier = next((f for f in section.get("former_names", ()) if f["until"] >= now.date()), section)
    town.sections[section["key"]] = city.open_section(
        code=section["code"], name=earlier["name"], kana=katakana(earlier["kana"]), division=section["division"],
        phone=section["phone"].replace("-", ""), duties_text=section["duties"], since=town.book.city["sections_since"],
        is_desk=section["key"] == town.book.city["desk"]["section"], by=FIRST_RUN, at=now,
    )  # fmt: skip


def duties(town: Town) -> Iterator[tuple[str, Row]]:
    """Every duty of the data, coordinators' included, with who holds it."""
    for person in town.book.people:
        yield from ((person["key"], duty) for duty in person.get("duties", ()))
        neutral = person.get("neutral", {})
        if neutral.get("role") == "coordinator":
            yield person["key"], {**neutral, "section": town.book.city["desk"]["section"]}


def _name(town: Town, key: str, duty: Row, now: datetime) -> None:
    by = FIRST_RUN if duty["from"] <= town.book.city["begun"] else town.desk(now)
    role = called(ROLES, duty["role"])
    city.assign_duty(
        town.people[key], role=role, section=town.sections[duty["section"]], since=duty["from"], by=by, at=now
    )
    town.duties_changed()


def renaming(town: Town, section: Row) -> Life:
    """機構改革: a section that goes on under a new name, from the first day of a fiscal year."""
    for earlier in section.get("former_names", ()):
        day: date = earlier["until"] + timedelta(days=1)
        if day > town.book.city["begun"]:
            now = at(day, 8, 30)
            yield now
            city.change_section(
                town.sections[section["key"]],
                name=section["name"],
                kana=katakana(section["kana"]),
                by=town.desk(now),
                at=now,
            )


def career(town: Town, key: str, duty: Row) -> Life:
    """異動: a duty that begins or ends after the founding; where somebody follows, everything owed is handed over."""
    all_duties = list(duties(town))
    if duty["from"] > town.book.city["begun"] and not _follows(duty, all_duties):
        now = at(duty["from"], 8, 40)
        yield now
        _name(town, key, duty, now)
    if "until" in duty:
        day = duty["until"] + timedelta(days=1)
        now = at(day, 8, 30)
        yield now
        role = called(ROLES, duty["role"])
        held = Duty.objects.get(person=town.people[key], section=town.sections[duty["section"]], role=role, until=None)
        if heir := next((k for k, d in all_duties if d["from"] == day and _same_post(d, duty)), None):
            city.hand_over(held, to=town.people[heir], on=day, by=town.desk(now), at=now)
        else:
            city.end_duty(held, on=day, by=town.desk(now), at=now)
        town.duties_changed()


def _same_post(one: Row, other: Row) -> bool:
    return (one["section"], one["role"]) == (other["section"], other["role"])


def _follows(duty: Row, all_duties: list[tuple[str, Row]]) -> bool:
    """Whether somebody else held the post until the day before: then it is handed over, not newly given."""
    eve = duty["from"] - timedelta(days=1)
    return any(_same_post(d, duty) and d.get("until") == eve for _key, d in all_duties)


def numbering(town: Town, row: Row) -> Life:
    """市の数値: where the city's own ordinance says another number than the program."""
    now = at(town.book.city["begun"] + timedelta(days=3), 15)
    yield now
    term = all_terms()[row["key"]]
    city.set_number(term, row["value"], source=row["source"], by=town.desk(now), at=now)


def closing(town: Town) -> Life:
    """休業日: the local days on which city hall is closed, beside the ones every city has."""
    for day in town.book.city["closed_day"]:
        now = at(day["decided"], 10)
        yield now
        city.set_holiday(day["day"], name=day["name"], by=town.desk(now), at=now)
