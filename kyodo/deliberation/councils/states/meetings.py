"""States of a meeting, of its minutes and corrections, of a chain's hop; the kinds that go with them."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Cadence(TextChoices):
    """開催の間隔."""

    MONTHLY = "monthly", _("毎月（第何・何曜日）")
    FORTNIGHTLY = "fortnightly", _("隔週")
    WEEKLY = "weekly", _("毎週")


class Nth(IntegerChoices):
    """第何週の."""

    FIRST = 1, _("第1")
    SECOND = 2, _("第2")
    THIRD = 3, _("第3")
    FOURTH = 4, _("第4")
    LAST = -1, _("最終")


class Weekday(IntegerChoices):
    """曜日."""

    MONDAY = 0, _("月曜日")
    TUESDAY = 1, _("火曜日")
    WEDNESDAY = 2, _("水曜日")
    THURSDAY = 3, _("木曜日")
    FRIDAY = 4, _("金曜日")
    SATURDAY = 5, _("土曜日")
    SUNDAY = 6, _("日曜日")


class MeetingState(TextChoices):
    """会議の状態: planned, announced to the public, in session, closed; or called off, or without a date for now."""

    PLANNED = "planned", _("予定")
    NOTICED = "noticed", _("開催を告知")
    OPENED = "opened", _("開会中")
    CLOSED = "closed", _("閉会")
    POSTPONED = "postponed", _("延期（日程調整中）")
    CANCELLED = "cancelled", _("中止")


#: Meetings that are still to come: what is unfinished waits on one of them.
COMING = (MeetingState.PLANNED, MeetingState.NOTICED, MeetingState.POSTPONED)


class Observing(TextChoices):
    """傍聴の受付方法."""

    FIRST_COME = "first", _("先着順")
    LOTTERY = "lottery", _("抽選")
    NONE = "none", _("傍聴の受付なし")


class ItemKind(TextChoices):
    """議題の種類."""

    REPORT = "report", _("報告")
    DISCUSSION = "discussion", _("審議")
    RESOLUTION = "resolution", _("議決")


class ItemState(TextChoices):
    """議題の状態: an open item comes back at every meeting until it is done or taken off with a reason."""

    OPEN = "open", _("継続")
    DONE = "done", _("済み")
    DROPPED = "dropped", _("取り下げ")


class Presence(TextChoices):
    """出欠."""

    PRESENT = "present", _("出席")
    ONLINE = "online", _("オンラインで出席")
    ABSENT = "absent", _("欠席")


class MinutesState(TextChoices):
    """会議録の状態: written, read by the members until a day, fixed, published."""

    DRAFT = "draft", _("作成中")
    ROUND = "round", _("委員が確認中")
    FIXED = "fixed", _("確定")
    PUBLISHED = "published", _("公表")


class Edition(TextChoices):
    """公表する版."""

    BOTH = "both", _("要点と全文")
    SUMMARY = "summary", _("要点")
    VERBATIM = "verbatim", _("全文")


class CorrectionState(TextChoices):
    """修正の申し出の状態."""

    PROPOSED = "proposed", _("申し出")
    TAKEN = "taken", _("反映した")
    DECLINED = "declined", _("反映しない")


class Grade(TextChoices):
    """合意の度合い."""

    UNANIMOUS = "unanimous", _("全員が賛成")
    CONSENT = "consent", _("異議なし")
    LIVE_WITH = "live_with", _("受け入れられる（一部に懸念あり）")
    MAJORITY = "majority", _("多数決")
    SIDE_BY_SIDE = "side_by_side", _("両論併記")


class ChainKind(TextChoices):
    """やりとりの種類."""

    INQUIRY = "inquiry", _("諮問と答申")
    PROPOSAL = "proposal", _("提言書")


class HopKind(TextChoices):
    """やりとりの段階: what is handed on."""

    PROPOSAL = "proposal", _("提言")
    INQUIRY = "inquiry", _("諮問")
    REFERRAL = "referral", _("付議・検討の依頼")
    REPORT = "report", _("報告")
    DRAFT = "draft", _("素案の提出")
    ADVICE = "advice", _("答申")
    ANSWER = "answer", _("市の回答")


class HopState(TextChoices):
    """段階の状態: nothing is answered before its receipt was given."""

    SENT = "sent", _("提出済み・受領待ち")
    RECEIVED = "received", _("受領・返答待ち")
    REPLIED = "replied", _("返答済み")
