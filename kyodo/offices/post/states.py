"""States of a letter and ways of being told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Delivery(TextChoices):
    """送達: where a letter is on its way."""

    SCREEN = "screen", _("画面のみ")
    QUEUED = "queued", _("送信待ち")
    DIGEST = "digest", _("まとめ待ち")
    SENT = "sent", _("送信済み")
    DEAD = "dead", _("送れませんでした")


class Mode(TextChoices):
    """届け方: at once, in one letter a day, or duties only."""

    AT_ONCE = "at_once", _("そのつど")
    DAILY = "daily", _("1日1通にまとめる")
    DUTIES = "duties", _("職務の連絡だけ")
