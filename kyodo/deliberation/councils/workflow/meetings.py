"""会議、議題、会議録、修正の申し出、やりとりの段階の一生."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.letters import meetings as letters
from kyodo.deliberation.councils.models.agenda import Item
from kyodo.deliberation.councils.models.chain import Hop
from kyodo.deliberation.councils.models.meeting import Meeting
from kyodo.deliberation.councils.models.minutes import Correction, Minutes
from kyodo.deliberation.councils.policies import meetings as may
from kyodo.deliberation.councils.states.meetings import (
    CorrectionState,
    HopState,
    ItemState,
    MeetingState,
    MinutesState,
)
from kyodo.deliberation.councils.terms.meetings import NOTICE_DAYS, RECEIPT_DAYS
from kyodo.kernel.workflow import Move, Owes, Workflow
from kyodo.offices.city.queries import number

M, A, P, C, H = MeetingState, ItemState, MinutesState, CorrectionState, HopState


def secretariat(thing: Meeting | Minutes) -> str:
    """The secretariat owes the next step."""
    return thing.body.served_by


def notice_due(meeting: Meeting) -> date:
    """The last day on which the notice is in time."""
    return meeting.notice_due(number(NOTICE_DAYS))


def taker(hop: Hop) -> str:
    """Whoever takes the hop; the section in charge where only a name is known."""
    return hop.taker_ref or hop.chain.section.subject


to_notice = Owes[Meeting](_("会議の開催を告知する"), secretariat, due=notice_due)
to_replan = Owes[Meeting](_("延期した会議の日程を決める"), secretariat, 20)
to_publish = Owes[Minutes](_("会議録を公表する"), secretariat, due=lambda it: it.due_on)
to_receive = Owes[Hop](_("受領を知らせる"), taker, RECEIPT_DAYS)
to_reply = Owes[Hop](_("返答する"), taker, due=lambda it: it.reply_due)

MEETINGS: Workflow[Meeting] = Workflow(
    model=Meeting,
    initial=M.PLANNED,
    states=M,
    begins=_("会議を予定する"),
    owes=(to_notice,),
    moves=(
        Move(
            "notice", _("開催を告知する"), (M.PLANNED,), M.NOTICED, may.runs, (letters.noticed,),
            guards=(may.has_agenda, may.notice_is_in_time),
        ),
        Move(
            "reschedule", _("日程を変える"), (M.PLANNED, M.NOTICED, M.POSTPONED), M.PLANNED, may.runs, (letters.moved,),
            (to_notice,), reason_needed=True,
        ),
        Move(
            "postpone", _("延期する"), (M.PLANNED, M.NOTICED), M.POSTPONED, may.runs, (letters.postponed,), (to_replan,),
            reason_needed=True,
        ),
        Move(
            "cancel", _("中止する"), (M.PLANNED, M.NOTICED, M.POSTPONED), M.CANCELLED, may.runs, (letters.cancelled,),
            reason_needed=True,
        ),
        Move("open", _("開会する"), (M.NOTICED,), M.OPENED, may.runs, guards=(may.day_has_come,)),
        Move("close", _("閉会する"), (M.OPENED,), M.CLOSED, may.runs, guards=(may.attendance_is_known,)),
    ),
)  # fmt: skip

ITEMS: Workflow[Item] = Workflow(
    model=Item,
    initial=A.OPEN,
    states=A,
    begins=_("議題を出す"),
    moves=(
        Move("settle", _("議題を終える"), (A.OPEN,), A.DONE, may.runs),
        Move("drop", _("議題を取り下げる"), (A.OPEN,), A.DROPPED, may.runs),
        Move("reopen", _("議題をもう一度取り上げる"), (A.DONE, A.DROPPED), A.OPEN, may.runs),
    ),
)

MINUTES: Workflow[Minutes] = Workflow(
    model=Minutes,
    initial=P.DRAFT,
    states=P,
    begins=_("会議録を書き始める"),
    owes=(to_publish,),
    moves=(
        Move(
            "send_round", _("委員に確認をお願いする"), (P.DRAFT,), P.ROUND, may.runs, (letters.to_read,), (to_publish,),
            (may.meeting_is_closed, may.has_words),
        ),
        Move(
            "fix", _("会議録を確定する"), (P.ROUND,), P.FIXED, may.runs, owes=(to_publish,),
            guards=(may.round_is_over, may.corrections_are_answered),
        ),
        Move(
            "reopen", _("会議録を書き直す"), (P.ROUND, P.FIXED), P.DRAFT, may.runs, owes=(to_publish,), reason_needed=True,
            guards=(may.corrections_are_answered,),
        ),
        Move("publish", _("会議録を公表する"), (P.FIXED,), P.PUBLISHED, may.runs, (letters.published,), guards=(may.has_words,)),
        Move(
            "withdraw", _("公表を取り下げる"), (P.PUBLISHED,), P.FIXED, may.is_secretariat, owes=(to_publish,),
            reason_needed=True,
        ),
    ),
)  # fmt: skip

CORRECTIONS: Workflow[Correction] = Workflow(
    model=Correction,
    initial=C.PROPOSED,
    states=C,
    begins=_("修正を申し出る"),
    moves=(
        Move("take", _("反映する"), (C.PROPOSED,), C.TAKEN, may.runs, (letters.answered,)),
        Move("decline", _("反映しない"), (C.PROPOSED,), C.DECLINED, may.runs, (letters.answered,)),
    ),
)

HOPS: Workflow[Hop] = Workflow(
    model=Hop,
    initial=H.SENT,
    states=H,
    begins=_("手渡す"),
    tells=(letters.handed,),
    owes=(to_receive,),
    moves=(
        Move("receive", _("受領する"), (H.SENT,), H.RECEIVED, may.takes, owes=(to_reply,)),
        Move("reply", _("返答する"), (H.RECEIVED,), H.REPLIED, may.takes),
    ),
)
