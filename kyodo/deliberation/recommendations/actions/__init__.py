"""The verbs of recommendations and plans."""

from .entering import assign, enter, receive
from .importing import discard, take_over, undo, upload
from .living import answer, close, reopen, report, state_view
from .pausing import climb, pause, resume
from .planning import (
    add_measure,
    add_milestone,
    add_pillar,
    adopt,
    change_measure,
    correct_milestone,
    describe,
    draft_plan,
    link,
    set_targets,
    settle_milestone,
    supersede,
    unlink,
)
from .sheets import comment, file_sheet, judge

__all__ = [
    "add_measure", "add_milestone", "add_pillar", "adopt", "answer", "assign", "change_measure", "climb", "close", "comment",
    "correct_milestone", "describe", "discard", "draft_plan", "enter", "file_sheet", "judge", "link", "pause", "receive",
    "reopen", "report", "resume", "set_targets", "settle_milestone", "state_view", "supersede", "take_over", "undo", "unlink",
    "upload",
]  # fmt: skip
