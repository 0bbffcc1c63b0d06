"""States of a table and of a sitting, the order of an agenda, the eight outcomes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TableState(TextChoices):
    """テーブルの状態."""

    OPEN = "open", _("話し合い中")
    CONCLUDED = "concluded", _("まとまった")


class SittingState(TextChoices):
    """回の状態: a held sitting is written up by both sides and stands once both confirmed the record."""

    PLANNED = "planned", _("予定")
    HELD = "held", _("記録中")
    FIXED = "fixed", _("記録確定")
    CANCELLED = "cancelled", _("中止")


class Kind(TextChoices):
    """テーブルの種別: why it is called."""

    PROPOSAL = "proposal", _("提案の協議")
    THEME = "theme", _("市のテーマの協議")
    MIDTERM = "midterm", _("中間のふりかえり")
    GAP = "gap", _("評価の違いの話し合い")
    REQUEST = "request", _("団体の求めによる協議")


class Item(TextChoices):
    """議題: in the order of 越前市's sheet; each sitting walks through all of them."""

    INTRODUCTIONS = "introductions", _("自己紹介")
    PROJECT = "project", _("事業の説明")
    PLAN = "plan", _("企画の説明")
    DISCUSSION = "discussion", _("話し合い")
    ADVICE = "advice", _("助言")


class Outcome(TextChoices):
    """テーブルの結果: results without money are results."""

    JOINT = "joint", _("協働事業にする")
    REVISE = "revise", _("提案を直して審査へ進む")
    OTHER_FORM = "other_form", _("別の形態で行う（後援・共催・事業協力など）")
    CITY_ALONE = "city_alone", _("市の事業に取り入れる")
    CITIZENS_ALONE = "citizens_alone", _("団体の単独の実施を支える")
    PASS_ON = "pass_on", _("ほかの課・団体につなぐ")
    LATER = "later", _("時期をみてもう一度話し合う")
    DECLINED = "declined", _("見送る")


#: Which move of the case follows from an outcome; none where the case stays in talks.
CASE_MOVES = {
    Outcome.JOINT: "draw_up",
    Outcome.OTHER_FORM: "draw_up",
    Outcome.REVISE: "propose",
    Outcome.CITY_ALONE: "route",
    Outcome.CITIZENS_ALONE: "route",
    Outcome.PASS_ON: "route",
    Outcome.DECLINED: "decline",
}


class Mark(TextChoices):
    """約束の印."""

    KEPT = "kept", _("○ できている")
    PARTLY = "partly", _("△ もう少し")
    NOT = "not", _("× できていない")
