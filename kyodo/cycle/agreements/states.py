"""States of an agreement and of a change to it, and the words its text is made of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """協定の段階: from two separate statements to one text confirmed by both."""

    STATING = "stating", _("それぞれ記入")
    RECONCILING = "reconciling", _("違いの話し合い")
    DRAFTING = "drafting", _("協定案づくり")
    CONFIRMING = "confirming", _("双方の確認")
    CONCLUDED = "concluded", _("締結済み")
    ENDED = "ended", _("終了")


#: The straight way of an agreement, in the order of its life line.
LIFE_LINE = (State.STATING, State.RECONCILING, State.DRAFTING, State.CONFIRMING, State.CONCLUDED)
#: Once both statements are filed, each side reads the other's.
REVEALED = (State.RECONCILING, State.DRAFTING, State.CONFIRMING, State.CONCLUDED, State.ENDED)


class ChangeState(TextChoices):
    """変更案の状態: proposed by one side, answered by the other."""

    OPEN = "open", _("返事待ち")
    ACCEPTED = "accepted", _("受け入れ")
    RETURNED = "returned", _("差し戻し")
    WITHDRAWN = "withdrawn", _("取下げ済み")


class Matter(TextChoices):
    """変更の種別: what a change of a concluded agreement is about. Stopping the work is a move of the work itself."""

    CONTENT = "content", _("内容")
    PERIOD = "period", _("期間")
    AMOUNT = "amount", _("金額の増減")
    PEOPLE = "people", _("担当者・連絡先")


class Section(TextChoices):
    """本文の部分: what one change may touch. The names are the fields of the text."""

    PURPOSE = "purpose", _("目的")
    GOALS = "goals", _("目標")
    ROLES = "roles", _("役割分担")
    CONDITIONS = "conditions", _("引き継ぐ改善")
    CLAUSES = "clauses", _("条項")
    TERMS = "terms", _("期間と費用")
    DISCLOSURE = "disclosure", _("公開のしかた")


class Ending(TextChoices):
    """違いの終わり方: both now say the same, or the difference is kept with its reason."""

    SAME = "same", _("同じ言葉にした")
    KEPT = "kept", _("違うまま残した")


class Phase(TextChoices):
    """役割の段階: when in the work a role is carried out."""

    PLANNING = "planning", _("企画")
    PREPARING = "preparing", _("準備")
    DOING = "doing", _("実施")
    TELLING = "telling", _("広報")
    ACCOUNTS = "accounts", _("会計")
    SAFETY = "safety", _("安全")
    EVALUATING = "evaluating", _("評価")


class Because(TextChoices):
    """担う理由: why this side carries this role."""

    CITIZENS = "citizens", _("市民だから")
    CITY = "city", _("行政だから")
    TOGETHER = "together", _("補い合い")


class Way(TextChoices):
    """引き継ぎ方: what an agreement makes of an improvement that an earlier evaluation left."""

    GOAL = "goal", _("目標にする")
    ROLE = "role", _("役割にする")
    CLAUSE = "clause", _("条項にする")
    CONDITION = "condition", _("この協定の条件にする")
    NONE = "none", _("今回は引き継がない")


class Bearer(TextChoices):
    """費用の負担者: who pays for a role."""

    NOBODY = "none", _("費用なし")
    CITIZENS = "citizens", _("市民")
    CITY = "city", _("行政")
    BOTH = "both", _("双方")


class Kind(TextChoices):
    """協定の類型: what kind of contract the agreement is; it decides which clauses are required."""

    COMMISSION = "commission", _("委託")
    SHARE = "share", _("負担金")
    SUBSIDY = "subsidy", _("補助")
    CO_HOSTING = "co_hosting", _("共催")
    MEMORANDUM = "memorandum", _("覚書")


class Payment(TextChoices):
    """支払方法: how the city's share is paid."""

    NONE = "none", _("支払いなし")
    ADVANCE = "advance", _("前金払")
    ESTIMATE = "estimate", _("概算払")
    SETTLED = "settled", _("精算払")


class Renewal(TextChoices):
    """更新の扱い: what happens at the end date. Nothing is renewed by silence."""

    ENDS = "ends", _("終了日で終わる")
    TALK = "talk", _("評価のあとに双方で決める")
    ONCE = "once", _("評価のあと1回だけ更新できる")


class Rule(TextChoices):
    """開始の決まり: what must hold before the work begins. The principle of the case lends its name where it has one."""

    AGREEMENT = "agreement", _("協定を結ぶ")
    STATEMENTS = "statements", _("それぞれの言葉を出し合う")
    DIFFERENCES = "differences", _("違いを話し合って終える")
    PURPOSE = "purpose", _("目的と目標を共有する")
    CONSISTENCY = "consistency", _("目的から評価までつながっている")
    ROLES = "roles", _("役割を分かち合う")
    CLAUSES = "clauses", _("必要な条項がそろっている")
    IMPROVEMENTS = "improvements", _("前の評価で決めた改善に答える")
    DISCLOSURE = "disclosure", _("公開のしかたを決める")
    TERM = "term", _("終わりの日を決める")
    FORMALITIES = "formalities", _("着手までに要るものがそろっている")
    CONFIRMED = "confirmed", _("双方が同じ内容を確認する")
    PERIOD = "period", _("期間のうちに始める")


#: Rules about how complete the text is. A named officer may waive them with a published reason; the others nobody may.
WAIVABLE = (Rule.CONSISTENCY, Rule.ROLES, Rule.CLAUSES, Rule.DISCLOSURE, Rule.FORMALITIES)
