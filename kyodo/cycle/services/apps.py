from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """事務事業と協働点検: the engine of process B."""

    name = "kyodo.cycle.services"
    label = "services"
    verbose_name = _("事務事業と協働点検")
    #: Acts that are not moves, in the journal's words.
    acts = {
        "enter_service": _("事務事業を登録した"),
        "change_service": _("事務事業を改めた"),
        "end_service": _("事務事業を終えた"),
        "save_check": _("自己点検を保存した"),
        "excuse_theme": _("テーマにしない理由を書いた"),
    }
