"""The acts of the register: applying, deciding, belonging, importing."""

from .applying import adopt_conditions, answer_conditions, begin_application, enter_from_paper, revise, set_publication
from .attaching import attach
from .belonging import hand_over, invite, invite_to_sign_in, join, leave, take_back_invitation, take_up
from .deciding import ask_renewals, move, note_export
from .importing import discard, remap, take_over, undo, upload
from .vouching import affirm, check

__all__ = [
    "adopt_conditions",
    "affirm",
    "answer_conditions",
    "ask_renewals",
    "attach",
    "begin_application",
    "check",
    "discard",
    "enter_from_paper",
    "hand_over",
    "invite",
    "invite_to_sign_in",
    "join",
    "leave",
    "move",
    "note_export",
    "remap",
    "revise",
    "set_publication",
    "take_back_invitation",
    "take_over",
    "take_up",
    "undo",
    "upload",
]
