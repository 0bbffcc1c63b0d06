"""What the search asks of a searchable thing, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from django.db.models import QuerySet

from kyodo.kernel.access import Visitor
from kyodo.kernel.thing import Thing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

T = TypeVar("T", bound=Thing)
EVERYONE = Visitor()  #: what somebody without an account may read is what is searchable


@dataclass(frozen=True)
class Card:
    """What is known of one public thing: what a result shows, and what else it is found by."""

    title: str
    url: str
    since: date | datetime  #: since when it is public; results are ordered by it
    summary: str = ""
    text: tuple[str, ...] = ()  #: searched, shown only around a hit
    names: tuple[str, ...] = ()  #: other names and readings (フリガナ, 略称), found as a whole
    wards: tuple[str, ...] = ()  #: refs of the wards it belongs to


@dataclass(frozen=True)
class Source(Generic[T]):
    """出典: one kind of searchable thing."""

    model: type[T]
    label: StrOrPromise
    rows: Callable[[datetime], QuerySet[T]]  #: what everyone may read at that moment, with all a card needs
    card: Callable[[T], Card]
    #: Other kinds whose changes change the card → the lookup by their refs that finds the things to index again.
    depends_on: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.model._meta.label_lower
