"""What the pages of texts ask for."""

from .checking import EffortForm, PlanForm, ReportForm, ViewForm
from .running import (
    AsOfForm,
    BeginForm,
    CiteForm,
    DatesForm,
    DocumentForm,
    EditForm,
    ReaderForm,
    ReasonForm,
    TriggerForm,
)
from .speaking import CausesForm, CompareForm, PlaceForm, RemarkForm
from .writing import AddForm, LineForm, MergeForm, RewordForm, ShiftForm, SplitForm, UploadForm

__all__ = [
    "AddForm", "AsOfForm", "BeginForm", "CausesForm", "CiteForm", "CompareForm", "DatesForm", "DocumentForm", "EditForm", "EffortForm",
    "LineForm", "MergeForm", "PlaceForm", "PlanForm", "ReaderForm", "ReasonForm", "RemarkForm", "ReportForm", "RewordForm", "ShiftForm",
    "SplitForm", "TriggerForm", "UploadForm", "ViewForm",
]  # fmt: skip
