"""協定: every act on an agreement. Nothing else writes to this room."""

from .changing import accept, counter, discard, edit, end_difference, propose, send_back, withdraw
from .confirming import amend, call, confirm, end, keep, redraft
from .editing import (
    add_clause,
    begin_disclosure,
    choose_kind,
    draft_of,
    edit_purpose,
    edit_terms,
    inherit,
    put_row,
    raise_row,
    renew_clause,
    take_row_out,
)  # fmt: skip
from .library import Wording, load_standard_clauses, revise_clause, standard_clauses, write_clause
from .signing import attach_signed
from .starting import start, waive
from .stating import file_statement, open_agreement, save_statement, take_back_statement

__all__ = [
    "Wording",
    "accept",
    "add_clause",
    "amend",
    "attach_signed",
    "begin_disclosure",
    "call",
    "choose_kind",
    "confirm",
    "counter",
    "discard",
    "draft_of",
    "edit",
    "edit_purpose",
    "edit_terms",
    "end",
    "end_difference",
    "file_statement",
    "inherit",
    "keep",
    "load_standard_clauses",
    "open_agreement",
    "propose",
    "put_row",
    "raise_row",
    "redraft",
    "renew_clause",
    "revise_clause",
    "save_statement",
    "send_back",
    "standard_clauses",
    "start",
    "take_back_statement",
    "take_row_out",
    "waive",
    "withdraw",
    "write_clause",
]
