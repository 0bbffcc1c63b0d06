"""States of a yearly review and of an import, who carries a service now, what room there is, what comes next."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewState(TextChoices):
    """点検の状態."""

    CHECKING = "checking", _("自己点検中")
    CHECKED = "checked", _("自己点検済み")
    HEARD = "heard", _("ヒアリング済み")
    DECIDED = "decided", _("判定済み")


class Bearer(TextChoices):
    """現在の担い手."""

    DIRECT = "direct", _("直営")
    COMMISSION = "commission", _("委託")
    JOINT = "joint", _("協働")
    SUBSIDY = "subsidy", _("補助")
    MANAGER = "manager", _("指定管理")
    PRIVATE = "private", _("民間")


class Room(TextChoices):
    """協働の余地."""

    YES = "yes", _("あり")
    CONSIDER = "consider", _("検討")
    NO = "no", _("なし")


class NextStep(TextChoices):
    """次の手."""

    THEME = "theme", _("テーマにする")
    TRIAL = "trial", _("試してみる")
    KEEP = "keep", _("いまのまま")


class BatchState(TextChoices):
    """取り込みの状態."""

    PREVIEW = "preview", _("確認中")
    RUNNING = "running", _("取り込み中")
    DONE = "done", _("取り込み済み")
    DISCARDED = "discarded", _("取りやめ")
    UNDOING = "undoing", _("取り消し中")
    UNDONE = "undone", _("取り消し済み")
