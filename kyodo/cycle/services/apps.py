from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """事務事業と協働点検: the engine of process B."""

    name = "kyodo.cycle.services"
    label = "services"
    verbose_name = _("事務事業と協働点検")
