"""指針・条例: the models, split by meaning."""

from .batch import Import
from .cause import Cause
from .check import Check, Effort
from .document import Document, Trigger
from .reader import Reader
from .remark import Anchor, Remark
from .version import Provision, Version, new_uid

__all__ = [
    "Anchor", "Cause", "Check", "Document", "Effort", "Import", "Provision", "Reader", "Remark", "Trigger", "Version", "new_uid",
]  # fmt: skip
