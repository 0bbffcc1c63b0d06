"""Reading letters: what a person has not read, what could not be delivered, how long the outbox waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Min

from kyodo.offices.people.models import Person

from .models import Message, MessageQuerySet, Preference
from .states import Delivery, Mode


def letters_of(person: Person) -> MessageQuerySet:
    """A person's letters on screen, newest first."""
    return Message.objects.on_screen_of(person).order_by("-made_at", "-pk")


def unread_count(person: Person) -> int:
    """How many letters the person has not opened; the head of every page shows it."""
    return Message.objects.on_screen_of(person).unread().count()


def undelivered() -> MessageQuerySet:
    """Letters that were given up, newest first."""
    return Message.objects.filter(state=Delivery.DEAD).select_related("person").order_by("-made_at")


def waiting_since(at: datetime) -> datetime | None:
    """Since when the longest-waiting due letter waits; none when the outbox keeps up."""
    since: datetime | None = Message.objects.due(at).aggregate(since=Min("next_try"))["since"]
    return since


def mode_of(person: Person) -> str:
    """How a person wants to be told."""
    return Preference.objects.filter(person=person).values_list("mode", flat=True).first() or Mode.AT_ONCE


def verified(emails: Iterable[str]) -> frozenset[str]:
    """Which of these addresses their owners have proved to be theirs."""
    proved = EmailAddress.objects.filter(email__in=list(emails), verified=True)
    return frozenset(proved.values_list("email", flat=True))


def kept_about(person: Person) -> dict[str, Any]:
    """What is kept about a person here, for whoever asks for their own data."""
    letters = letters_of(person).values("title", "body", "made_at", "read_at", "sent_at")
    return {"mode": str(mode_of(person)), "letters": list(letters)}
