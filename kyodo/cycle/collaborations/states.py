"""Stages of a case and the words a case is sorted by."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.calling import called


class Stage(TextChoices):
    """段階: where a case stands. Whether a running case is past its end is computed, never stored."""

    SEED = "seed", _("種")
    TALKING = "talking", _("話し合い")
    PROPOSED = "proposed", _("提案")
    SCREENING = "screening", _("審査")
    ADOPTED = "adopted", _("採択")
    AGREEING = "agreeing", _("協定づくり")
    RUNNING = "running", _("実施中")
    EVALUATING = "evaluating", _("評価")
    COMPLETED = "completed", _("公開・完了")
    ROUTED = "routed", _("つないだ")
    DECLINED = "declined", _("見送り")
    MERGED = "merged", _("統合")
    WITHDRAWN = "withdrawn", _("取下げ")
    STOPPED = "stopped", _("中止")


#: The straight way of a case, in the order of its life line.
LIFE_LINE = (
    Stage.SEED, Stage.TALKING, Stage.PROPOSED, Stage.SCREENING, Stage.ADOPTED,
    Stage.AGREEING, Stage.RUNNING, Stage.EVALUATING, Stage.COMPLETED,
)  # fmt: skip
#: Stages in which a case rests for good, or until somebody reopens it.
ENDED = (Stage.COMPLETED, Stage.ROUTED, Stage.DECLINED, Stage.MERGED, Stage.WITHDRAWN, Stage.STOPPED)
#: Stages in which somebody still has something to do.
ALIVE = tuple(stage for stage in Stage if stage not in ENDED)
#: Before the work has begun.
BEFORE_START = (Stage.SEED, Stage.TALKING, Stage.PROPOSED, Stage.SCREENING, Stage.ADOPTED, Stage.AGREEING)


class Direction(TextChoices):
    """向き: process A, citizens to the city; process B, the city to citizens."""

    A = "A", _("市民から市へ（プロセスA）")
    B = "B", _("市から市民へ（プロセスB）")


class StartType(TextChoices):
    """類型: how a collaboration starts."""

    A = "A", called("type", "A", _("A スタート時協力型"))
    B = "B", called("type", "B", _("B 相互単独型"))
    C = "C", called("type", "C", _("C 行政主導市民参加型"))
    D = "D", called("type", "D", _("D 市民主導行政協力型"))


class Form(TextChoices):
    """形態: the nine ways to carry a collaboration out."""

    CO_HOSTING = "1", called("form", "1", _("共催"))
    ENDORSEMENT = "2", called("form", "2", _("後援"))
    COOPERATION = "3", called("form", "3", _("事業協力"))
    ADOPTION = "4", called("form", "4", _("アダプト制度"))
    PLANNING = "5", called("form", "5", _("企画立案への参加"))
    COMMITTEE = "6", called("form", "6", _("実行委員会"))
    COMMISSION = "7", called("form", "7", _("委託"))
    SUBSIDY = "8", called("form", "8", _("補助"))
    MANAGEMENT = "9", called("form", "9", _("指定管理者制度"))


class Zone(TextChoices):
    """領域: A citizens alone to E the city alone; B, C and D are collaboration."""

    A = "A", called("zone", "A", _("A 市民の領域"))
    B = "B", called("zone", "B", _("B 市民主体・行政協力"))
    C = "C", called("zone", "C", _("C 対等な協働"))
    D = "D", called("zone", "D", _("D 行政主体・市民協力"))
    E = "E", called("zone", "E", _("E 行政の領域"))


#: Only these zones are collaboration; a case in A or E is routed to whoever can help, not refused.
COLLABORATION_ZONES = (Zone.B, Zone.C, Zone.D)


class PartyRole(TextChoices):
    """当事者の立場: who leads and who joins on a side."""

    LEAD = "lead", _("主担当")
    PARTNER = "partner", _("共同")
