"""The verbs of a running project: start, tell, measure, look back, keep its money, report, fix, stop; what its dates bring."""

from .ending import keep_report, report, start, stop, watch_ends
from .feeling import ask_pulses, look_back, reach_out, take_pulse
from .money import add_receipt, fix, keep_books, take_back_receipt
from .telling import add_photo, attach, measure, set_milestones, tell

__all__ = [
    "add_photo", "add_receipt", "ask_pulses", "attach", "fix", "keep_books", "keep_report", "look_back", "measure", "reach_out", "report",
    "set_milestones", "start", "stop", "take_back_receipt", "take_pulse", "tell", "watch_ends",
]  # fmt: skip
