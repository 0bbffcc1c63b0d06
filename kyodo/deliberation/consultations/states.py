"""States, channels and verdicts of a consultation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """案件の状態: what people decided. Whether it is open now is read from its dates."""

    DRAFT = "draft", _("準備中")
    ANNOUNCED = "announced", _("予告")
    PUBLISHED = "published", _("案を公表")
    REVIEW = "review", _("審査中")
    ADOPTED = "adopted", _("決裁済み")
    RESULT = "result", _("結果公表")
    ENACTED = "enacted", _("策定・施行")
    DROPPED = "dropped", _("策定見送り")
    CANCELLED = "cancelled", _("取りやめ")


class Phase(TextChoices):
    """いまの段階: the state and today's date together, as people read it."""

    PREPARED = "prepared", _("準備中")
    ANNOUNCED = "announced", _("予告")
    UPCOMING = "upcoming", _("まもなく募集")
    OPEN = "open", _("募集中")
    SORTING = "sorting", _("締切・整理中")
    REVIEW = "review", _("審査中")
    ADOPTED = "adopted", _("結果公表の準備中")
    RESULT = "result", _("結果公表")
    ENACTED = "enacted", _("策定・施行")
    DROPPED = "dropped", _("策定見送り")
    CANCELLED = "cancelled", _("取りやめ")


class Kind(TextChoices):
    """種別: what is being decided."""

    PLAN = "plan", _("計画・指針")
    ORDINANCE = "ordinance", _("条例")
    RULE = "rule", _("規則・基準")
    FACILITY = "facility", _("施設")
    OTHER = "other", _("その他")


class Standing(TextChoices):
    """提出できる人の区分."""

    RESIDENT = "resident", _("市内に住む人")
    WORKER = "worker", _("市内で働く人")
    STUDENT = "student", _("市内の学校に通う人")
    OFFICE = "office", _("市内に事務所などを持つ人・団体")
    TAXPAYER = "taxpayer", _("市に税を納める人・団体")
    INTERESTED = "interested", _("利害関係のある人・団体")
    UNKNOWN = "unknown", _("わからない・記入なし")


class Channel(TextChoices):
    """提出方法: every channel counts the same."""

    WEB = "web", _("ウェブ")
    MAIL = "mail", _("メール")
    FAX = "fax", _("ファクス")
    POST = "post", _("郵送")
    COUNTER = "counter", _("窓口")
    MEETING = "meeting", _("会場のカード")


class Age(TextChoices):
    """年代（任意）."""

    UNDER_20 = "u20", _("10代以下")
    TWENTIES = "20s", _("20代")
    THIRTIES = "30s", _("30代")
    FORTIES = "40s", _("40代")
    FIFTIES = "50s", _("50代")
    SIXTIES = "60s", _("60代")
    OVER_70 = "o70", _("70代以上")


class Fitness(TextChoices):
    """要件: whether a submission meets what was asked for. None is ever dropped for it."""

    MET = "met", _("充足")
    UNCLEAR = "unclear", _("要確認")
    LACKING = "lacking", _("不足")


class PairState(TextChoices):
    """似た提出の候補."""

    PROPOSED = "proposed", _("候補")
    CONFIRMED = "confirmed", _("同じと確かめた")
    REJECTED = "rejected", _("別のもの")


class AnswerState(TextChoices):
    """市の考え方の状態."""

    DRAFT = "draft", _("回答案")
    SUBMITTED = "submitted", _("審査中")
    AGREED = "agreed", _("審査済み")
    WITHDRAWN = "withdrawn", _("取り消し")


class Verdict(TextChoices):
    """審査."""

    AGREE = "agree", _("これでよい")
    CHANGE = "change", _("直してほしい")


class CodingState(TextChoices):
    """二人目の分類の状態."""

    NAMED = "named", _("依頼済み")
    DRAWN = "drawn", _("分類中")
    FILED = "filed", _("分類済み")
    WITHDRAWN = "withdrawn", _("取りやめ")


#: States in which whoever codes must not meet the first coding anywhere.
BLIND = (CodingState.NAMED, CodingState.DRAWN)


class Satisfied(TextChoices):
    """お答えになっていましたか."""

    YES = "yes", _("なっていた")
    PARTLY = "partly", _("少しはなっていた")
    NO = "no", _("なっていなかった")


class IntakeState(TextChoices):
    """一括取り込みの状態."""

    PREVIEW = "preview", _("確認中")
    RUNNING = "running", _("取り込み中")
    DONE = "done", _("取り込み済み")
    DISCARDED = "discarded", _("やめた")
    UNDOING = "undoing", _("取り消し中")
    UNDONE = "undone", _("取り消した")
