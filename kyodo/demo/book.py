"""The book of the demo city: its TOML files, with every time a moment in Japan and every date as young as the demo."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

DATA = Path(__file__).parent / "data"
JST = ZoneInfo("Asia/Tokyo")
#: The day on which the data was written: its last acts lie just before, its plans just after.
WRITTEN = date(2026, 11, 21)

Row = dict[str, Any]


class Book:
    """What the files say. On a later day everything has moved by whole weeks, so that weekdays stay what they were."""

    def __init__(self, today: date) -> None:
        self.shift = timedelta(weeks=max((today - WRITTEN).days // 7, 0))
        self.today = WRITTEN + self.shift

    def read(self, name: str) -> Row:
        """One file."""
        row: Row = self._told(tomllib.loads((DATA / name).read_text(encoding="utf-8"), parse_float=Decimal))
        return row

    def day(self, written: date) -> date:
        """A day of the data as this demo has it."""
        return written + self.shift

    @cached_property
    def city(self) -> Row:
        return self.read("city.toml")

    @cached_property
    def people(self) -> list[Row]:
        return list(self.read("people.toml")["person"])

    @cached_property
    def groups(self) -> list[Row]:
        return list(self.read("groups.toml")["group"])

    @cached_property
    def rounds(self) -> Row:
        return self.read("rounds.toml")

    @cached_property
    def services(self) -> Row:
        return self.read("services.toml")

    @cached_property
    def councils(self) -> Row:
        return self.read("councils.toml")

    @cached_property
    def consultations(self) -> list[Row]:
        return list(self.read("consultations.toml")["consultation"])

    @cached_property
    def texts(self) -> Row:
        return self.read("texts.toml")

    @cached_property
    def petitions(self) -> list[Row]:
        return list(self.read("petitions.toml")["petition"])

    @cached_property
    def requests(self) -> list[Row]:
        return list(self.read("requests.toml")["request"])

    @cached_property
    def formalities(self) -> Row:
        return self.read("formalities.toml")

    @cached_property
    def recommendations(self) -> Row:
        return self.read("recommendations.toml")

    def reworded(self, number: str) -> tuple[str, str]:
        """What a provision of the guideline said in the draft, and what it says now."""
        before, after = (self._provision(name, number) for name in ("2026-draft", "2026"))
        return before, after

    def _provision(self, name: str, number: str) -> str:
        lines = iter((DATA / "guideline" / f"{name}.txt").read_text(encoding="utf-8").splitlines())
        return next(next(lines) for line in lines if line.startswith(f"{number}　"))

    @cached_property
    def cases(self) -> dict[str, Row]:
        files = sorted((DATA / "cases").glob("*.toml"))
        return {path.stem: self.read(f"cases/{path.name}") for path in files}

    def _told(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._told(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._told(inner) for inner in value]
        if isinstance(value, datetime):
            return value.replace(tzinfo=JST) + self.shift
        return value + self.shift if isinstance(value, date) else value


def called(names: Mapping[str, str], word: str) -> str:
    """The program's name for a word of the data; most words are the same."""
    return names.get(word, word)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of that day in Japan."""
    return datetime.combine(day, time(hour, minute), JST)


def between(start: datetime, end: datetime, share: float) -> datetime:
    """A moment on the way from one to another."""
    return start + (end - start) * share
