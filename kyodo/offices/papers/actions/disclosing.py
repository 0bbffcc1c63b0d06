"""Changing for whom a file is, and taking it back with a tombstone."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.thing import Thing
from kyodo.kernel.workflow import ledger
from kyodo.offices.journal.actions import record
from kyodo.offices.papers.models import File
from kyodo.offices.papers.policies import may_disclose, may_withdraw
from kyodo.offices.people.models import Person

from .storing import set_disclosure


def disclose(
    file: File, disclosure: str, *, reason: str = "", review_on: date | None = None, by: Actor, at: datetime
) -> File:
    """Decide anew for whom a file is; also how a withheld file is confirmed for another year."""
    may_disclose.require(by, file, at=at)
    with transaction.atomic():
        kept = _standing(file)
        before = kept.disclosure
        set_disclosure(kept, disclosure, reason=reason, review_on=review_on, at=at)
        kept.save(update_fields=["disclosure", "withheld_because", "review_on"])
        record("disclose", kept, by=by, at=at, reason=reason, detail={"from": before, "to": disclosure})
        ledger().settle(kept, by=by, at=at)
    file.refresh_from_db()
    return file


def withdraw(file: File, *, reason: str, by: Actor, at: datetime, erase: bool = False) -> File:
    """Take a file back: its address keeps saying that there was one, when it went and why.

    `erase` also destroys the content, for what should never have been handed in (personal data by mistake).
    """
    may_withdraw.require(by, file, at=at)
    if not reason.strip():
        raise Refused(_("取り下げる理由を入力してください。"), field="reason")
    with transaction.atomic():
        kept = _standing(file)
        kept.withdrawn_at, kept.withdrawn_because = at, reason.strip()
        kept.save(update_fields=["withdrawn_at", "withdrawn_because"])
        record("withdraw", kept, by=by, at=at, reason=reason, detail={"erased": erase})
        ledger().settle(kept, by=by, at=at)
        if erase:
            _erase(kept)
    file.refresh_from_db()
    return file


def _erase(file: File) -> None:
    """Destroy the content once the withdrawal stands; its digest stays as proof of what it was."""
    name, store = file.content.name, file.content.storage
    file.content = ""
    file.save(update_fields=["content"])
    if name:
        transaction.on_commit(lambda: store.delete(name))


def gather(thing: Thing) -> None:
    """The files of a thing lie in the case that it has entered meanwhile."""
    File.objects.about(thing.subject).update(whole=thing.whole)


def forget(person: Person, *, at: datetime) -> None:
    """When somebody leaves, their files stay with the things they are about; their names do not name the person."""
    File.objects.filter(uploaded_by=person).update(uploaded_by=None)


def _standing(file: File) -> File:
    kept: File = File.lock(file.pk)
    if kept.withdrawn_at:
        raise IllegalMove(_("この文書はすでに取り下げられています。"))
    return kept
