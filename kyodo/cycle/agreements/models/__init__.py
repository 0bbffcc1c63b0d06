"""協定: the models, split by meaning."""

from .agreement import Agreement, Confirmation, Difference, Revision, Statement, sides_of
from .amendment import Amendment
from .change import Change, WorkingCopy
from .force import GateOverride, Goal, InForce, Role
from .library import Clause
from .text import (
    ClausesText,
    ClauseText,
    ConditionText,
    GoalText,
    ItemText,
    KeptText,
    RoleText,
    TermsText,
    Text,
    canonical,
    digest,
    plain,
    read,
    read_section,
    seal,
)

__all__ = [
    "Agreement",
    "Amendment",
    "Change",
    "Clause",
    "ClauseText",
    "ClausesText",
    "ConditionText",
    "Confirmation",
    "Difference",
    "GateOverride",
    "Goal",
    "GoalText",
    "InForce",
    "ItemText",
    "KeptText",
    "Revision",
    "Role",
    "RoleText",
    "Statement",
    "TermsText",
    "Text",
    "WorkingCopy",
    "canonical",
    "digest",
    "plain",
    "read",
    "read_section",
    "seal",
    "sides_of",
]
