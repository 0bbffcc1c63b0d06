"""Reading the lists: of a case, of the city, and what stops a start."""

from .board import Board, FormList, Row, board, may_read, missing, panel
from .library import Lists, Version, lists, story

__all__ = [
    "Board", "FormList", "Lists", "Row", "Version", "board", "lists", "may_read", "missing", "panel", "story",
]  # fmt: skip
