from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """協働事業: carrying out what was agreed."""

    name = "kyodo.cycle.projects"
    label = "projects"
    verbose_name = _("協働事業")
