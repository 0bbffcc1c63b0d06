"""団体: the group, the people in it, what it answered, and the files it was imported from."""

from .answers import Answer, Conditions, Confirmation
from .batch import Batch, BatchFault
from .group import Group, GroupField, GroupQuerySet
from .membership import Membership

__all__ = [
    "Answer",
    "Batch",
    "BatchFault",
    "Conditions",
    "Confirmation",
    "Group",
    "GroupField",
    "GroupQuerySet",
    "Membership",
]
