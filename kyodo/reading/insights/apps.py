from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    """数字で見る協働: figures with their definitions beside them."""

    name = "kyodo.reading.insights"
    label = "insights"
    verbose_name = _("数字で見る協働")
