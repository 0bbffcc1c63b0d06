"""Counting anew what takes long to count."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kyodo.offices.city.queries import local_day
from kyodo.offices.journal.models import Head

from .models import Kept
from .queries import counted
from .terms import COUNT_EVERY


def keep_counts(at: datetime) -> int:
    """A job of the worker: count anew on a new day, and when something happened since, but not all the time.

    Returns 1 where it counted.
    """
    kept, head = Kept.objects.first(), Head.objects.first()
    seq = head.seq if head else 0
    if kept and (kept.seq == seq or at - kept.at < COUNT_EVERY) and local_day(kept.at) == local_day(at):
        return 0
    with transaction.atomic():  # one moment for every count
        found = counted(at=at)
    opened, withheld = found.items
    values = {"at": at, "seq": seq, "gaps": found.gaps, "items_open": opened, "items_withheld": withheld}
    Kept.objects.update_or_create(pk=1, defaults=values)
    return 1
