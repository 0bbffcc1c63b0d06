"""What the head of every page knows of letters."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kyodo.offices.people.models import Person

from . import queries


def letters(request: HttpRequest) -> dict[str, object]:
    """`unread_letters`, counted only where a page shows it."""
    person = getattr(request, "actor", None)
    return {
        "unread_letters": SimpleLazyObject(lambda: queries.unread_count(person)) if isinstance(person, Person) else 0
    }
