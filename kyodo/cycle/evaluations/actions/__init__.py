"""The verbs of an evaluation: open, score, note what differs, hear, harvest, close, learn."""

from .closing import close, excuse, harvest
from .evaluating import (
    Mark,
    file,
    open_due,
    open_evaluation,
    save,
)
from .hearing import copy_voices, hear
from .learning import add_committee_view, draft_practice, publish_practice, set_bank
from .talking import agree_to_note, finish_improvement, note_gap

__all__ = [
    "Mark", "add_committee_view", "agree_to_note", "close", "copy_voices", "draft_practice", "excuse", "file",
    "finish_improvement", "harvest", "hear", "note_gap", "open_due", "open_evaluation", "publish_practice", "save",
    "set_bank",
]  # fmt: skip
