"""提言と推進プラン: the models, split by meaning."""

from .batch import Batch
from .lives import Closure, Evidence, Implementation, Pause, Reminder, Response
from .petition import Petition, Supporter
from .plan import Heir, Measure, Milestone, Pillar, Plan, Sheet, Target
from .recommendation import Impression, Recommendation, Report, standing

__all__ = [
    "Batch", "Closure", "Evidence", "Heir", "Implementation", "Impression", "Measure", "Milestone", "Pause", "Petition", "Pillar", "Plan",
    "Recommendation", "Reminder", "Report", "Response", "Sheet", "Supporter", "Target", "standing",
]  # fmt: skip
