"""The verbs of an evaluation."""

from .evaluating import (
    Mark,
    agree_to_note,
    close,
    excuse,
    file,
    finish_improvement,
    harvest,
    hear,
    note_gap,
    open_due,
    open_evaluation,
    save,
)
from .learning import add_committee_view, draft_practice, publish_practice

__all__ = [
    "Mark", "add_committee_view", "agree_to_note", "close", "draft_practice", "excuse", "file", "finish_improvement",
    "harvest", "hear",
    "note_gap", "open_due", "open_evaluation", "publish_practice", "save",
]  # fmt: skip
