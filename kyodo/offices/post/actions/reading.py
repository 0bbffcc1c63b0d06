"""What people do with letters: open them, say how they want to be told, send again what came back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove
from kyodo.offices.city.policies import is_desk
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person
from kyodo.offices.post.models import Message, Preference
from kyodo.offices.post.policies import is_addressee
from kyodo.offices.post.states import Delivery, Mode


def open_letter(message: Message, *, by: Actor, at: datetime) -> Message:
    """Mark a letter as read, the first time its addressee opens it."""
    is_addressee.require(by, message, at=at)
    if message.read_at is None:
        message.read_at = at
        message.save(update_fields=["read_at"])
    return message


def read_all(person: Person, *, at: datetime) -> int:
    """Mark everything on a person's screen as read."""
    return Message.objects.on_screen_of(person).unread().update(read_at=at)


def prefer(mode: Mode, *, by: Person, at: datetime) -> Preference:
    """Say how one wants to be told from now on. Duties keep arriving at once."""
    preference, _made = Preference.objects.update_or_create(person=by, defaults={"mode": mode})
    return preference


def resend(message: Message, *, by: Actor, at: datetime) -> Message:
    """Put a letter that was given up back into the outbox, after the address or the server was mended."""
    is_desk.require(by, message, at=at)
    with transaction.atomic():
        message = Message.lock(message.pk)
        if message.state != Delivery.DEAD:
            raise IllegalMove(_("この手紙は、すでに送り直しの手続きが済んでいます。"))
        message.state, message.attempts, message.next_try = Delivery.QUEUED, 0, at
        message.save(update_fields=["state", "attempts", "next_try"])
        record("resend", message, by=by, at=at, detail={"failure": message.failure})
    return message


def forget(person: Person, *, at: datetime) -> None:
    """Take a person's letters away when they leave: letters are private and nobody else reads them."""
    Message.objects.filter(person=person).delete()
    Preference.objects.filter(person=person).delete()
