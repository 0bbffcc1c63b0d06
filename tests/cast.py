"""The people of 織瀬市 who appear in every test. Each is entered once, by the action that enters people."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from kyodo.kernel.access import Visitor
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.people.actions import register
from kyodo.offices.people.models import Person

JST = ZoneInfo("Asia/Tokyo")
#: Monday 11 May 2026, ten in the morning: an open day early in a fiscal year.
AT = datetime(2026, 5, 11, 10, 0, tzinfo=JST)
#: Before anything of a story happens: duties and memberships of the cast begin here.
BEFORE = datetime(2026, 4, 1, 8, 30, tzinfo=JST)


def hanako() -> Person:
    """花子: represents 川辺を守る会."""
    return _person("川辺 花子", "カワベ ハナコ", "hanako@example.jp")


def taro() -> Person:
    """太郎: belongs to another group."""
    return _person("山田 太郎", "ヤマダ タロウ", "taro@example.jp")


def jiro() -> Person:
    """次郎: belongs to no group."""
    return _person("海野 次郎", "ウミノ ジロウ", "jiro@example.jp")


def sato() -> Person:
    """佐藤: officer at the desk (協働担当)."""
    return _person("佐藤 明", "サトウ アキラ", "sato@city.example.jp")


def suzuki() -> Person:
    """鈴木: head of 環境課."""
    return _person("鈴木 恵", "スズキ メグミ", "suzuki@city.example.jp")


def tanaka() -> Person:
    """田中: promoter (協働推進員) of 環境課."""
    return _person("田中 実", "タナカ ミノル", "tanaka@city.example.jp")


def nakano() -> Person:
    """中野: neutral coordinator."""
    return _person("中野 静", "ナカノ シズカ", "nakano@center.example.jp")


def visitor() -> Visitor:
    """Somebody without an account."""
    return Visitor()


def _person(name: str, kana: str, email: str) -> Person:
    known = Person.objects.filter(email=email).first()
    return known or register(name=name, kana=kana, email=email, by=FIRST_RUN, at=BEFORE)
