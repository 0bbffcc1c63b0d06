from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostConfig(AppConfig):
    """通知: letters, outbox and preferences."""

    name = "kyodo.offices.post"
    label = "post"
    verbose_name = _("通知")
    acts = {"resend": _("手紙を送り直した")}  #: words for entries of the journal
