from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormalitiesConfig(AppConfig):
    """形態の手続き: the city's list of each form, and what the sides of a case answer to it."""

    name = "kyodo.cycle.formalities"
    label = "formalities"
    verbose_name = _("形態の手続き")
    #: What the journal calls the acts that are no moves.
    acts = {
        "answer": _("形態の手続きの項目に答える"),
        "hand_in": _("形態の手続きの書類を付ける"),
        "write_item": _("形態の項目を加えた"),
        "revise_item": _("形態の項目を直した"),
        "retire_item": _("形態の項目を使うのをやめた"),
    }
