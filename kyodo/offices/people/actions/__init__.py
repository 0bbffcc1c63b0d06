"""Acts about people: their records and accounts, and two records that are one person."""

from .accounts import (
    accept,
    accept_as_new,
    anonymise,
    disable,
    enable,
    introduce,
    invite,
    note_sign_in,
    open_account,
    register,
    rename,
    reset_second_factor,
    sign_out_everywhere,
    withdraw,
)
from .joining import forget_joinings, join, part

__all__ = [
    "accept",
    "accept_as_new",
    "anonymise",
    "disable",
    "enable",
    "forget_joinings",
    "introduce",
    "invite",
    "join",
    "note_sign_in",
    "open_account",
    "part",
    "register",
    "rename",
    "reset_second_factor",
    "sign_out_everywhere",
    "withdraw",
]
