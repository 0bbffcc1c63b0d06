"""審査の一生."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.proposals.workflow import desk
from kyodo.cycle.proposals.workflow import section as section_of
from kyodo.kernel.workflow import Move, Owes, Workflow

from . import letters, terms
from .models import Screening
from .policies import is_proposer, may_decide, runs_screening
from .states import UNDER_WAY, State

S = State


def section(it: Screening) -> str:
    """The section in charge of the case."""
    return section_of(it.proposal)


result = Owes[Screening](_("審査結果を記録する"), desk, terms.RESULT_DAYS)
decision = Owes[Screening](_("審査結果を受けて決定する"), section, terms.DECISION_DAYS)
notice = Owes[Screening](_("決定を提案者に通知する"), desk, terms.NOTICE_DAYS)
budget = Owes[Screening](_("予算の成立を確かめる"), desk, terms.BUDGET_DAYS)

WORKFLOW: Workflow[Screening] = Workflow(
    model=Screening,
    initial=S.OPEN,
    states=State,
    begins=_("審査に付す"),
    tells=(letters.opened,),
    owes=(result,),
    moves=(
        Move("recommend", _("審査結果を記録する"), (S.OPEN,), S.RECOMMENDED, runs_screening, (letters.recommended,), (decision,)),
        Move("screen_again", _("審査をやり直す"), (S.RECOMMENDED,), S.OPEN, may_decide, owes=(result,), reason_needed=True),
        Move("decide", _("決定する"), (S.RECOMMENDED,), S.DECIDED, may_decide, (letters.decided,), (notice,), reason_needed=True),
        Move("notify", _("結果を通知する"), (S.DECIDED,), S.NOTIFIED, runs_screening, (letters.notified,)),
        Move("notify_waiting", _("予算の成立を待つ採択を通知する"), (S.DECIDED,), S.WAITING, runs_screening, (letters.notified,), (budget,)),
        Move("pass_budget", _("予算が成立した"), (S.WAITING,), S.NOTIFIED, runs_screening, (letters.budget_settled,)),
        Move("fail_budget", _("予算が成立しなかった"), (S.WAITING,), S.LAPSED, runs_screening, (letters.budget_settled,), reason_needed=True),
        Move("withdraw", _("審査中の提案を取り下げる"), UNDER_WAY, S.WITHDRAWN, is_proposer, (letters.withdrawn,), reason_needed=True),
    ),
)  # fmt: skip
