"""The verbs of proposals: talk, begin, save, submit, check, send back, give an opinion, ask and answer."""

from .asking import answer, ask
from .attaching import attach, detach
from .checking import check, check_benefit, give_opinion, object_to, send_back
from .joining import decline, join
from .talking import add_to_talk, cancel_talk, enter_talk, hold_talk, request_talk, talk_token
from .writing import begin, change_round, discard, lapse_drafts, link_token, resume, save_step, submit, withdraw

__all__ = [
    "add_to_talk",
    "answer",
    "ask",
    "attach",
    "begin",
    "cancel_talk",
    "change_round",
    "check",
    "check_benefit",
    "decline",
    "detach",
    "discard",
    "enter_talk",
    "give_opinion",
    "hold_talk",
    "join",
    "lapse_drafts",
    "link_token",
    "object_to",
    "request_talk",
    "resume",
    "save_step",
    "send_back",
    "submit",
    "talk_token",
    "withdraw",
]
