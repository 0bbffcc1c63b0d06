from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """宿題と期限: who owes what to whom by when."""

    name = "kyodo.offices.desk"
    label = "desk"
    verbose_name = _("宿題と期限")
    acts = {
        "move_tasks": _("宿題を引き継いだ"),
        "send_errand": _("長い作業を頼んだ"),
    }  #: words for entries of the journal
