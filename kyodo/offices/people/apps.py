from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """人: accounts, one person one record."""

    name = "kyodo.offices.people"
    label = "people"
    verbose_name = _("人")
