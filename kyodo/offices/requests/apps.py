from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RequestsConfig(AppConfig):
    """課から課への依頼: what one section asks of another, and the answer."""

    name = "kyodo.offices.requests"
    label = "requests"
    verbose_name = _("課から課への依頼")
    acts = {
        "forward": _("担当の課に回した"),
        "move_on": _("引き継ぐ課に移した"),
    }  #: words for entries of the journal
