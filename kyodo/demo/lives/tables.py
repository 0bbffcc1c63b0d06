"""パートナーテーブル: called, planned, held, written up, marked and confirmed by both sides, and brought to its outcome."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta

from kyodo.cycle.roundtables import actions as tables
from kyodo.cycle.roundtables.models import Homework, OpenPoint, Sitting, Table
from kyodo.demo.book import Row, at, between, called
from kyodo.demo.timeline import Life
from kyodo.demo.town import Town
from kyodo.kernel.access import BOTH_SIDES
from kyodo.kernel.calendar import era_date
from kyodo.offices.city.models import Principle

#: A life that says at its end when it last did something.
Until = Generator[datetime, None, datetime]
MARKS = {"○": "kept", "△": "partly", "×": "not"}
OUTCOMES = {"group_alone": "citizens_alone", "refer": "pass_on", "dropped": "declined"}
#: A table is called so long before its first sitting.
NOTICE = timedelta(days=9)
SAME_EVENING = timedelta(hours=2)


def sitting_together(town: Town, key: str, rows: list[Row], *, kind: str) -> Life:
    """A table with all its sittings, from the call to the outcome, as far as they have come."""
    first, answer = rows[0], town.book.cases[key]["seed"].get("answer")
    asked = max(first["at"] - NOTICE, answer["at"] + SAME_EVENING if answer else first["at"] - NOTICE)
    yield asked
    by = town.person(first["called_by"], asked)
    table = tables.call(town.case(key), kind=kind, aim=first["aim"], by=by, at=asked)
    since = asked
    for row in rows:
        since = yield from _sitting(town, key, table, row, since)
    if "outcome" in rows[-1]:
        yield since
        outcome = called(OUTCOMES, rows[-1]["outcome"])
        chair = town.person(rows[-1]["chair"], since)
        tables.conclude(table, outcome=outcome, reason=rows[-1]["outcome_because"], by=chair, at=since)


def _sitting(town: Town, key: str, table: Table, row: Row, since: datetime) -> Until:
    """One sitting; the moment at which its record was last touched is given back."""
    planned = between(since, min(row["at"], at(town.book.today)), 0.3)
    yield planned
    chair = town.person(row["chair"], planned)
    tables.invite_chair(table, chair=chair, by=town.person(row["called_by"], planned), at=planned)
    place = town.place(row["place"])
    sitting = tables.plan(table, starts_at=row["at"], place=place, aim=row["aim"], by=chair, at=planned)
    if "present" not in row:
        return planned
    evening = row["at"] + SAME_EVENING
    yield evening
    chair = town.person(row["chair"], evening)
    tables.hold(sitting, by=chair, at=evening)
    for point in OpenPoint.objects.filter(sitting__table=table, settled_in=None).exclude(
        text__in=[p["about"] for p in row["not_agreed"]]
    ):
        how = "、".join(row["agreed"])[:300] or row["summary"][:300]
        tables.settle_point(point, in_sitting=sitting, how=how, by=chair, at=evening)
    tables.write_up(sitting, notes=_record(town, key, row), by=chair, at=evening)
    return (yield from _closing(town, sitting, row, evening))


def _record(town: Town, key: str, row: Row) -> tables.Record:
    zones = row["zones"]
    return tables.Record(
        aim_reached=row["aim_reached"], facts=row["facts"], citizens_bring=row["citizens_bring"], city_brings=row["city_brings"],
        next_note=era_date(row["next"]) if "next" in row else "", summary=row["summary"], minutes=row["agenda"],
        attendance=[_attendance(town, person, row) for person in row["present"]],
        agreed=[{"text": text, "zone_citizens": zones["citizens"], "zone_city": zones["city"]} for text in row["agreed"]],
        raised=[
            {"text": point["about"], "citizens_view": point["citizens"], "city_view": point["city"], "handling": point["next"]}
            for point in row["not_agreed"]
        ],
        homework=[_homework(town, key, work, row) for work in row["homework"]],
    )  # fmt: skip


def _attendance(town: Town, person: str, row: Row) -> Row:
    if town.side(person) == "city":
        body = town.sections[town.section_of(person, row["at"].date())].name
    else:
        body = next((g["name"] for g in town.book.groups if g["key"] in town.groups_of(person)), "")
    return {"side": town.side(person), "name": town.people[person].name, "body": body}


def _homework(town: Town, key: str, work: Row, row: Row) -> Row:
    """Homework belongs to the body of its owner; what both took on is watched by the owner's side."""
    case, owner = town.book.cases[key], work["owner"]
    if town.side(owner) == "city":
        section = town.section_of(owner, row["at"].date())
        body = town.sections[section if section in case["sections"] else case["sections"][0]].subject
    else:
        body = town.groups[next(g for g in town.groups_of(owner) if g in case["groups"])].subject
    return {
        "text": work["text"],
        "side": town.side(owner),
        "holder": body,
        "holder_name": town.people[owner].name,
        "due": work["due"],
    }


def _closing(town: Town, sitting: Sitting, row: Row, evening: datetime) -> Until:
    """Both sides mark the promises and confirm, each in its own time."""
    confirmed, last = row.get("confirmed", {}), evening
    for side in sorted(BOTH_SIDES, key=lambda s: confirmed.get(s, {"at": evening})["at"]):
        if side in confirmed:
            last = confirmed[side]["at"]
            yield last
            by = town.person(confirmed[side]["by"], last)
            if "promises" in row:
                tables.check_promises(sitting, marks=_marks(sitting, row["promises"][side]), by=by, at=last)
            tables.confirm(sitting, digest=Sitting.objects.get(pk=sitting.pk).digest(), by=by, at=last)
    return last


def _marks(sitting: Sitting, signs: str) -> dict[int, tuple[str, str]]:
    principles = Principle.objects.filter(set=sitting.case.principle_set, kind="promise").order_by("order")
    return {principle.pk: (MARKS[sign], "") for principle, sign in zip(principles, signs, strict=True)}


def finishing(town: Town, key: str, row: Row, work: Row) -> Life:
    """Homework, done."""
    now = at(work["done"], 17, 30)
    yield now
    it = Homework.objects.get(text=work["text"], sitting__table__case=town.case(key))
    tables.finish_homework(it, by=town.person(work["owner"], now), at=now)
