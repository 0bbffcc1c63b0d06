from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    """文書: files, disclosure and printed output."""

    name = "kyodo.offices.papers"
    label = "papers"
    verbose_name = _("文書")
    acts = {
        "store": _("文書を登録した"),
        "disclose": _("公開の範囲を決めた"),
        "withdraw": _("文書を取り下げた"),
    }  #: words for entries of the journal
