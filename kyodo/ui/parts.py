"""What views hand to components: small frozen records, so that a misspelt key is a type error and not an empty cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Fact:
    """One line of a list of facts; with `change` it can be changed from here."""

    term: StrOrPromise
    value: object
    change: str = ""


@dataclass(frozen=True)
class Pair:
    """One line of the two equal columns: what 市民 say and what 行政 say about the same thing."""

    label: StrOrPromise
    citizens: object = ""
    city: object = ""
    note: object = ""
    ident: str = ""  #: where links on the page lead
    href: str = ""  #: where more of it is told


class StepState(TextChoices):
    """Where a step of a life stands."""

    DONE = "done", _("済み")
    CURRENT = "current", _("いまここ")
    NEXT = "next", _("これから")
    LATE = "late", _("遅れています")


@dataclass(frozen=True)
class Step:
    """One step of a life line: its name, where it stands, when, and who does it."""

    name: StrOrPromise
    state: str = StepState.NEXT
    on: date | datetime | None = None
    who: StrOrPromise = ""
    note: StrOrPromise = ""
    url: str = ""


class TaskStatus(TextChoices):
    """The five words of a task list; only the last asks for attention."""

    EMPTY = "empty", _("未入力")
    STARTED = "started", _("入力中")
    DONE = "done", _("入力済み")
    BLOCKED = "blocked", _("まだ始められません")
    CHECK = "check", _("確認が必要です")


@dataclass(frozen=True)
class Task:
    """One task of a list; a task without a page cannot be opened yet."""

    name: StrOrPromise
    status: str = TaskStatus.EMPTY
    url: str = ""
    hint: StrOrPromise = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; numbers stand at the right edge."""

    label: StrOrPromise
    number: bool = False


@dataclass(frozen=True)
class Dots:
    """One line of a paired chart: the mark of each side, None where a side has not answered."""

    label: StrOrPromise
    citizens: float | None
    city: float | None


@dataclass(frozen=True)
class Bar:
    """One bar: what, and how much."""

    label: StrOrPromise
    value: float
    url: str = ""


@dataclass(frozen=True)
class Branch:
    """A leaf or a fork of a family tree."""

    name: StrOrPromise
    kind: StrOrPromise = ""
    url: str = ""
    here: bool = False
    children: Sequence[Branch] = ()


@dataclass(frozen=True)
class Lane:
    """One column of a picture of who stands where."""

    label: StrOrPromise
    boxes: Sequence[Branch]


@dataclass(frozen=True)
class Tie:
    """A line of that picture, from one box to another by their names, and what it says."""

    start: StrOrPromise
    end: StrOrPromise
    label: StrOrPromise


@dataclass(frozen=True)
class Applied:
    """A filter in force, and the address of the list without it."""

    label: StrOrPromise
    without: str
