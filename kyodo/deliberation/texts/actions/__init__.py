"""指針・条例: everything that changes a text, split by meaning."""

from .anchoring import anchor_by_hand, hide, remark, show
from .causing import name_cause, name_causes, take_back_cause
from .checking import add_effort, plan_check, report, say, warn
from .documents import (
    begin_version,
    cite_triggers,
    describe,
    give_dates,
    move,
    note_trigger,
    publish,
    register,
    review,
    withdraw,
)
from .importing import discard, mend, take_over, undo, upload
from .reading import BODIES, let_read, stop_reading
from .writing import add, merge, remove, reword, shift, split

__all__ = [
    "BODIES", "add", "add_effort", "anchor_by_hand", "begin_version", "cite_triggers", "describe", "discard", "give_dates", "hide",
    "let_read", "mend", "merge", "move", "name_cause", "name_causes", "note_trigger", "plan_check", "publish", "register", "remark",
    "remove", "report", "review", "reword", "say", "shift", "show", "split", "stop_reading", "take_back_cause", "take_over", "undo", "upload",
    "warn", "withdraw",
]  # fmt: skip
