from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    """協定: what both sides agreed, and the gate before the work begins."""

    name = "kyodo.cycle.agreements"
    label = "agreements"
    verbose_name = _("協定")
