from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundtablesConfig(AppConfig):
    """パートナーテーブル: both sides at one table."""

    name = "kyodo.cycle.roundtables"
    label = "roundtables"
    verbose_name = _("パートナーテーブル")
