"""協定: everything others ask of this room."""

from kyodo.cycle.agreements.models import Agreement, seal
from kyodo.cycle.agreements.workflow import Improvement, Orphan, offered, orphans_of

from .contrast import Contrast, compare, compare_texts
from .gate import start_gate, unmet
from .inheritance import Taken, taken_over
from .library import Origin, origins
from .making import papers_made
from .reading import (
    Disclosure,
    Panel,
    Reconciling,
    Share,
    Turn,
    agreement_of,
    differences,
    disclosure_of,
    filed,
    goals_in_force,
    in_force,
    may_open,
    may_read,
    open_changes,
    overrides,
    own_side,
    panel,
    public_text,
    readable_text,
    reconciling,
    roles_in_force,
    share_of,
    statements,
    talk_about,
    turns,
    working_copy,
)
from .words import goal_facts


def orphans(agreement: Agreement) -> list[Orphan]:
    """つながりの点検: every loose end of an agreement's text, in words."""
    return orphans_of(agreement.text)


__all__ = [
    "Contrast",
    "Disclosure",
    "Improvement",
    "Origin",
    "Orphan",
    "Panel",
    "Reconciling",
    "Share",
    "Taken",
    "Turn",
    "agreement_of",
    "compare",
    "compare_texts",
    "differences",
    "disclosure_of",
    "filed",
    "goal_facts",
    "goals_in_force",
    "in_force",
    "may_open",
    "may_read",
    "offered",
    "open_changes",
    "origins",
    "orphans",
    "orphans_of",
    "overrides",
    "own_side",
    "panel",
    "papers_made",
    "public_text",
    "readable_text",
    "reconciling",
    "roles_in_force",
    "seal",
    "share_of",
    "start_gate",
    "statements",
    "taken_over",
    "talk_about",
    "turns",
    "unmet",
    "working_copy",
]
