"""The life of a thing as one table of moves: buttons, diagrams, permissions, letters and duties are readings of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from .access import Actor
from .policy import Block, Blocked, IllegalMove, Policy, Refused, Verdict
from .thing import Thing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

T = TypeVar("T", bound=Thing)


@dataclass(frozen=True)
class Term:
    """A number set by law, ordinance or the city: its default, its unit and where it comes from."""

    key: str
    default: int
    label: StrOrPromise
    source: StrOrPromise = _("法令に定めなし。市の要綱で定める")


@dataclass(frozen=True)
class Letter(Generic[T]):
    """手紙: who is told what. `to` gives subjects (person, section, group) or "mailto:…" for one without an account."""

    name: str
    title: StrOrPromise
    template: str
    to: Callable[[T], Iterable[str]]
    duty: bool = False  #: a duty reaches people who switched other mail off


@dataclass(frozen=True)
class Owes(Generic[T]):
    """宿題: what somebody owes next, counted in business days or due on a date read from the thing."""

    what: StrOrPromise
    holder: Callable[[T], str]
    days: Term | int | None = None
    due: Callable[[T], date | None] | None = None


#: A rule that must hold before a move: it gives back what blocks, nothing when all is well.
Guard = Callable[[T, datetime], Sequence[Block]]


@dataclass(frozen=True)
class Move(Generic[T]):
    """One row of the table: name, label, from, to, who may, who is told, who owes the next step."""

    name: str
    label: StrOrPromise
    sources: tuple[str, ...]
    target: str
    who: Policy[T]
    tells: tuple[Letter[T], ...] = ()
    owes: tuple[Owes[T], ...] = ()
    guards: tuple[Guard[T], ...] = ()
    reason_needed: bool = False
    keeps_tasks: bool = False  #: a step that leaves the duties of the state as they are


class Ledger(Protocol):
    """What the offices do for every move; the composition names it in settings.LEDGER."""

    def record(
        self, act: str, thing: Thing, *, by: Actor, at: datetime, reason: str, detail: Mapping[str, Any], key: str
    ) -> None: ...

    def post(self, letter: Letter[Any], thing: Thing, *, by: Actor, at: datetime) -> None: ...

    def settle(self, thing: Thing, *, by: Actor, at: datetime) -> None: ...

    def owe(self, debt: Owes[Any], thing: Thing, *, at: datetime) -> None: ...

    def made_by(self, key: str) -> str: ...


def ledger() -> Ledger:
    """The offices behind every workflow."""
    return cast(Ledger, import_string(settings.LEDGER))


@dataclass(frozen=True)
class Workflow(Generic[T]):
    """The whole life of one kind of thing. `perform` is the only way to change its state."""

    model: type[T]
    initial: str
    moves: tuple[Move[T], ...]
    states: type[Any]  #: the TextChoices of all states
    begins: StrOrPromise = _("作成")
    tells: tuple[Letter[T], ...] = ()
    owes: tuple[Owes[T], ...] = ()
    column: str = "state"
    _by_name: dict[str, Move[T]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for move in self.moves:
            if move.name in self._by_name:
                raise ValueError(f"two moves named {move.name}")
            self._by_name[move.name] = move

    @property
    def name(self) -> str:
        """The name under which the journal knows this life: "groups.group"."""
        return str(self.model._meta.label_lower)

    def move(self, name: str) -> Move[T]:
        """The row of that name; an unknown name is an illegal move, not a crash."""
        try:
            return self._by_name[name]
        except KeyError:
            raise IllegalMove(_("この操作はありません。")) from None

    def begin(self, thing: T, *, by: Actor, at: datetime, detail: Mapping[str, Any] | None = None, key: str = "") -> T:
        """Store a new thing in its first state, with its journal entry, letters and first duties."""
        with transaction.atomic():
            setattr(thing, self.column, self.initial)
            self._check(thing)
            # The journal first: it knows a submission that arrives twice before anything is stored again.
            ledger().record("begin", thing, by=by, at=at, reason="", detail=detail or {}, key=key)
            thing.save(force_insert=True)
            self._tell_and_owe(thing, self.tells, self.owes, by=by, at=at)
        return thing

    def perform(
        self,
        name: str,
        thing: T,
        *,
        by: Actor,
        at: datetime,
        reason: str = "",
        detail: Mapping[str, Any] | None = None,
        key: str = "",
    ) -> T:
        """Make a move: lock, check state, policy and guards, save, journal, letters, duties; all or nothing.

        Raises IllegalMove, NotAllowed or Blocked, each with a sentence for the person. The thing is refreshed.
        """
        move = self.move(name)
        with transaction.atomic():
            locked: T = self.model.lock(thing.pk)
            state = getattr(locked, self.column)
            if state not in move.sources:
                raise IllegalMove(self._not_now(move, state))
            move.who.require(by, locked, at=at)
            if move.reason_needed and not reason.strip():
                raise IllegalMove(_("理由を入力してください。"), field="reason")
            if blocks := [block for guard in move.guards for block in guard(locked, at)]:
                raise Blocked(blocks)
            setattr(locked, self.column, move.target)
            locked.save(update_fields=[self.column])
            moved = {"from": state, "to": move.target, **(detail or {})}
            if not move.keeps_tasks:
                ledger().settle(locked, by=by, at=at)
            ledger().record(name, locked, by=by, at=at, reason=reason, detail=moved, key=key)
            self._tell_and_owe(locked, move.tells, move.owes, by=by, at=at)
        thing.refresh_from_db()
        return thing

    def _tell_and_owe(
        self, thing: T, letters: tuple[Letter[T], ...], debts: tuple[Owes[T], ...], *, by: Actor, at: datetime
    ) -> None:
        for letter in letters:
            ledger().post(letter, thing, by=by, at=at)
        for debt in debts:
            ledger().owe(debt, thing, at=at)

    def open_to(self, actor: Actor, thing: T, *, at: datetime) -> tuple[Move[T], ...]:
        """The moves for which buttons are drawn; guards are not asked, their blocks are shown beside the button."""
        state = getattr(thing, self.column)
        return tuple(m for m in self.moves if state in m.sources and m.who.check(actor, thing, at=at))

    def verdict(self, name: str, actor: Actor, thing: T, *, at: datetime) -> Verdict:
        """Whether the actor could make this move now, with the reason if not."""
        move = self.move(name)
        if getattr(thing, self.column) not in move.sources:
            return Verdict(self._not_now(move, getattr(thing, self.column)))
        return move.who.check(actor, thing, at=at)

    def blocks(self, name: str, thing: T, *, at: datetime) -> tuple[Block, ...]:
        """What still blocks a move, for pages that show the way to it."""
        return tuple(block for guard in self.move(name).guards for block in guard(thing, at))

    def mermaid(self) -> str:
        """The diagram of this life for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {value}: {label}" for value, label in self.states.choices]
        lines += [f"    {s} --> {m.target}: {m.label}" for m in self.moves for s in m.sources]
        return "\n".join(lines)

    def _not_now(self, move: Move[T], state: str) -> str:
        # Say both words: what was asked and where the thing stands, so the reader knows what changed meanwhile.
        return str(
            _("いまは「%(state)s」なので、「%(move)s」はできません。画面を開き直してご確認ください。")
            % {
                "state": self.states(state).label,
                "move": move.label,
            }
        )

    def _check(self, thing: T) -> None:
        # Lengths and choices, which SQLite would let pass. Foreign keys are the database's own business.
        keys = {f.name for f in thing._meta.concrete_fields if f.is_relation}
        try:
            thing.clean_fields(exclude=keys)
        except ValidationError as fault:
            name, sentences = next(iter(fault.message_dict.items()))
            raise Refused(sentences[0], field=name) from fault
