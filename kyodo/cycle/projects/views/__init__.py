"""Pages of a running project: how it goes, and its money."""

from .feeling import reach_out
from .money import add_receipt, books, fix, receipts, take_back
from .telling import attach, look_back, measure, milestones, photo, project, pulse, report, start, stop, tell

__all__ = [
    "add_receipt", "attach", "books", "fix", "look_back", "measure", "milestones", "photo", "project", "pulse", "reach_out", "receipts",
    "report", "start", "stop", "take_back", "tell",
]  # fmt: skip
