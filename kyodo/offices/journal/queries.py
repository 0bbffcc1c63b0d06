"""Reading the journal."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from .models import Entry


def history_of(*subjects: str) -> QuerySet[Entry]:
    """What happened to these things, oldest first."""
    return Entry.objects.filter(subject__in=subjects).order_by("seq")


def life_of(whole: str) -> QuerySet[Entry]:
    """Everything that happened in a case, oldest first."""
    return Entry.objects.filter(whole=whole).order_by("seq")


def after(seq: int, *, limit: int = 1000) -> QuerySet[Entry]:
    """Entries that came after a sequence number, for readers that catch up."""
    return Entry.objects.filter(seq__gt=seq).order_by("seq")[:limit]


def latest(subjects: Iterable[str], *, limit: int = 20) -> QuerySet[Entry]:
    """The newest entries about these things."""
    return Entry.objects.filter(subject__in=list(subjects)).order_by("-seq")[:limit]
