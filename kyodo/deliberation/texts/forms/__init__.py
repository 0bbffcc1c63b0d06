"""What the pages of texts ask for."""

from .checking import EffortForm, PlanForm, ReportForm, ViewForm
from .running import BeginForm, CiteForm, DatesForm, DocumentForm, EditForm, ReasonForm, TriggerForm
from .speaking import CausesForm, CompareForm, PlaceForm, RemarkForm
from .writing import AddForm, LineForm, MergeForm, RewordForm, ShiftForm, SplitForm, UploadForm

__all__ = [
    "AddForm", "BeginForm", "CausesForm", "CiteForm", "CompareForm", "DatesForm", "DocumentForm", "EditForm", "EffortForm",
    "LineForm", "MergeForm", "PlaceForm", "PlanForm", "ReasonForm", "RemarkForm", "ReportForm", "RewordForm", "ShiftForm",
    "SplitForm", "TriggerForm", "UploadForm", "ViewForm",
]  # fmt: skip
