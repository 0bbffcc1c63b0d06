from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollaborationsConfig(AppConfig):
    """協働案件: one case from the first seed to the evaluation."""

    name = "kyodo.cycle.collaborations"
    label = "collaborations"
    verbose_name = _("協働案件")
