"""The verbs of services: enter, import, review."""

from .entering import end, enter
from .importing import discard, take_over, undo, upload
from .reviewing import check, decide, excuse_theme, hear, open_reviews, send_back, settle_theme

__all__ = [
    "check", "decide", "discard", "end", "enter", "excuse_theme", "hear", "open_reviews", "send_back", "settle_theme",
    "take_over", "undo", "upload",
]  # fmt: skip
