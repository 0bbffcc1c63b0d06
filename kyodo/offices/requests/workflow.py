"""課から課への依頼の一生: asked, asked back, taken on, answered or declined."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Move, Owes, Workflow

from . import letters, terms
from .models import SectionRequest
from .policies import asks, may_withdraw, receives
from .states import OPEN, WITH_RECEIVER, RequestState

S = RequestState


def receiver(request: SectionRequest) -> str:
    """The section that was asked."""
    return request.to_section.subject


def asker(request: SectionRequest) -> str:
    """The section that asks."""
    return request.from_section.subject


def due(request: SectionRequest) -> date:
    """The day by which the answer is owed."""
    return request.due_on


to_answer = Owes[SectionRequest](_("ほかの課からの依頼に返事をする"), receiver, due=due)
to_finish = Owes[SectionRequest](_("引き受けた依頼に答える"), receiver, due=due)
to_reply = Owes[SectionRequest](_("依頼についての聞き返しに答える"), asker, terms.REPLY_DAYS)

WORKFLOW: Workflow[SectionRequest] = Workflow(
    model=SectionRequest,
    initial=S.ASKED,
    states=RequestState,
    begins=_("ほかの課に依頼する"),
    tells=(letters.asked,),
    owes=(to_answer,),
    moves=(
        Move("answer", _("依頼に答える"), WITH_RECEIVER, S.ANSWERED, receives, (letters.answered,)),
        Move("accept", _("依頼を引き受ける"), (S.ASKED,), S.ACCEPTED, receives, (letters.accepted,), (to_finish,)),
        Move("ask_back", _("聞き返す"), (S.ASKED,), S.QUESTIONED, receives, (letters.questioned,), (to_reply,)),
        Move("check", _("引き受けたうえで聞き返す"), (S.ACCEPTED,), S.CLARIFYING, receives, (letters.questioned,), (to_reply,)),
        Move("decline", _("受けられないと答える"), WITH_RECEIVER, S.DECLINED, receives, (letters.declined,)),
        Move("reply", _("聞き返しに答える"), (S.QUESTIONED,), S.ASKED, asks, (letters.replied,), (to_answer,)),
        Move("clarify", _("聞き返しに答える"), (S.CLARIFYING,), S.ACCEPTED, asks, (letters.replied,), (to_finish,)),
        Move("withdraw", _("依頼を取り下げる"), OPEN, S.WITHDRAWN, may_withdraw, (letters.withdrawn,)),
    ),
)  # fmt: skip
#: Questions, and what answers them: the days in between are not the receiver's.
QUESTIONS, REPLIES = ("ask_back", "check"), ("reply", "clarify")
