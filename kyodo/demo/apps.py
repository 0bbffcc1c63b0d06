from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """見本の市: a whole city to look at."""

    name = "kyodo.demo"
    label = "demo"
    verbose_name = _("見本の市")
