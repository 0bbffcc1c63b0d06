from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontpageConfig(AppConfig):
    """市の玄関: the first page, and the pages every public site owes its readers."""

    name = "kyodo.reading.frontpage"
    label = "frontpage"
    verbose_name = _("ホーム")
