"""協働事業: the work of a case, what both sides tell of it, and its money."""

from .money import Money, Receipt, Settlement, is_far
from .project import Part, Project
from .telling import Entry, LookBack, Milestone, Pulse, Reminder, Value

__all__ = [
    "Entry", "LookBack", "Milestone", "Money", "Part", "Project", "Pulse", "Receipt", "Reminder", "Settlement", "Value", "is_far",
]  # fmt: skip
