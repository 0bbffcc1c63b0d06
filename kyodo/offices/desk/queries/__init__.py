"""Reading the desk: who owes what, what waits for others, what is late; and whether the program is well."""

from .errands import errand_about
from .health import Check, checks, monitor_key
from .tasks import (
    Day,
    Late,
    Line,
    Pile,
    awaited_by,
    due_in_words,
    handovers,
    held_by,
    lines,
    long_late,
    next_reminder,
    overdue,
    owed_by,
    piles,
    sections_of,
    settled_by,
    today_of,
    wholes_of,
)

__all__ = [
    "Check",
    "Day",
    "Late",
    "Line",
    "Pile",
    "awaited_by",
    "checks",
    "due_in_words",
    "errand_about",
    "handovers",
    "held_by",
    "lines",
    "long_late",
    "monitor_key",
    "next_reminder",
    "overdue",
    "owed_by",
    "piles",
    "sections_of",
    "settled_by",
    "today_of",
    "wholes_of",
]
