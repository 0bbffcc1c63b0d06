from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundtablesConfig(AppConfig):
    """パートナーテーブル: both sides at one table."""

    name = "kyodo.cycle.roundtables"
    label = "roundtables"
    verbose_name = _("パートナーテーブル")
    #: Acts that are not moves, in the journal's words.
    acts = {
        "write_up": _("記録を書いた"),
        "check_promises": _("約束を点検した"),
        "confirm_record": _("記録を確認した"),
        "finish_homework": _("宿題を済ませた"),
        "settle_point": _("合意していなかった点に決着をつけた"),
    }
