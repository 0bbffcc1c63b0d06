"""The verbs of recommendations and plans."""

from .entering import assign, enter, receive
from .importing import discard, take_over, undo, upload
from .living import answer, close, reopen, report, state_view
from .pausing import climb, pause, resume
from .petitioning import accept, decide, extend, forget, hand_in, mend, receipt_token, send_back, track, withdraw
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
    "accept",
    "add_measure",
    "add_milestone",
    "add_pillar",
    "adopt",
    "answer",
    "assign",
    "change_measure",
    "climb",
    "close",
    "comment",
    "correct_milestone",
    "decide",
    "describe",
    "discard",
    "draft_plan",
    "enter",
    "extend",
    "file_sheet",
    "forget",
    "hand_in",
    "judge",
    "link",
    "mend",
    "pause",
    "receipt_token",
    "receive",
    "reopen",
    "report",
    "resume",
    "send_back",
    "set_targets",
    "settle_milestone",
    "state_view",
    "supersede",
    "take_over",
    "track",
    "undo",
    "unlink",
    "upload",
    "withdraw",
]
