"""What proposals count in and ask."""

from .days import (
    BENEFIT_QUESTIONS,
    CHECK_DAYS,
    CORRECTION_DAYS,
    DRAFT_DAYS,
    JOIN_DAYS,
    OBJECTION_DAYS,
    OPINION_DAYS,
    QUESTION_DAYS,
    REASON_LENGTH,
    TALK_DAYS,
)

__all__ = [
    "BENEFIT_QUESTIONS",
    "CHECK_DAYS",
    "CORRECTION_DAYS",
    "DRAFT_DAYS",
    "JOIN_DAYS",
    "OBJECTION_DAYS",
    "OPINION_DAYS",
    "QUESTION_DAYS",
    "REASON_LENGTH",
    "TALK_DAYS",
]
