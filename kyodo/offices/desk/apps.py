from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """宿題と期限: who owes what to whom by when."""

    name = "kyodo.offices.desk"
    label = "desk"
    verbose_name = _("宿題と期限")
    acts = {
        "move_tasks": _("宿題を引き継いだ"),
        "pause_reminders": _("宿題の知らせを止めた"),
        "resume_reminders": _("宿題の知らせを再開した"),
        "send_errand": _("長い作業を頼んだ"),
        "stop_errand": _("長い作業を止めた"),
    }  #: words for entries of the journal
