"""May this person? A policy answers with yes, or with a sentence that a citizen can read and act on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from .access import Actor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

T_contra = TypeVar("T_contra", contravariant=True)
T = TypeVar("T")


class Refused(Exception):
    """A request that is turned down. `sentence` says why in words for the person; `field` where, if in a form."""

    status = 422

    def __init__(self, sentence: StrOrPromise, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotAllowed(Refused):
    """The person may not do this."""

    status = 403


class IllegalMove(Refused):
    """In its present state the thing cannot make this move."""

    status = 409


@dataclass(frozen=True)
class Block:
    """One unmet rule before a move: its name, why, and the page on which to mend it."""

    rule: StrOrPromise
    sentence: StrOrPromise
    mend: str = ""


class Blocked(Refused):
    """Rules of the move are unmet; each block names its rule and where to mend it."""

    status = 409

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__(blocks[0].sentence)
        self.blocks = tuple(blocks)


class AlreadyDone(Exception):
    """The same submission arrived twice; `subject` names what the first one made."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.subject = subject


@dataclass(frozen=True)
class Verdict:
    """The answer of a policy: truthy, or carrying the reason of the refusal."""

    reason: StrOrPromise = ""

    def __bool__(self) -> bool:
        return not self.reason


YES = Verdict()


class Policy(Generic[T_contra]):
    """A question about an actor and a thing at a moment, with the sentence of its refusal.

    `ways` says in words who may: any one of these ways is enough, and every sentence of that way must hold.
    """

    def __init__(
        self, answer: Callable[[Actor, T_contra, datetime], Verdict], ways: tuple[tuple[StrOrPromise, ...], ...] = ((),)
    ) -> None:
        self._answer = answer
        self.ways = ways

    def check(self, actor: Actor, thing: T_contra, *, at: datetime) -> Verdict:
        return self._answer(actor, thing, at)

    def require(self, actor: Actor, thing: T_contra, *, at: datetime) -> None:
        """Raise NotAllowed with the sentence unless the answer is yes."""
        if not (verdict := self.check(actor, thing, at=at)):
            raise NotAllowed(verdict.reason)

    def __and__(self: Policy[T], other: Policy[T]) -> Policy[T]:
        """Both; the first refusal speaks."""
        ways = tuple(a + b for a in self.ways for b in other.ways)
        return Policy(lambda actor, thing, at: self._answer(actor, thing, at) and other._answer(actor, thing, at), ways)

    def __or__(self: Policy[T], other: Policy[T]) -> Policy[T]:
        """Either; when neither holds, the first policy's sentence speaks: name the usual way first."""

        def either(actor: Actor, thing: T, at: datetime) -> Verdict:
            first = self._answer(actor, thing, at)
            return YES if first or other._answer(actor, thing, at) else first

        return Policy(either, self.ways + other.ways)


def policy(refusal: StrOrPromise) -> Callable[[Callable[[Actor, T, datetime], bool]], Policy[T]]:
    """Turn a question into a policy: `@policy(_("…できるのは…だけです"))`."""

    def make(question: Callable[[Actor, T, datetime], bool]) -> Policy[T]:
        return Policy(lambda actor, thing, at: YES if question(actor, thing, at) else Verdict(refusal), ((refusal,),))

    return make


#: Anybody, with or without an account.
anyone: Policy[object] = Policy(lambda actor, thing, at: YES)
