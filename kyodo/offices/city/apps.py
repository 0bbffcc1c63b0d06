from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CityConfig(AppConfig):
    """市: sections, wards, calendar, principle sets and the city's own numbers."""

    name = "kyodo.offices.city"
    label = "city"
    verbose_name = _("市")
