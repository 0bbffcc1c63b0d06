"""Setting, settling and passing on tasks; reminding; the ledger that every workflow writes through."""

from .errands import run_errands, send, sender_of, stop, thing_of
from .handing import hand_over, hand_over_officer, move_due
from .parts import drop, lay_aside, packed, take_next
from .pausing import pause, resume
from .reminding import remind
from .reviewing import ask_reviews
from .tasks import LEDGER, NEXT, Offices, due_date, owe, pass_on, settle
from .working import beat

__all__ = [
    "LEDGER",
    "NEXT",
    "Offices",
    "ask_reviews",
    "beat",
    "drop",
    "due_date",
    "hand_over",
    "hand_over_officer",
    "lay_aside",
    "move_due",
    "owe",
    "packed",
    "pass_on",
    "pause",
    "remind",
    "resume",
    "run_errands",
    "send",
    "sender_of",
    "settle",
    "stop",
    "take_next",
    "thing_of",
]
