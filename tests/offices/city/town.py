"""A small town hall for the tests of this office and the one below, built by its own actions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from kyodo.offices.city import actions
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.city.models import City, Duty, Section
from kyodo.offices.people.actions import register
from kyodo.offices.people.models import Person

JST = ZoneInfo("Asia/Tokyo")
AT = datetime(2026, 5, 11, 10, 0, tzinfo=JST)  # Monday
TODAY = AT.date()
SPRING = date(2026, 4, 1)
PASSWORD = "sakura-no-ki-no-shita"


def found(**values: Any) -> City:
    """織瀬市."""
    given = {
        "name": "織瀬市",
        "kana": "オリセシ",
        "prefecture": "水穂県",
        "code": "482153",
        "principles": "echizen",
        **values,
    }
    return actions.found_city(at=AT, **given)


def section(code: str = "020", name: str = "環境課", *, since: date = SPRING, **values: Any) -> Section:
    return actions.open_section(code=code, name=name, since=since, by=FIRST_RUN, at=AT, **values)


def person(name: str = "山田 太郎", email: str = "taro@example.jp", *, password: str | None = PASSWORD) -> Person:
    return register(name=name, kana="ヤマダ タロウ", email=email, password=password, by=FIRST_RUN, at=AT)


def duty(who: Person, role: str, where: Section, *, since: date = SPRING, until: date | None = None) -> Duty:
    return actions.assign_duty(who, role=role, section=where, since=since, until=until, by=FIRST_RUN, at=AT)


def clerk(email: str = "sato@city.example.jp") -> Person:
    """An officer of the desk, in a section of their own."""
    known = Section.objects.filter(is_desk=True).first()
    it = known or section("010", "市民協働課", is_desk=True)
    who = person("佐藤 明", email)
    duty(who, "desk", it)
    return who


def promoter(where: Section, email: str = "tanaka@city.example.jp") -> Person:
    who = person("田中 実", email)
    duty(who, "promoter", where)
    return who


def second_factor(who: Person) -> str:
    """Give somebody an authenticator app; its secret comes back."""
    secret: str = generate_totp_secret()
    TOTP.activate(who, secret)
    RecoveryCodes.activate(who)
    return secret
