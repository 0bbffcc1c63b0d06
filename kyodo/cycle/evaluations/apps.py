from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    """評価: what both sides make of what they did together."""

    name = "kyodo.cycle.evaluations"
    label = "evaluations"
    verbose_name = _("評価")
