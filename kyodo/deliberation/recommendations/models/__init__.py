"""提言と推進プラン: the models, split by meaning."""

from .batch import Batch
from .lives import Closure, Evidence, Implementation, Pause, Reminder, Response
from .plan import Heir, Measure, Milestone, Pillar, Plan, Sheet, Target
from .recommendation import Impression, Recommendation, Report, standing

__all__ = [
    "Batch", "Closure", "Evidence", "Heir", "Implementation", "Impression", "Measure", "Milestone", "Pause", "Pillar", "Plan",
    "Recommendation", "Reminder", "Report", "Response", "Sheet", "Target", "standing",
]  # fmt: skip
