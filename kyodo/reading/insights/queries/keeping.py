"""What takes long to count: found kept as the worker last counted it, with the moment that the page says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kyodo.reading.insights.models import Kept

from . import figures, gaps


@dataclass(frozen=True)
class Counts:
    """The long counts and when they were made."""

    at: datetime
    gaps: gaps.Rows
    items: tuple[int, int]


def counted(*, at: datetime) -> Counts:
    """Counted now, through every public score and every agreement in force."""
    return Counts(at, gaps.measured(at=at), figures.items_disclosed())


def kept_or_counted(*, at: datetime) -> Counts:
    """As last kept; counted now where nothing is kept yet."""
    kept = Kept.objects.first()
    return Counts(kept.at, kept.gaps, (kept.items_open, kept.items_withheld)) if kept else counted(at=at)
