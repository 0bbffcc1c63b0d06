from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollaborationsConfig(AppConfig):
    """協働案件: one case from the first seed to the evaluation."""

    name = "kyodo.cycle.collaborations"
    label = "collaborations"
    verbose_name = _("協働案件")
    #: What the journal calls the acts that are no moves.
    acts = {
        "add_party": _("当事者が加わる"),
        "leave_party": _("当事者が外れる"),
        "judge_zone": _("領域の見方を書く"),
        "describe": _("類型と形態を決める"),
        "retitle": _("件名を改める"),
        "show": _("公開する"),
        "set_period": _("期間を決める"),
        "take_in": _("ほかの案件をまとめる"),
        "link": _("もとの案件につなぐ"),
    }
