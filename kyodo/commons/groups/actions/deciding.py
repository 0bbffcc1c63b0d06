"""The moves of a registration, each with what belongs to it, and the yearly request to renew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kyodo.commons.groups import letters
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.queries import to_ask, validity_after, validity_from
from kyodo.commons.groups.states import Part
from kyodo.commons.groups.terms import NO_CHANGE
from kyodo.commons.groups.workflow import WORKFLOW
from kyodo.kernel.access import Actor, Office
from kyodo.kernel.calendar import fiscal_year
from kyodo.offices.city.actions import next_number
from kyodo.offices.city.policies import is_officer
from kyodo.offices.city.queries import local_day
from kyodo.offices.desk.actions import owe, settle
from kyodo.offices.journal.actions import record
from kyodo.offices.post.actions import post

from .vouching import confirm, source_of

RENEWAL = "renewal"  #: the kind of the yearly task


def move(name: str, group: Group, *, by: Actor, at: datetime, reason: str = "", key: str = "") -> Group:
    """Make one move of the table. What the move writes beside the state is written in the same transaction."""
    with transaction.atomic():
        locked = Group.lock(group.pk)
        if locked.state in WORKFLOW.move(name).sources:  # else `perform` says why not
            _write(name, locked, at=at, reason=reason.strip())
        WORKFLOW.perform(name, group, by=by, at=at, reason=reason, detail=_SAYS.get(name), key=key)
        if name == "renew":
            _prolong(group, by=by, at=at)
        if name in ("renew", "withdraw"):
            settle(group, by=by, at=at, kind=RENEWAL)
    return group


def _write(name: str, group: Group, *, at: datetime, reason: str) -> None:
    written = _WRITES.get(name, _nothing)(group, at) | ({"reason": reason} if reason else {})
    if written:
        Group.objects.filter(pk=group.pk).update(**written)


def _prolong(group: Group, *, by: Actor, at: datetime) -> None:
    """The next validity, and every entry dated anew: 「変わりなし」 is a statement about all of them."""
    group.valid_until = validity_after(group, local_day(at))
    group.save(update_fields=["valid_until"])
    confirm(group, *Part, source=source_of(by, group, at), by=by, at=at)


def _nothing(group: Group, at: datetime) -> dict[str, Any]:
    return {}


def _on_register(group: Group, at: datetime) -> dict[str, Any]:
    day = local_day(at)
    return {
        "number": group.number or free_number(fiscal_year(day)),
        "registered_on": group.registered_on or day,
        "valid_until": validity_from(day),
        "reason": "",
    }


def _on_withdraw(group: Group, at: datetime) -> dict[str, Any]:
    return {"ended_on": local_day(at)}


def _on_reinstate(group: Group, at: datetime) -> dict[str, Any]:
    return {"ended_on": None, "valid_until": validity_from(local_day(at))}


_WRITES = {"register": _on_register, "withdraw": _on_withdraw, "reinstate": _on_reinstate}
#: The wording that was shown when the move was made is kept with it.
_SAYS = {"renew": {"said": str(NO_CHANGE)}}


def free_number(year: int) -> str:
    """登録番号: 2026-012. Numbers that an imported register already holds are passed over."""
    while True:
        number = f"{year}-{next_number('group', year):03}"
        if not Group.objects.filter(number=number).exists():
            return number


def ask_renewals(at: datetime) -> int:
    """Ask every group whose renewal has opened, once for each validity: a letter and a task with the last day."""
    by, asked = Office(), 0
    for group in to_ask(local_day(at)):
        with transaction.atomic():
            if not Group.objects.filter(pk=group.pk, asked_for=group.asked_for).update(asked_for=group.valid_until):
                continue  # another worker was quicker
            owe(group, what=_("登録を更新する"), holder=group.subject, due=group.valid_until, at=at, kind=RENEWAL)
            post(letters.renewal, group, by=by, at=at)
            record("ask_renewal", group, by=by, at=at, detail={"valid_until": group.valid_until})
        asked += 1
    return asked


def note_export(*, rows: int, by: Actor, at: datetime) -> None:
    """The whole register with its closed entries left the program: who took it, and how many groups."""
    is_officer.require(by, None, at=at)
    record("export_register", "groups.group/*", by=by, at=at, detail={"rows": rows})
