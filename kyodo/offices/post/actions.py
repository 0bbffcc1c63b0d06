"""Putting letters into the outbox and carrying them out. One message a person, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.module_loading import import_string

from kyodo.kernel.access import Actor, find
from kyodo.kernel.thing import Thing
from kyodo.kernel.workflow import Letter
from kyodo.offices.people.models import Person

from .models import Message, Preference
from .states import Delivery, Mode

MAILTO = "mailto:"


def addressees(refs: Iterable[str], *, at: datetime) -> tuple[list[Person], list[str]]:
    """The people behind subjects, each once, and the plain addresses of those without an account."""
    people: dict[int, Person] = {}
    addresses: dict[str, None] = {}
    sources = [import_string(f"{path}.people_holding") for path in settings.CAPACITY_SOURCES]
    for ref in refs:
        if ref.startswith(MAILTO):
            addresses[ref.removeprefix(MAILTO)] = None
        elif ref.startswith("people.person/"):
            if (person := find(ref)) and isinstance(person, Person):
                people[person.pk] = person
        else:
            people |= {p.pk: p for holding in sources for p in holding(ref, at)}
    return list(people.values()), [a for a in addresses if a]


def post(letter: Letter[Any], thing: Thing, *, by: Actor, at: datetime, **context: Any) -> list[Message]:
    """Queue one letter to everybody it is for, except to whoever did the act."""
    people, addresses = addressees(letter.to(thing), at=at)
    people = [p for p in people if p.subject != by.subject and p.is_active]
    if not people and not addresses:
        return []
    url = getattr(thing, "get_absolute_url", lambda: "")()
    full = {"thing": thing, "by": by, "at": at, "url": settings.BASE_URL + url, **context}
    body = render_to_string(letter.template, full)
    modes = dict(Preference.objects.filter(person__in=people).values_list("person_id", "mode"))

    def message(*, person: Person | None = None, email: str = "") -> Message:
        mode = modes.get(person.pk, Mode.AT_ONCE) if person else Mode.AT_ONCE
        state = _delivery(mode, duty=letter.duty, reachable=bool(email or (person and person.email)))
        return Message(
            person=person, email=email, name=letter.name, title=str(letter.title), body=body, duty=letter.duty,
            subject_ref=thing.subject, path=url, made_at=at, state=state, next_try=at,
        )  # fmt: skip

    return Message.objects.bulk_create([message(person=p) for p in people] + [message(email=a) for a in addresses])


def _delivery(mode: str, *, duty: bool, reachable: bool) -> Delivery:
    if not reachable:
        return Delivery.SCREEN
    if duty or mode == Mode.AT_ONCE:
        return Delivery.QUEUED
    return Delivery.DIGEST if mode == Mode.DAILY else Delivery.SCREEN
