"""Who somebody is here: sides, capacities, actors, audiences, and the name of any object as one string."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Side(TextChoices):
    """側: on which side of the table somebody sits. Both sides are always equal; the neutral side judges neither."""

    CITIZENS = "citizens", _("市民")
    CITY = "city", _("行政")
    NEUTRAL = "neutral", _("中立")


#: The two sides that state, confirm and evaluate; their order is the order of the columns.
BOTH_SIDES = (Side.CITIZENS, Side.CITY)


def other_side(side: str) -> Side:
    """The side across the table."""
    return Side.CITY if side == Side.CITIZENS else Side.CITIZENS


@dataclass(frozen=True)
class Capacity:
    """資格: what a person may act as, for example 推進員 of a section or 代表 of a group."""

    ref: str  #: subject of the body acted for, "city.section/…" or "groups.group/…"
    role: str  #: short code known to the office that grants it
    label: StrOrPromise  #: for people: 「環境課 協働推進員」
    side: Side
    acts: bool = (
        True  #: whether the body acts through them: not by an auditor, who reads, nor by somebody who stands between
    )


class Actor(Protocol):
    """Whoever does something: a person, a visitor without an account, or the program itself."""

    @property
    def subject(self) -> str: ...

    @property
    def display(self) -> str: ...

    def capacities(self, at: datetime) -> tuple[Capacity, ...]: ...


@dataclass(frozen=True)
class Visitor:
    """来訪者: somebody without an account. May read what is public and hand in what needs no account."""

    subject: str = "visitor"
    display: str = "来訪者"

    def capacities(self, at: datetime) -> tuple[Capacity, ...]:
        return ()


@dataclass(frozen=True)
class LinkHolder:
    """受付番号の方: somebody without an account who came by the secret link of one thing, and may act for that thing."""

    thing: str  #: subject of the thing the link belongs to
    display: str = "受付番号の方"

    @property
    def subject(self) -> str:
        return f"link/{self.thing}"[:100]

    def capacities(self, at: datetime) -> tuple[Capacity, ...]:
        return ()


@dataclass(frozen=True)
class Office:
    """The program itself, for acts that a date brings about."""

    name: str = "worker"

    @property
    def subject(self) -> str:
        return f"office/{self.name}"

    @property
    def display(self) -> str:
        return "システム"

    def capacities(self, at: datetime) -> tuple[Capacity, ...]:
        return ()


def refs_of(actor: Actor, at: datetime) -> frozenset[str]:
    """Every subject the actor belongs to at that moment, the actor's own included: what they may read hangs on it."""
    return frozenset({actor.subject, *(c.ref for c in actor.capacities(at))})


def acting_refs(actor: Actor, at: datetime) -> frozenset[str]:
    """Every subject for which the actor acts and owes, the actor's own included: an auditor of a section only reads there."""
    return frozenset({actor.subject, *(c.ref for c in actor.capacities(at) if c.acts)})


def acts_for(actor: Actor, refs: Iterable[str], at: datetime) -> bool:
    """Whether the actor may act for one of these bodies."""
    return not acting_refs(actor, at).isdisjoint(refs)


def subject_of(thing: Model) -> str:
    """The one generic reference: "app.model/REF". It is stored as text and carries no import."""
    return f"{thing._meta.label_lower}/{getattr(thing, 'ref')}"


def find(subject: str) -> Model | None:
    """The object a subject names, or None where it is gone or names nobody stored."""
    label, _slash, ref = subject.partition("/")
    try:
        model = apps.get_model(label)
        thing: Model = model._default_manager.get(ref=ref)
    except (LookupError, ValueError, ObjectDoesNotExist):
        return None
    return thing


def find_all(subjects: Iterable[str]) -> dict[str, Model]:
    """The objects of many subjects, each ready to say its name and address, in one query a model."""
    wanted: dict[str, set[str]] = {}
    for subject in subjects:
        label, _slash, ref = subject.partition("/")
        wanted.setdefault(label, set()).add(ref)
    found: dict[str, Model] = {}
    for label, refs in wanted.items():
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            continue
        named_with = getattr(model, "named_with", ()) or (None,)  # None: nothing beside it
        for thing in model._default_manager.select_related(*named_with).filter(ref__in=refs):
            found[subject_of(thing)] = thing
    return found


def seen_by(actor: Actor, things: Iterable[Model], *, at: datetime) -> set[str]:
    """Which of the things somebody may see, by the `visible_to` of their models; where nothing says so, nothing is seen."""
    by_model: dict[type[Model], set[Any]] = {}
    for thing in things:
        by_model.setdefault(type(thing), set()).add(thing.pk)
    seen: set[str] = set()
    for model, keys in by_model.items():
        if visible_to := getattr(model._default_manager, "visible_to", None):
            seen |= {subject_of(thing) for thing in visible_to(actor, at=at).filter(pk__in=keys)}
    return seen


class Request(HttpRequest):
    """依頼: a request with its actor and its moment, which the city's middleware sets before any view runs."""

    actor: Any  #: an Actor; `Any` because views hand it on to actions and policies as it is
    at: datetime


#: The audiences a view may declare; `offices.people.middleware` enforces them, a test walks every URL.
AUDIENCES = ("everyone", "signed in", "officers", "desk", "link holders")

View = TypeVar("View", bound=Callable[..., Any])


def open_to(audience: str) -> Callable[[View], View]:
    """Declare for whom a view is; the middleware enforces it before the view runs."""
    if audience not in AUDIENCES:
        raise ValueError(f"unknown audience: {audience}")

    def mark(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return mark
