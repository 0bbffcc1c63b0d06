"""名指し: finding a thing by the words of its title, so that nobody has to type the reference by which it is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from .access import Actor, Side
from .calendar import era_date

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 8  #: found of each kind; who sees so many adds a word
SHOWN = 60  #: characters of each part of a title
_REF = re.compile(r"[A-Z0-9]{10}")


@dataclass(frozen=True)
class Shelf:
    """What can be named of one kind of thing; the city declares its shelves in settings.NAMED."""

    title: tuple[str, ...]  #: the fields that make its title and in which words are looked for
    only: Mapping[str, Any] = field(default_factory=dict)  #: which of its rows
    through: str = ""  #: the field of the thing it belongs to, where that decides who may see it
    for_city: bool = False  #: found only by those who act for the city


@dataclass(frozen=True)
class Named:
    """One thing as a form offers it."""

    subject: str
    kind: StrOrPromise
    title: str


@dataclass(frozen=True)
class Finder:
    """What somebody may name at a moment; `kinds` narrows it to some kinds of things."""

    actor: Actor
    at: datetime
    kinds: tuple[str, ...] = ()

    def look(self, words: str) -> list[Named]:
        """Things whose titles hold all the words, or whose page's address was pasted; the newest of each kind first."""
        wanted = words.split()
        refs = _REF.findall(words) if "/" in words else []
        if not wanted:
            return []
        found: list[Named] = []
        for label, shelf in self._shelves():
            rows = self._rows(label, shelf)
            if refs:
                rows = rows.filter(ref__in=refs)
            for word in () if refs else wanted:
                said = Q()
                for name in shelf.title:
                    said |= Q(**{f"{name}__icontains": word})
                rows = rows.filter(said)
            found += _named(label, shelf, rows)
        return found

    def known(self, subject: str) -> Named | None:
        """The thing a reference names, if this person may name it."""
        kind, _slash, ref = subject.partition("/")
        for label, shelf in self._shelves():
            if label == kind:
                return next(iter(_named(label, shelf, self._rows(label, shelf).filter(ref=ref))), None)
        return None

    def seen(self, subjects: Iterable[str]) -> dict[str, Any]:
        """The things that were named, but for those of which this person may not know: one question a kind of thing."""
        wanted: dict[str, set[str]] = {}
        for subject in subjects:
            kind, _slash, ref = subject.partition("/")
            if ref and kind in settings.NAMED:
                wanted.setdefault(kind, set()).add(ref)
        found: dict[str, Any] = {}
        for kind, refs in wanted.items():
            rows = self._rows(kind, replace(settings.NAMED[kind], only={})).filter(ref__in=refs)
            found |= {f"{kind}/{thing.ref}": thing for thing in rows}
        return found

    def _shelves(self) -> Iterator[tuple[str, Shelf]]:
        of_the_city = any(c.side == Side.CITY for c in self.actor.capacities(self.at))
        for label, shelf in settings.NAMED.items():
            if (not self.kinds or label in self.kinds) and (of_the_city or not shelf.for_city):
                yield label, shelf

    def _rows(self, label: str, shelf: Shelf) -> QuerySet[Any]:
        """The rows this person may see. A model that tells nobody apart is open to everybody."""
        model = apps.get_model(label)
        owner: Any = model._meta.get_field(shelf.through).related_model if shelf.through else model
        ask = getattr(owner._default_manager, "visible_to", None)
        rows: QuerySet[Any] = model._default_manager.filter(**shelf.only).order_by("-pk")
        if (names := getattr(model._default_manager, "nameable_by", None)) is not None:  # what must not be met yet
            rows = rows.filter(pk__in=names(self.actor).order_by().values("pk"))
        if ask is None:
            return rows
        return rows.filter(**{f"{shelf.through or 'pk'}__in": ask(self.actor, at=self.at).order_by().values("pk")})


def _named(label: str, shelf: Shelf, rows: QuerySet[Any]) -> Iterator[Named]:
    kind = apps.get_model(label)._meta.verbose_name or label
    for ref, *parts in rows.values_list("ref", *shelf.title)[:MOST]:
        title = "　".join(_told(part) for part in parts if part)
        yield Named(f"{label}/{ref}", kind, title)


def _told(part: Any) -> str:
    if isinstance(part, datetime):
        return era_date(timezone.localtime(part).date())
    return " ".join(str(part)[:SHOWN].splitlines())
