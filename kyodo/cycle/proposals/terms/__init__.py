"""What proposals count in and ask, and the guide to the nine forms."""

from .days import (
    BENEFIT_QUESTIONS,
    CHECK_DAYS,
    CORRECTION_DAYS,
    DRAFT_DAYS,
    OBJECTION_DAYS,
    OPINION_DAYS,
    QUESTION_DAYS,
    REASON_LENGTH,
    TALK_DAYS,
)
from .guides import GUIDES, Guide

__all__ = [
    "BENEFIT_QUESTIONS",
    "CHECK_DAYS",
    "CORRECTION_DAYS",
    "DRAFT_DAYS",
    "GUIDES",
    "OBJECTION_DAYS",
    "OPINION_DAYS",
    "QUESTION_DAYS",
    "REASON_LENGTH",
    "TALK_DAYS",
    "Guide",
]
