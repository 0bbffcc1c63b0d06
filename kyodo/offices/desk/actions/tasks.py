"""Setting and settling tasks, and the ledger that every workflow writes through."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation

from kyodo.kernel.access import Actor
from kyodo.kernel.thing import Thing
from kyodo.kernel.workflow import Letter, Owes, Term
from kyodo.offices.city.queries import business_days_after, local_day, number
from kyodo.offices.desk.models import HOMEWORK, Task
from kyodo.offices.desk.queries import next_reminder
from kyodo.offices.journal import actions as journal
from kyodo.offices.post import actions as outbox

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NEXT = "next"  #: the kind of the workflow's own tasks


def owe(
    thing: Thing,
    *,
    what: StrOrPromise,
    holder: str,
    due: date | None,
    at: datetime,
    kind: str = HOMEWORK,
    path: str = "",
) -> Task:
    """Set one task, in the city's words, whatever language its cause was read in. `holder` is a subject."""
    with translation.override(settings.LANGUAGE_CODE):
        return Task.objects.create(
            what=str(what), subject_ref=thing.subject, whole=thing.whole, title=str(thing)[:200], holder=holder, kind=kind, due=due,
            set_at=at, remind_on=next_reminder(due, today=local_day(at)) if due else None,
            path=path or getattr(thing, "get_absolute_url", lambda: "")(),
        )  # fmt: skip


def settle(thing: Thing, *, by: Actor, at: datetime, kind: str = "homework", holder: str | None = None) -> int:
    """Clear the open tasks of that kind about a thing; of one holder only, if named."""
    tasks = Task.objects.open().about(thing.subject).filter(kind=kind)
    if holder is not None:
        tasks = tasks.filter(holder=holder)
    return tasks.update(settled_at=at, settled_by=by.subject)


def pass_on(thing: Thing, *, holder: str, to: str) -> int:
    """Give the open tasks about a thing from one holder to another; their dates stay."""
    return Task.objects.open().about(thing.subject).filter(holder=holder).update(holder=to)


def due_date(days: Term | int | None, *, at: datetime) -> date | None:
    """The date on which so many business days have passed."""
    if days is None:
        return None
    return business_days_after(local_day(at), number(days) if isinstance(days, Term) else days)


class Offices:
    """The ledger: journal, outbox and desk in the transaction of the move."""

    def record(
        self, act: str, thing: Thing, *, by: Actor, at: datetime, reason: str, detail: Mapping[str, Any], key: str
    ) -> None:
        journal.record(act, thing, by=by, at=at, reason=reason, detail=detail, key=key)

    def post(self, letter: Letter[Any], thing: Thing, *, by: Actor, at: datetime) -> None:
        outbox.post(letter, thing, by=by, at=at)

    def settle(self, thing: Thing, *, by: Actor, at: datetime) -> None:
        settle(thing, by=by, at=at, kind=NEXT)

    def owe(self, debt: Owes[Any], thing: Thing, *, at: datetime) -> None:
        holder = debt.holder(thing)
        if not holder or holder.startswith("link/"):
            return  # nobody sits there yet, or somebody without an account: the letter and the receipt tell them
        due = debt.due(thing) if debt.due else due_date(debt.days, at=at)
        owe(thing, what=debt.what, holder=holder, due=due, at=at, kind=NEXT)

    def made_by(self, key: str) -> str:
        return journal.made_by(key)


LEDGER = Offices()
