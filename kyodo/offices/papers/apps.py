from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    """文書: files, disclosure and printed output."""

    name = "kyodo.offices.papers"
    label = "papers"
    verbose_name = _("文書")
