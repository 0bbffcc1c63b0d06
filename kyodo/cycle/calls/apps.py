from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    """制度と募集回: programmes, rounds, themes."""

    name = "kyodo.cycle.calls"
    label = "calls"
    verbose_name = _("制度と募集回")
    #: Acts that are not moves, in the journal's words.
    acts = {
        "set_programme": _("制度を決めた"),
        "change_round": _("募集回を改めた"),
        "publish_theme": _("テーマを出した"),
    }
