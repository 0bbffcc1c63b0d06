"""Requests between sections for tests: 環境課 of 田中 asks 道路課, whose promoter is 道野 and whose clerk is 石川."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from kyodo.offices.city import actions as city
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.city.models import Section
from kyodo.offices.people.actions import register
from kyodo.offices.people.models import Person
from kyodo.offices.requests import actions
from kyodo.offices.requests.models import SectionRequest
from tests import cast, given
from tests.cast import AT, BEFORE

TITLE, WORDS = "河川敷の鍵", "清掃の日に、資材置き場の鍵を借りたい。山田さんの車が入る。"
WISHED = date(2026, 5, 18)


def a_section(code: str, name: str, **values: Any) -> Section:
    """A section of the city, made once."""
    given.a_city()
    known = Section.objects.filter(code=code).first()
    return known or city.open_section(code=code, name=name, since=given.SPRING, by=FIRST_RUN, at=BEFORE, **values)


def an_officer(name: str, role: str, section: Section) -> Person:
    """Somebody in office, made once."""
    if known := Person.objects.filter(name=name).first():
        return known
    person = register(name=name, kana="", email=f"{section.code}-{role}@city.example.jp", by=FIRST_RUN, at=BEFORE)
    city.assign_duty(person, role=role, section=section, since=given.SPRING, by=FIRST_RUN, at=BEFORE)
    return person


def roads() -> Section:
    """道路課."""
    return a_section("030", "道路課", division="建設部", duties_text="道路の管理・占用の許可")


def parks() -> Section:
    """公園課: a third section that has nothing to do with it."""
    return a_section("040", "公園課", division="建設部")


def michino() -> Person:
    """道野: promoter of 道路課."""
    return an_officer("道野 歩", "promoter", roads())


def ishikawa() -> Person:
    """石川: staff of 道路課; reads along and does not speak for it."""
    return an_officer("石川 砂", "staff", roads())


def koen() -> Person:
    """木下: head of 公園課."""
    return an_officer("木下 緑", "head", parks())


def hisho() -> Person:
    """秘書 of the mayor's office."""
    return an_officer("森 秘書", "mayor", a_section("001", "市長室"))


def kansa() -> Person:
    """An auditor."""
    return an_officer("監 査人", "auditor", a_section("090", "監査委員事務局"))


def a_request(*, about: str = "", at: datetime = AT, **values: Any) -> SectionRequest:
    """環境課 asks 道路課 for a key."""
    given.a_city()
    michino()
    said = {"wanted": "place", "title": TITLE, "words": WORDS, "wished_on": WISHED, **values}
    return actions.ask(
        **{"from_section": given.the_environment_section(), "to_section": roads(), "by": cast.tanaka(), **said}, about=about, at=at
    )  # fmt: skip


def said(name: str, request: SectionRequest, *, at: datetime = AT, **values: Any) -> SectionRequest:
    """One step by whoever it belongs to."""
    by = cast.tanaka() if name in ("reply", "clarify", "withdraw") else michino()
    return actions.move(name, request, text=values.pop("text", f"{name}の言葉"), by=by, at=at, **values)


#: The steps that lead from the first state to each.
WAYS: dict[str, tuple[str, ...]] = {
    "asked": (), "questioned": ("ask_back",), "accepted": ("accept",), "clarifying": ("accept", "check"),
    "answered": ("answer",), "declined": ("decline",), "withdrawn": ("withdraw",),
}  # fmt: skip


def a_request_in(state: str, **values: Any) -> SectionRequest:
    """A request that has come to this state by real steps."""
    request = a_request(**values)
    for name in WAYS[state]:
        said(name, request)
    assert request.state == state
    return request
