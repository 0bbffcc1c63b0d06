"""States of a seed, the ways it arrives and the grounds on which it is closed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """種の状態."""

    RECEIVED = "received", _("お返事待ち")
    ANSWERED = "answered", _("お返事済み")
    TAKEN_UP = "taken_up", _("取り上げ済み")
    ROUTED = "routed", _("つないだ")
    CLOSED = "closed", _("見送り")
    MERGED = "merged", _("統合")


class Channel(TextChoices):
    """受付方法: paper, telephone and counter count as much as the screen."""

    WEB = "web", _("ウェブ")
    COUNTER = "counter", _("窓口")
    POST = "post", _("郵送")
    FAX = "fax", _("ファクス")
    MAIL = "mail", _("メール")
    PHONE = "phone", _("電話")
    MEETING = "meeting", _("会議・催し")


class CloseCode(TextChoices):
    """見送りの区分: always with a text of its own."""

    NOT_PUBLIC = "not_public", _("公益の目的が確認できない")
    ALREADY_DONE = "already_done", _("すでに行われている")
    NOT_NOW = "not_now", _("いまは条件がそろわない")
    OUTSIDE_LAW = "outside_law", _("法令上できない")
    NO_CONTACT = "no_contact", _("連絡がとれない")
    ASKED = "asked", _("出した方のお申し出")
