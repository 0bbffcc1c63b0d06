"""意見公募の一生, and the shorter one of each answer."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Move, Owes, Workflow
from kyodo.offices.city.queries import business_days_after, number
from kyodo.offices.desk.policies import is_the_worker, nothing_runs

from . import letters
from . import policies as may
from .models import Answer, Coding, Consultation, Intake
from .states import AnswerState, CodingState, IntakeState, State
from .terms import ANSWER_DAYS

S, A, N, C = State, AnswerState, IntakeState, CodingState


def section(it: Consultation) -> str:
    """The section that asks owes every next step."""
    return it.section.subject


def sorting_due(it: Consultation) -> date | None:
    """By when the opinions are to be sorted and answered: counted from the last day of the period."""
    return business_days_after(it.closes_on, number(ANSWER_DAYS)) if it.closes_on else None


to_publish = Owes[Consultation](_("意見公募の案を公表する"), section, due=lambda it: it.opens_on)
to_sort = Owes[Consultation](_("寄せられた意見を読み、市の考え方をまとめる"), section, due=sorting_due)
to_adopt = Owes[Consultation](_("意見公募の結果を決裁する"), section, 5)
to_release = Owes[Consultation](_("意見公募の結果を公表する"), section, due=lambda it: it.result_on)

WORKFLOW: Workflow[Consultation] = Workflow(
    model=Consultation,
    initial=S.DRAFT,
    states=S,
    begins=_("案件をつくる"),
    moves=(
        Move("announce", _("予告する"), (S.DRAFT,), S.ANNOUNCED, may.keeps, owes=(to_publish,)),
        Move(
            "publish", _("案を公表する"), (S.DRAFT, S.ANNOUNCED), S.PUBLISHED, may.keeps, owes=(to_sort,),
            guards=(may.is_complete, may.keeps_thirty_days),
        ),
        Move("cancel", _("取りやめる"), (S.DRAFT, S.ANNOUNCED), S.CANCELLED, may.keeps, reason_needed=True),
        Move(
            "finish", _("決裁に回す"), (S.PUBLISHED,), S.REVIEW, may.keeps, owes=(to_adopt,),
            guards=(may.is_closed, *may.GATE),
        ),
        Move(
            "send_back", _("整理に戻す"), (S.REVIEW, S.ADOPTED), S.PUBLISHED, may.keeps | may.adopts, (letters.sent_back,),
            (to_sort,), reason_needed=True,
        ),
        Move("adopt", _("決裁する"), (S.REVIEW,), S.ADOPTED, may.adopts, owes=(to_release,)),
        Move(
            "release", _("結果を公表する"), (S.ADOPTED,), S.RESULT, may.keeps,
            guards=may.GATE,
        ),
        Move(
            "take_back", _("公表を取り下げる"), (S.RESULT,), S.ADOPTED, may.keeps, owes=(to_release,), reason_needed=True
        ),
        Move("enact", _("策定・施行を知らせる"), (S.RESULT,), S.ENACTED, may.keeps, reason_needed=True),
        Move(
            "drop", _("策定を見送る"), (S.PUBLISHED, S.REVIEW, S.ADOPTED, S.RESULT), S.DROPPED, may.keeps, reason_needed=True
        ),
    ),
)  # fmt: skip

ANSWERS: Workflow[Answer] = Workflow(
    model=Answer,
    initial=A.DRAFT,
    states=A,
    begins=_("市の考え方を書き始める"),
    moves=(
        Move(
            "submit", _("審査に出す"), (A.DRAFT,), A.SUBMITTED, may.writes, (letters.to_review,),
            guards=(may.case_is_not_decided, may.answer_is_complete, may.answer_names_nobody),
        ),
        Move("agree", _("審査を終える"), (A.SUBMITTED,), A.AGREED, may.reviews),
        Move("return", _("直してもらう"), (A.SUBMITTED,), A.DRAFT, may.reviews, (letters.returned,), reason_needed=True),
        Move(
            "reopen", _("書き直す"), (A.SUBMITTED, A.AGREED), A.DRAFT, may.writes, reason_needed=True,
            guards=(may.case_is_not_decided,),
        ),
        Move("withdraw", _("取り消す"), (A.DRAFT,), A.WITHDRAWN, may.writes, guards=(may.case_is_not_decided,)),
    ),
)  # fmt: skip

INTAKES: Workflow[Intake] = Workflow(
    model=Intake,
    initial=N.PREVIEW,
    states=N,
    begins=_("ファイルを読み込む"),
    moves=(
        Move(
            "take_in", _("取り込む"), (N.PREVIEW, N.RUNNING), N.RUNNING, may.keeps,
            guards=(may.every_row_is_readable, nothing_runs),
        ),
        Move("discard", _("やめる"), (N.PREVIEW,), N.DISCARDED, may.keeps),
        Move("complete", _("取り込み終える"), (N.RUNNING,), N.DONE, is_the_worker),
        Move(
            "undo", _("取り込みを取り消す"), (N.RUNNING, N.DONE, N.UNDOING), N.UNDOING, may.keeps,
            guards=(nothing_runs, may.was_not_worked_on),
        ),
        Move("end_undo", _("取り消し終える"), (N.UNDOING,), N.UNDONE, is_the_worker),
    ),
)  # fmt: skip

CODINGS: Workflow[Coding] = Workflow(
    model=Coding,
    initial=C.NAMED,
    states=C,
    begins=_("二人目の分類を頼む"),
    tells=(letters.to_code,),
    moves=(
        Move(
            "draw", _("くじを引く"), (C.NAMED,), C.DRAWN, may.keeps, (letters.drawn,), guards=(may.everything_is_coded,)
        ),
        Move(
            "file", _("分類を出す"), (C.DRAWN,), C.FILED, may.is_coder, (letters.filed,),
            guards=(may.everything_is_coded_again,),
        ),
        Move(
            "withdraw", _("二人目の分類を取りやめる"), (C.NAMED, C.DRAWN), C.WITHDRAWN, may.keeps, reason_needed=True
        ),
    ),
)  # fmt: skip
