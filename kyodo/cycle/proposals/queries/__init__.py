"""Reading proposals: what a writer still has to do, what everybody may read, what the case page shows."""

from .checking import advice
from .comparing import changes
from .making import papers_made
from .progress import Progress, progress
from .reading import (
    Panel,
    by_token,
    contact_for,
    current_version,
    due_of,
    listed,
    panel,
    public_version,
    said_about,
    talk_by_token,
    talk_named,
    talks_listed,
)
from .suggesting import ANSWERS, QUESTIONS, Suggestion, suggest
from .text import draft_text, reads_all, shows_money, text_for, versions_for, whole_text
from .writing import EARLY, entries_of, keep_until, may_propose, statements_of, talk_of, writable

__all__ = [
    "ANSWERS",
    "EARLY",
    "QUESTIONS",
    "Panel",
    "Progress",
    "Suggestion",
    "advice",
    "by_token",
    "changes",
    "contact_for",
    "current_version",
    "draft_text",
    "due_of",
    "entries_of",
    "keep_until",
    "listed",
    "may_propose",
    "panel",
    "papers_made",
    "progress",
    "public_version",
    "reads_all",
    "said_about",
    "shows_money",
    "statements_of",
    "suggest",
    "talk_by_token",
    "talk_named",
    "talk_of",
    "talks_listed",
    "text_for",
    "versions_for",
    "whole_text",
    "writable",
]
