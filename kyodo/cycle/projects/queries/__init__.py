"""Reading projects: how it goes, and its money."""

from .making import papers_made
from .money import (
    Adopted,
    Books,
    Terms,
    adopted_otherwise,
    books_of,
    borne,
    counted_lines,
    first_lines,
    lines_of,
    milestones_of,
    receipts_of,
    settlement_of,
    terms_of,
    totals,
)
from .reading import (
    Beat,
    GoalLine,
    Panel,
    beats,
    goal_lines,
    has_open_task,
    is_falling,
    page,
    panel,
    remark_of,
    renewal_gate,
    report_of,
    waits_for_look_back,
)

__all__ = [
    "Adopted", "Beat", "Books", "GoalLine", "Panel", "Terms", "adopted_otherwise", "beats", "books_of", "borne", "counted_lines", "first_lines",
    "goal_lines", "has_open_task", "is_falling", "lines_of", "milestones_of", "page", "panel", "papers_made", "receipts_of", "remark_of", "renewal_gate", "report_of",
    "settlement_of", "terms_of", "totals", "waits_for_look_back",
]  # fmt: skip
