from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """検索: one search over everything public."""

    name = "kyodo.reading.search"
    label = "search"
    verbose_name = _("検索")
