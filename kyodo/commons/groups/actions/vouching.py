"""情報の日付と確かさ: who says that entries are right, since when, and what the city compared them with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups import policies as may
from kyodo.commons.groups.models import Confirmation, Group
from kyodo.commons.groups.states import Part, Source
from kyodo.commons.groups.terms import NO_CHANGE
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.offices.city.queries import local_day
from kyodo.offices.journal.actions import record


def source_of(by: Actor, group: Group, at: datetime) -> str:
    """Whose word an entry is: the group's own, or what the office wrote."""
    return Source.GROUP if may.is_member.check(by, group, at=at) else Source.OFFICE


def confirm(group: Group, *parts: Part, source: str, by: Actor, at: datetime) -> None:
    """Date parts of the entries: whoever wrote or confirmed them says they are right today."""
    day = local_day(at)
    Confirmation.objects.bulk_create(
        [
            Confirmation(group=group, part=part, source=source, confirmed_on=day, confirmed_by=by.subject)
            for part in parts
        ],
        update_conflicts=True,
        unique_fields=["group", "part"],
        update_fields=["source", "confirmed_on", "confirmed_by"],
    )


def affirm(group: Group, *, by: Actor, at: datetime) -> Group:
    """変わりなし: every entry is still right. What the city has checked stays checked."""
    may.affirms.require(by, group, at=at)
    with transaction.atomic():
        confirm(Group.lock(group.pk), *Part, source=source_of(by, group, at), by=by, at=at)
        record("affirm", group, by=by, at=at, detail={"said": str(NO_CHANGE)})
    return group


def check(group: Group, *, parts: Iterable[str], against: str, by: Actor, at: datetime) -> Group:
    """市が確かめる: parts of the entries were compared with papers. A later change of a part ends it for that part."""
    may.decides.require(by, group, at=at)
    wanted = [Part(part) for part in parts]
    if not wanted:
        raise Refused(_("確かめたまとまりを選んでください。"), field="parts")
    with transaction.atomic():
        Group.lock(group.pk)
        written = group.confirmations.filter(part__in=wanted)
        if written.count() < len(wanted):
            raise Refused(_("まだ記入されていないまとまりがあります。"), field="parts")
        written.update(checked_on=local_day(at), checked_against=against, checked_by=by.subject)
        record("check", group, by=by, at=at, detail={"parts": wanted, "against": against})
    return group


def forget_check(group: Group, part: Part) -> None:
    """What was compared is no longer what stands there."""
    group.confirmations.filter(part=part).update(checked_on=None, checked_against="", checked_by="")
