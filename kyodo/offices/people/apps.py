from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """人: accounts, one person one record."""

    name = "kyodo.offices.people"
    label = "people"
    verbose_name = _("人")
    #: Words for entries of the journal.
    acts = {
        "register": _("登録した"),
        "open_account": _("アカウントを開いた"),
        "rename": _("お名前などを直した"),
        "sign_in": _("サインインした"),
        "invite": _("招待した"),
        "withdraw_invitation": _("招待を取りやめた"),
        "accept_invitation": _("招待を引き受けた"),
        "disable": _("利用を止めた"),
        "enable": _("利用を再開した"),
        "reset_second_factor": _("サインインの守りを外した"),
        "join_records": _("二つの記録を一つにした"),
        "part_records": _("合わせた記録を分けた"),
        "anonymise": _("退会した"),
    }
