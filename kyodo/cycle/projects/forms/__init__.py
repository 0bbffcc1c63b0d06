"""What a project asks for: how it goes, and its money."""

from .money import FixForm, MoneyForm, ReceiptForm, TakeBackForm
from .telling import (
    AttachForm,
    EntryForm,
    LookBackForm,
    MilestonesForm,
    PhotoForm,
    PulseForm,
    ReportForm,
    StopForm,
    ValueForm,
)

__all__ = [
    "AttachForm", "EntryForm", "FixForm", "LookBackForm", "MilestonesForm", "MoneyForm", "PhotoForm", "PulseForm", "ReceiptForm",
    "ReportForm", "StopForm", "TakeBackForm", "ValueForm",
]  # fmt: skip
