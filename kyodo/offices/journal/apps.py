from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """記録: what was done, by whom, when and why."""

    name = "kyodo.offices.journal"
    label = "journal"
    verbose_name = _("記録")
