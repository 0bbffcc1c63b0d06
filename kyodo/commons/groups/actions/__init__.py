"""The acts of the register: applying, deciding, belonging, importing."""

from .applying import adopt_conditions, answer_conditions, begin_application, enter_from_paper, revise, set_publication
from .belonging import hand_over, invite, join, leave, take_up
from .deciding import ask_renewals, move
from .importing import discard, remap, take_over, undo, upload

__all__ = [
    "adopt_conditions",
    "answer_conditions",
    "ask_renewals",
    "begin_application",
    "discard",
    "enter_from_paper",
    "hand_over",
    "invite",
    "join",
    "leave",
    "move",
    "remap",
    "revise",
    "set_publication",
    "take_over",
    "take_up",
    "undo",
    "upload",
]
