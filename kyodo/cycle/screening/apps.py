from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScreeningConfig(AppConfig):
    """審査・決定・通知."""

    name = "kyodo.cycle.screening"
    label = "screening"
    verbose_name = _("審査")
    #: Acts that are not moves, in the journal's words.
    acts = {
        "meet_condition": _("条件が満たされたことを確かめた"),
        "inquire": _("理由を問い合わせた"),
        "answer_inquiry": _("理由の問合せに答えた"),
    }
