"""本文: the joint text of an agreement as plain values. It is what both sides propose, accept, hash and confirm."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from kyodo.kernel.calendar import era_date


@dataclass(frozen=True)
class GoalText:
    """目標: what, how much, by when, and how it is measured against where things stand today."""

    ref: str
    what: str
    amount: Decimal | None = None
    unit: str = ""
    by: date | None = None
    indicator: str = ""
    baseline: str = ""

    @property
    def measure(self) -> str:
        """どれだけ: the amount with its unit, 120人."""
        return f"{self.amount.normalize():,f}{self.unit}" if self.amount is not None else ""

    @property
    def words(self) -> str:
        """The goal in one line, in the language of the document: a kept difference stores it."""
        until = f"{era_date(self.by, weekday=False)}まで" if self.by else ""
        details = [self.measure, until, self.indicator and f"測り方は{self.indicator}"]
        rest = "、".join(filter(None, details))
        return f"{self.what}（{rest}）" if rest else self.what


@dataclass(frozen=True)
class RoleText:
    """役割: a task, the side that carries it and why that side, and all that hangs on it."""

    ref: str
    task: str
    phase: str = "doing"
    side: str = ""
    because: str = ""
    because_text: str = ""
    charge: str = ""
    due: date | None = None
    resources: str = ""
    bearer: str = "none"
    risk: str = ""
    ownership: str = ""
    goals: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClauseText:
    """条項: one clause as these two sides worded it; `key` and `version` name what it was taken from in the library."""

    ref: str
    key: str
    title: str
    text: str
    version: int = 0


@dataclass(frozen=True)
class ClausesText:
    """条項の一式: the contract type and its clauses."""

    kind: str = ""
    rows: tuple[ClauseText, ...] = ()


@dataclass(frozen=True)
class TermsText:
    """期間と費用: from when to when, what then, who pays what and how, and whom to ask."""

    starts_on: date | None = None
    ends_on: date | None = None
    renewal: str = "ends"
    renewal_text: str = ""
    citizens_yen: int = 0
    city_yen: int = 0
    payment: str = "none"
    citizens_contact: str = ""
    city_contact: str = ""


@dataclass(frozen=True)
class ItemText:
    """公開する項目: shown, or withheld with its reason and the day on which to look again."""

    ref: str
    name: str
    public: bool = True
    reason: str = ""
    review_on: date | None = None


@dataclass(frozen=True)
class ConditionText:
    """引き継ぐ改善: what an earlier evaluation left to improve, in its own words, and what this agreement makes of it."""

    ref: str
    source: str
    improvement: str
    way: str = ""
    target: str = ""
    side: str = ""
    due: date | None = None
    because: str = ""


@dataclass(frozen=True)
class KeptText:
    """残した違い: what each side said and why both left it so."""

    citizens: str
    city: str
    because: str


@dataclass(frozen=True)
class Text:
    """本文: all that both sides confirm. The names of the fields are the sections."""

    purpose: str = ""
    goals: tuple[GoalText, ...] = ()
    roles: tuple[RoleText, ...] = ()
    conditions: tuple[ConditionText, ...] = ()
    clauses: ClausesText = field(default_factory=ClausesText)
    terms: TermsText = field(default_factory=TermsText)
    disclosure: tuple[ItemText, ...] = ()
    kept: tuple[KeptText, ...] = ()

    def section(self, name: str) -> Any:
        """One part of the text."""
        return getattr(self, name)

    def with_section(self, name: str, value: Any) -> Text:
        """The text with one part changed."""
        return replace(self, **{name: value})


def plain(value: Any) -> Any:
    """A value as JSON can hold it. One content has one spelling: 10, 10.0 and 1E1 people are the same number."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value


def read(kind: Any, value: Any) -> Any:
    """A value of that type from its plain form. What does not fit raises ValueError or TypeError."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: read(hints[name], each) for name, each in dict(value).items() if name in hints})
    if get_origin(kind) is tuple:
        return tuple(read(get_args(kind)[0], each) for each in value)
    if get_origin(kind) in (Union, UnionType):
        return None if value is None else read(get_args(kind)[0], value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is Decimal:
        return _number(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def read_section(name: str, value: Any) -> Any:
    """One part of the text from its plain form."""
    return read(_hints(Text)[name], value)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _number(value: str) -> Decimal:
    try:
        return Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{value!r} is no number") from None


def canonical(value: Any) -> str:
    """The one spelling of a content: sorted keys, no spaces."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def seal(value: Any) -> str:
    """What a form carries to say which wording its writer had before them."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:16]


def digest(text: Text, *, name: str, parties: Iterable[tuple[str, str, str]]) -> str:
    """要約値: SHA-256 over everything that is confirmed, the names of those who confirm included."""
    whole = {"agreement": name, "parties": sorted(list(p) for p in parties), "text": plain(text)}
    spelled = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(spelled.encode()).hexdigest()
