"""委員の公募と応募の一生."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.letters import bodies as letters
from kyodo.deliberation.councils.models.opening import Application, Opening
from kyodo.deliberation.councils.policies import bodies as may
from kyodo.deliberation.councils.states.bodies import ApplicationState, OpeningState
from kyodo.kernel.workflow import Move, Owes, Workflow

OPEN, SENT = OpeningState, ApplicationState


def section(opening: Opening) -> str:
    """The section of the body owes the decision."""
    return opening.body.section.subject


def decision_due(opening: Opening) -> date:
    """Before the term begins, and soon after the last day to apply."""
    return max(opening.closes_on + timedelta(days=1), min(opening.starts_on, opening.closes_on + timedelta(days=30)))


to_decide = Owes[Opening](_("委員の公募の結果を決める"), section, due=decision_due)

OPENINGS: Workflow[Opening] = Workflow(
    model=Opening,
    initial=OPEN.DRAFT,
    states=OPEN,
    begins=_("公募を準備する"),
    moves=(
        Move(
            "announce", _("公募を公表する"), (OPEN.DRAFT,), OPEN.ANNOUNCED, may.keeps, owes=(to_decide,),
            guards=(may.period_is_long_enough,),
        ),
        Move(
            "decide", _("結果を公表する"), (OPEN.ANNOUNCED,), OPEN.DECIDED, may.keeps,
            guards=(may.applications_are_over, may.everyone_has_a_result),
        ),
        Move("call_off", _("公募を取りやめる"), (OPEN.DRAFT, OPEN.ANNOUNCED), OPEN.CALLED_OFF, may.keeps, reason_needed=True),
    ),
)  # fmt: skip

APPLICATIONS: Workflow[Application] = Workflow(
    model=Application,
    initial=SENT.SENT,
    states=SENT,
    begins=_("応募する"),
    tells=(letters.received, letters.arrived),
    moves=(
        Move("withdraw", _("応募を取り下げる"), (SENT.SENT,), SENT.WITHDRAWN, may.is_applicant & may.still_open),
        Move(
            "choose", _("委員に選ぶ"), (SENT.SENT, SENT.RESERVE, SENT.PASSED), SENT.CHOSEN, may.keeps_its_opening,
            guards=(may.result_is_not_out,), reason_needed=True,
        ),
        Move(
            "reserve", _("補欠にする"), (SENT.SENT, SENT.CHOSEN, SENT.RESERVE, SENT.PASSED), SENT.RESERVE, may.keeps_its_opening,
            guards=(may.result_is_not_out,), reason_needed=True,
        ),
        Move(
            "pass_over", _("今回は選ばない"), (SENT.SENT, SENT.CHOSEN, SENT.RESERVE), SENT.PASSED, may.keeps_its_opening,
            guards=(may.result_is_not_out,), reason_needed=True,
        ),
        Move(
            "call_up", _("補欠から繰り上げる"), (SENT.RESERVE,), SENT.CHOSEN, may.keeps_its_opening, tells=(letters.result,),
            guards=(may.result_is_out, may.is_next_in_reserve), reason_needed=True,
        ),
        Move(
            "step_back", _("辞退を記録する"), (SENT.CHOSEN, SENT.RESERVE), SENT.WITHDRAWN, may.keeps_its_opening,
            guards=(may.result_is_out,), reason_needed=True,
        ),
    ),
)  # fmt: skip
