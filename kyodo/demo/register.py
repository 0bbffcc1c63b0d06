"""団体登録: the register the city already kept is taken over; later groups apply, renew, lapse or leave."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from kyodo.commons.groups import actions as groups
from kyodo.commons.groups.actions.importing import Line
from kyodo.commons.groups.actions.importing import Row as Said
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.queries import conditions
from kyodo.commons.groups.states import Involvement, Part, Role
from kyodo.kernel.calendar import fiscal_span, fiscal_year
from kyodo.kernel.text import katakana
from kyodo.offices.people.models import Person

from .book import Row, at
from .timeline import Life
from .town import Town, worked_off

CHECKED = 3  #: every so many groups the desk compares the entries with papers after a renewal
AGAINST = "規約と総会の資料"


def taking_over(town: Town) -> Life:
    """Take the old register over as one file, then let its people belong to their groups."""
    now = at(town.book.city["begun"] + timedelta(days=1), 10)
    yield now
    by = town.desk(now)
    rows = [row for row in town.book.groups if row["number"]]
    lines = [Line(n, [row["number"], row["name"]], _said(town, row)) for n, row in enumerate(rows, start=2)]
    batch = groups.upload(
        file_name="市民活動団体登録台帳.xlsx", headers=["登録番号", "団体名"], mapping=["number", "name"], lines=lines,
        by=by, at=now,
    )  # fmt: skip
    groups.take_over(batch, by=by, at=now)
    worked_off(now)
    entered = {group.number: group for group in Group.objects.all()}
    for row in rows:
        town.groups[row["key"]] = entered[row["number"]]
        _people(town, row, by=by, now=now)


def _said(town: Town, row: Row) -> Said:
    first = max(row["founded"], town.book.city["register_since"])
    return Said(
        values={"name": row["name"], **_profile(row), **_contact(row), **_activity(row)}, number=row["number"],
        registered_on=first, valid_until=row.get("valid_until"), fields=row["fields"], wards=[ward.ref for ward in _wards(town, row)],
        publication=_switches(row),
    )  # fmt: skip


def _profile(row: Row) -> Row:
    plain = {name: row[name] for name in ("founded", "purpose", "activities", "url")}
    return {"kana": katakana(row["kana"]), "kind": _kind(row), **plain}


def _kind(row: Row) -> str:
    return "autonomy" if "自治振興会" in row["name"] else str(row["legal_form"])


def _contact(row: Row) -> Row:
    digits = {"postcode": row["postal_code"].replace("-", ""), "phone": row["phone"].replace("-", "")}
    return {**digits, "address": row["address"], "email": row["email"]}


def _activity(row: Row) -> Row:
    place, _space, times = row["meets"].partition(" ")
    return {
        "members": row["members"], "resident_members": row["residents"], "fee": row["fee"], "meeting_place": place,
        "meeting_frequency": times, "looking_for": row["looking_for"], "looking_for_members": bool(row["looking_for"]),
        "involvement": _involvement(row["looking_for"]),
    }  # fmt: skip


def _involvement(words: str) -> str:
    """How one would take part, by what the group says it looks for."""
    if not words:
        return ""
    return (
        Involvement.PLAN
        if any(sign in words for sign in ("企画", "いっしょに", "一緒に", "考え"))
        else Involvement.HELP
    )


def _wards(town: Town, row: Row) -> list[Any]:
    return list(town.wards.values()) if "all" in row["wards"] else [town.wards[key] for key in row["wards"]]


def _switches(row: Row) -> dict[str, bool]:
    shown = row["publish"]
    return {**shown, "resident_members": shown["members"], "postcode": shown["address"]}


def _people(town: Town, row: Row, *, by: Person, now: Any) -> None:
    for person in town.book.people:
        for held in person.get("memberships", ()):
            if held["group"] == row["key"]:
                role = Role.REPRESENTATIVE if person["key"] == row["representative"] else held["role"]
                role = Role.CONTACT if role == Role.REPRESENTATIVE and person["key"] != row["representative"] else role
                groups.join(town.groups[row["key"]], town.people[person["key"]], role=role, by=by, at=now)


def applying(town: Town, row: Row) -> Life:
    """申請: a group that is not in the old register begins online; its application is where the data says."""
    steps = row["application"]
    yield steps["begun"]
    now = steps["begun"]
    by = town.person(row["representative"], now)
    group = groups.begin_application(
        name=row["name"], kana=katakana(row["kana"]), kind=_kind(row), role=Role.REPRESENTATIVE, by=by, at=now
    )
    town.groups[row["key"]] = group
    parts = ((Part.PROFILE, _profile(row)), (Part.CONTACT, _contact(row)), (Part.ACTIVITY, _activity(row)))
    for part, values in parts:
        groups.revise(group, part=part, values=values, fields=row["fields"], wards=_wards(town, row), by=by, at=now)
    _people(town, row, by=by, now=now)
    yield steps["submitted"]
    now = steps["submitted"]
    groups.answer_conditions(
        group, answers=dict.fromkeys(conditions(), True), by=town.person(row["representative"], now), at=now
    )
    groups.set_publication(group, switches=_switches(row), by=town.person(row["representative"], now), at=now)
    groups.move("submit", group, by=town.person(row["representative"], now), at=now)
    if "returned" in steps:
        yield steps["returned"]
        groups.move("send_back", group, by=town.desk(steps["returned"]), at=steps["returned"], reason=row["state_note"])


def renewing(town: Town, row: Row, nth: int) -> Life:
    """更新: every February, as long as the group goes on with it; some stop, and one says so."""
    begun, last = town.book.city["begun"], town.book.today
    years = range(fiscal_year(begun), fiscal_year(last) + 1)
    ends = [fiscal_span(year)[1] for year in years if begun < _february(year, nth) < last]
    if row["state"] != "registered":
        ends = [] if "valid_until" in row else ends[: row["registered_fy"] - town.book.city["register_fy"]]
    for end in ends:
        now = at(_february(fiscal_year(end), nth), 19, nth)
        yield now
        groups.move("renew", town.groups[row["key"]], by=town.person(row["representative"], now), at=now)
        if nth % CHECKED == 0:
            now += timedelta(days=1)
            yield now
            parts = (Part.PROFILE, Part.ACTIVITY)
            groups.check(town.groups[row["key"]], parts=parts, against=AGAINST, by=town.desk(now), at=now)
    if "withdrawn" in row:
        now = row["withdrawn"]
        yield now
        by = town.person(row["representative"], now)
        groups.move("withdraw", town.groups[row["key"]], by=by, at=now, reason=row["state_note"])


def _february(year: int, nth: int) -> date:
    return date(year + 1, 2, 3 + nth % 24)
