"""協定: every act on an agreement. Nothing else writes to this room."""

from .changing import accept, counter, discard, edit, end_difference, propose, send_back, withdraw
from .confirming import amend, call, confirm, end, keep, redraft
from .starting import start, waive
from .stating import file_statement, open_agreement, save_statement, take_back_statement

__all__ = [
    "accept",
    "amend",
    "call",
    "confirm",
    "counter",
    "discard",
    "edit",
    "end",
    "end_difference",
    "file_statement",
    "keep",
    "open_agreement",
    "propose",
    "redraft",
    "save_statement",
    "send_back",
    "start",
    "take_back_statement",
    "waive",
    "withdraw",
]
