from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilsConfig(AppConfig):
    """会議体: bodies, terms, seats, meetings, minutes, 諮問・答申."""

    name = "kyodo.deliberation.councils"
    label = "councils"
    verbose_name = _("会議体")
