"""The words of texts: what they are, how far they are, what became of each provision."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """文書の種類."""

    GUIDELINE = "guideline", _("指針")
    ORDINANCE = "ordinance", _("条例")
    RULE = "rule", _("規則・要綱")
    PLAN = "plan", _("計画")
    OTHER = "other", _("その他の文書")


class Stage(TextChoices):
    """段階: how far a version is on its way."""

    OUTLINE = "outline", _("素案")
    DRAFT = "draft", _("案")
    DECIDED = "decided", _("決定")
    REVISED = "revised", _("改訂")


#: Which stages may follow the stage of the version published before; the first version may be of any but 改訂.
FOLLOWS: dict[str, tuple[Stage, ...]] = {
    "": (Stage.OUTLINE, Stage.DRAFT, Stage.DECIDED),
    Stage.OUTLINE: (Stage.OUTLINE, Stage.DRAFT, Stage.DECIDED),
    Stage.DRAFT: (Stage.DRAFT, Stage.DECIDED),
    Stage.DECIDED: (Stage.OUTLINE, Stage.DRAFT, Stage.REVISED),
    Stage.REVISED: (Stage.OUTLINE, Stage.DRAFT, Stage.REVISED),
}
#: A text that was decided once is decided anew as a revision.
FOLLOWS_ONCE_DECIDED: dict[str, tuple[Stage, ...]] = {
    Stage.OUTLINE: (Stage.OUTLINE, Stage.DRAFT, Stage.REVISED),
    Stage.DRAFT: (Stage.DRAFT, Stage.REVISED),
}
IN_FORCE = (Stage.DECIDED, Stage.REVISED)


class VersionState(TextChoices):
    """版の状態."""

    WRITING = "writing", _("作成中")
    FIXED = "fixed", _("確定（公開前）")
    PUBLISHED = "published", _("公開")
    WITHDRAWN = "withdrawn", _("取り下げ")
    DROPPED = "dropped", _("取りやめ")


class Level(IntegerChoices):
    """条項の段: the kinds of provisions, from the widest to the narrowest."""

    CHAPTER = 1, _("章")
    SECTION = 2, _("節")
    ARTICLE = 3, _("条")
    PARAGRAPH = 4, _("項")
    ITEM = 5, _("号")
    SUBITEM = 6, _("号の細分")


class ImportState(TextChoices):
    """取り込みの状態."""

    PREVIEW = "preview", _("確認中")
    DONE = "done", _("取り込み済み")
    DISCARDED = "discarded", _("取りやめ")
    UNDONE = "undone", _("取り消し済み")


class Tracked(TextChoices):
    """変更履歴の読み方: how tracked changes of a Word file are read."""

    MADE = "made", _("変更を反映した文章を読む")
    NOT_MADE = "not_made", _("変更する前の文章を読む")


class Change(TextChoices):
    """改正の種類: what became of a provision between two versions."""

    SAME = "same", _("変更なし")
    RENUMBERED = "renumbered", _("番号だけの変更")
    CHANGED = "changed", _("変更")
    MOVED = "moved", _("移動")
    NEW = "new", _("新設")
    DELETED = "deleted", _("削除")


#: A number that shifts because another provision came or went has that one's cause.
NEEDS_CAUSE = (Change.CHANGED, Change.MOVED, Change.NEW, Change.DELETED)


class CauseKind(TextChoices):
    """変更の理由の種類."""

    ANSWER = "answer", _("意見への回答")
    DECISION = "decision", _("会議の決定")
    RECOMMENDATION = "recommendation", _("提言・答申")
    LAW = "law", _("法令の改正")
    CHECK = "check", _("逐条点検の結果")
    EDITORIAL = "editorial", _("字句の整理")


class RemarkState(TextChoices):
    """逐条コメントの状態."""

    RECEIVED = "received", _("確認待ち")
    SHOWN = "shown", _("公開")
    HIDDEN = "hidden", _("非公開")


class Anchored(TextChoices):
    """コメントの位置: how a remark came to its place in a version."""

    WRITTEN = "written", _("書かれた場所")
    SAME = "same", _("同じ条項・同じ言葉")
    REWORDED = "reworded", _("同じ条項・言葉が変わった")
    MOVED = "moved", _("移った先の条項")
    BY_HAND = "by_hand", _("人が決めた")
    NOT_APPLICABLE = "gone", _("条項がなくなったと人が確かめた")
    LOST = "lost", _("場所が決まっていない")


class Standing(TextChoices):
    """取組の状況, of one provision in one year."""

    DONE = "done", _("実施している")
    PARTLY = "partly", _("一部実施している")
    PLANNED = "planned", _("実施の予定がある")
    NOT = "not", _("実施していない")
    UNKNOWN = "unknown", _("未点検")


class CouncilView(TextChoices):
    """会議体の見方."""

    SOUND = "sound", _("適切")
    PARTLY = "partly", _("一部課題")
    PROBLEM = "problem", _("課題")


class Amendment(TextChoices):
    """改正の要否."""

    NEEDED = "needed", _("要")
    NOT_NEEDED = "not_needed", _("不要")
    BY_COMMENTARY = "commentary", _("解説で対応")
    BY_PRACTICE = "practice", _("運用で対応")
