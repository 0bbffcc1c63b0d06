"""協働案件の一生: the stages of a case. The rooms above move it when their own step is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Side
from kyodo.kernel.policy import Block
from kyodo.kernel.workflow import Move, Owes, Workflow
from kyodo.offices.city.policies import is_desk, is_the_program

from . import terms
from .models import Collaboration
from .policies import is_citizens_side, is_city_side, is_party
from .states import BEFORE_START, PartyRole, Stage

S = Stage
runs_it = is_party | is_desk
city = is_city_side | is_desk


def start_gate(case: Collaboration, at: datetime) -> Sequence[Block]:
    """開始の関門: the rules of the agreement, asked of the room that the composition names in settings.START_GATE.

    The case lies below the agreement and cannot import it; but no move reaches 実施中 without this answer.
    """
    blocks: Sequence[Block] = import_string(settings.START_GATE)(case, at)
    return blocks


def section(case: Collaboration) -> str:
    """主担当の課."""
    lead = case.parties.filter(side=Side.CITY, role=PartyRole.LEAD, until=None).first()
    return lead.holder if lead else ""


agreement = Owes[Collaboration](_("協定づくりを始める"), section, terms.NEXT_STEP)

WORKFLOW: Workflow[Collaboration] = Workflow(
    model=Collaboration,
    initial=S.SEED,
    states=Stage,
    column="stage",
    begins=_("案件の誕生"),
    moves=(
        Move("open_table", _("話し合いを始める"), (S.SEED, S.PROPOSED, S.ADOPTED), S.TALKING, runs_it),
        Move("propose", _("提案する"), (S.SEED, S.TALKING), S.PROPOSED, runs_it),
        Move("screen", _("審査に付す"), (S.PROPOSED, S.TALKING), S.SCREENING, city),
        Move("adopt", _("採択する"), (S.SCREENING,), S.ADOPTED, city | is_the_program, owes=(agreement,)),
        Move(
            "draw_up",
            _("協定づくりを始める"),
            (S.TALKING, S.PROPOSED, S.ADOPTED),
            S.AGREEING,
            runs_it,
            owes=(agreement,),
        ),
        Move("start", _("事業を始める"), (S.AGREEING,), S.RUNNING, runs_it, guards=(start_gate,)),
        Move("evaluate", _("評価に入る"), (S.RUNNING,), S.EVALUATING, runs_it | is_the_program),
        Move("complete", _("公開して完了する"), (S.EVALUATING,), S.COMPLETED, runs_it),
        Move("route", _("つなぐ"), (S.SEED, S.TALKING, S.PROPOSED), S.ROUTED, city, reason_needed=True),
        Move(
            "decline", _("見送る"), (S.SEED, S.TALKING, S.PROPOSED, S.SCREENING), S.DECLINED, city, reason_needed=True
        ),
        Move("merge", _("ほかの案件にまとめる"), (S.SEED,), S.MERGED, city, reason_needed=True),
        Move("unmerge", _("統合を取り消す"), (S.MERGED,), S.SEED, city, reason_needed=True),
        Move("withdraw", _("取り下げる"), BEFORE_START, S.WITHDRAWN, is_citizens_side | city, reason_needed=True),
        Move("stop", _("中止する"), (S.RUNNING,), S.STOPPED, runs_it, reason_needed=True),
        Move(
            "reopen", _("もう一度取り上げる"), (S.ROUTED, S.DECLINED, S.WITHDRAWN), S.SEED, runs_it, reason_needed=True
        ),
    ),
)
