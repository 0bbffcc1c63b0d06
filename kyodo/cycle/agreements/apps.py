from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    """協定: what both sides agreed, and the gate before the work begins."""

    name = "kyodo.cycle.agreements"
    label = "agreements"
    verbose_name = _("協定")
    #: What the journal calls the acts that are no moves.
    acts = {
        "file_statement": _("一方の側が目的と目標を出す"),
        "take_back_statement": _("出した目的と目標を取り戻す"),
        "confirm": _("一方の側が協定の内容を確認する"),
        "waive": _("開始の決まりを免除する"),
        "write_clause": _("条項のひな形を加えた"),
        "revise_clause": _("条項のひな形を直した"),
        "retire_clause": _("条項のひな形を使うのをやめた"),
    }
