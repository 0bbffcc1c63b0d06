from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasebookConfig(AppConfig):
    """案件の頁: everything about one collaboration on one page."""

    name = "kyodo.reading.casebook"
    label = "casebook"
    verbose_name = _("案件の頁")
