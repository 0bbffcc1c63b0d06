from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    """制度と募集回: programmes, rounds, themes."""

    name = "kyodo.cycle.calls"
    label = "calls"
    verbose_name = _("制度と募集回")
