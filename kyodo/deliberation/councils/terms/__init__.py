"""The numbers of this room, which a city may set: of bodies and of meetings."""

from .bodies import (
    COOL_DOWN_MONTHS,
    IDLE_YEARS,
    MAX_BODIES,
    MAX_MEETINGS,
    MAX_YEARS,
    OPENING_DAYS,
    PUBLIC_PERCENT,
    REGISTER_YEARS,
    WOMEN_PERCENT,
)
from .meetings import MINUTES_DAYS, NOTICE_DAYS, PROPOSAL_MONTHS, QUORUM_PERCENT, RECEIPT_DAYS, REPLY_DAYS, ROUND_DAYS

__all__ = [
    "COOL_DOWN_MONTHS",
    "IDLE_YEARS",
    "MAX_BODIES",
    "MAX_MEETINGS",
    "MAX_YEARS",
    "MINUTES_DAYS",
    "NOTICE_DAYS",
    "OPENING_DAYS",
    "PROPOSAL_MONTHS",
    "PUBLIC_PERCENT",
    "QUORUM_PERCENT",
    "RECEIPT_DAYS",
    "REGISTER_YEARS",
    "REPLY_DAYS",
    "ROUND_DAYS",
    "WOMEN_PERCENT",
]
