from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """団体登録: the register of groups."""

    name = "kyodo.commons.groups"
    label = "groups"
    verbose_name = _("団体登録")
    acts = {
        "revise": _("記入を直した"),
        "affirm": _("変わりがないことを伝えた"),
        "check": _("市が書類などで確かめた"),
        "set_publication": _("公開の設定を変えた"),
        "answer_conditions": _("要件を確認した"),
        "join": _("仲間に入った"),
        "leave": _("役割を終えた"),
        "ask_renewal": _("更新をお願いした"),
        "adopt_conditions": _("登録の要件を改めた"),
        "export_register": _("台帳を書き出した"),
    }  #: words for entries of the journal
