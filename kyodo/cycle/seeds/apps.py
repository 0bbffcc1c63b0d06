from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeedsConfig(AppConfig):
    """協働の種: the first idea, in both directions, with or without an account."""

    name = "kyodo.cycle.seeds"
    label = "seeds"
    verbose_name = _("協働の種")
    #: Acts that are not moves, in the journal's words.
    acts = {
        "readdress": _("担当の課を替えた"),
        "cover": _("名前などを伏せた"),
        "uncover": _("伏せた部分を戻した"),
        "invite": _("声をかける団体を決めた"),
        "tie": _("受付控えを利用登録に結びつけた"),
        "untie": _("受付控えの結びつきを外した"),
    }
