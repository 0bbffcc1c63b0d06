"""What a test starts from: "given a city, given a registered group". Everything is made by calling actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kyodo.commons.groups import actions as groups
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.queries import conditions
from kyodo.commons.groups.states import Part, Role
from kyodo.offices.city import actions as city
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.city.models import City, Duty, Section, Ward
from kyodo.offices.city.queries import the_city
from kyodo.offices.people.models import Person

from . import cast
from .cast import AT, BEFORE

SPRING = date(2026, 4, 1)


def a_city() -> City:
    """織瀬市 with its desk, 環境課, two wards, and 佐藤, 鈴木, 田中 and 中野 in their duties. Asked twice, it is the same."""
    if known := the_city():
        return known
    founded = city.found_city(name="織瀬市", code="482153", principles="echizen", at=BEFORE)
    desk = _section("010", "市民協働課", is_desk=True)
    environment = _section("020", "環境課")
    for code, name in (("01", "中央地区"), ("02", "川東地区")):
        city.set_ward(code, {"name": name}, by=FIRST_RUN, at=BEFORE)
    for person, role, section in (
        (cast.sato(), "desk", desk),
        (cast.suzuki(), "head", environment),
        (cast.tanaka(), "promoter", environment),
        (cast.nakano(), "coordinator", desk),
    ):
        city.assign_duty(person, role=role, section=section, since=SPRING, by=FIRST_RUN, at=BEFORE)
    return founded


def _section(code: str, name: str, *, is_desk: bool = False) -> Section:
    return city.open_section(code=code, name=name, since=SPRING, is_desk=is_desk, by=FIRST_RUN, at=BEFORE)


def the_desk() -> Section:
    """市民協働課."""
    a_city()
    return Section.objects.get(is_desk=True)


def the_environment_section() -> Section:
    """環境課."""
    a_city()
    return Section.objects.get(code="020")


def a_ward(name: str = "川東地区") -> Ward:
    """One of the city's wards."""
    a_city()
    return Ward.objects.get(name=name)


def nobody_holds(role: str) -> None:
    """Leave a duty vacant."""
    for duty in Duty.objects.filter(role=role, until=None):
        city.end_duty(duty, on=AT.date(), by=FIRST_RUN, at=AT)


#: The entries of a group as its application has them.
PROFILE: Mapping[str, Any] = {"purpose": "川を子どもに引き継ぐ。", "activities": "毎月の清掃と水質の調査。"}
CONTACT: Mapping[str, Any] = {
    "postcode": "0008601", "address": "織瀬市中央1-2-3", "phone": "0004821111", "email": "kawabe@example.jp",
}  # fmt: skip
ACTIVITY: Mapping[str, Any] = {"members": 24, "resident_members": 20, "fee": "年1,000円"}


def a_draft_group(
    *, name: str = "川辺を守る会", kana: str = "カワベヲマモルカイ", by: Person | None = None, at: datetime = AT
) -> Group:
    """A registration just begun online."""
    a_city()
    return groups.begin_application(
        name=name, kana=kana, kind="voluntary", role=Role.REPRESENTATIVE, by=by or cast.hanako(), at=at
    )


def a_complete_draft_group(*, by: Person | None = None, at: datetime = AT, **begun: Any) -> Group:
    """A registration filled in and not yet sent."""
    by = by or cast.hanako()
    group = a_draft_group(by=by, at=at, **begun)
    groups.revise(group, part=Part.PROFILE, values=PROFILE, fields=[7, 13], wards=[a_ward()], by=by, at=at)
    groups.revise(group, part=Part.CONTACT, values=CONTACT, by=by, at=at)
    groups.revise(group, part=Part.ACTIVITY, values=ACTIVITY, by=by, at=at)
    groups.answer_conditions(group, answers=dict.fromkeys(conditions(), True), by=by, at=at)
    return group


def a_submitted_group(*, by: Person | None = None, at: datetime = AT, **begun: Any) -> Group:
    """A registration that waits for the desk."""
    group = a_complete_draft_group(by=by, at=at, **begun)
    return groups.move("submit", group, by=by or cast.hanako(), at=at)


def a_registered_group(*, by: Person | None = None, at: datetime = AT, **begun: Any) -> Group:
    """A registered group, 川辺を守る会 of 花子 unless said otherwise."""
    group = a_submitted_group(by=by, at=at, **begun)
    return groups.move("register", group, by=cast.sato(), at=at)


def another_registered_group(*, at: datetime = AT) -> Group:
    """おはなしの木 of 太郎, to see what one group must not see or do in another."""
    return a_registered_group(name="おはなしの木", kana="オハナシノキ", by=cast.taro(), at=at)
