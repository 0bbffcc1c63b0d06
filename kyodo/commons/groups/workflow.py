"""団体登録の一生, and the shorter one of an imported file."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Move, Owes, Workflow
from kyodo.offices.desk.policies import is_the_worker, nothing_runs

from . import letters
from . import policies as may
from .models import Batch, Group
from .states import BatchState, State
from .terms import CHECK_DAYS, CORRECTION_DAYS

S, B = State, BatchState

to_check = Owes(_("団体登録の申請を確認する"), letters.desk_ref, days=CHECK_DAYS)
to_mend = Owes(_("団体登録の申請を修正して送り直す"), letters.group_ref, days=CORRECTION_DAYS)

WORKFLOW: Workflow[Group] = Workflow(
    model=Group,
    initial=S.DRAFT,
    states=S,
    begins=_("書き始める"),
    moves=(
        Move(
            "submit", _("申請する"), (S.DRAFT, S.RETURNED), S.SUBMITTED, may.applies,
            tells=(letters.submitted, letters.received), owes=(to_check,),
            guards=(may.is_complete, may.meets_conditions),
        ),
        Move(
            "send_back", _("修正をお願いする"), (S.SUBMITTED,), S.RETURNED, may.decides,
            tells=(letters.returned,), owes=(to_mend,), reason_needed=True,
        ),
        Move(
            "register", _("登録する"), (S.SUBMITTED,), S.REGISTERED, may.decides,
            tells=(letters.registered,), guards=(may.is_complete, may.meets_conditions),
        ),
        Move(
            "refuse", _("登録しない"), (S.SUBMITTED,), S.REFUSED, may.decides,
            tells=(letters.refused,), reason_needed=True,
        ),
        Move("cancel", _("申請を取り下げる"), (S.DRAFT, S.SUBMITTED, S.RETURNED), S.CANCELLED, may.applies),
        Move("reopen", _("申請をやり直す"), (S.REFUSED, S.CANCELLED), S.DRAFT, may.applies),
        Move("enrol", _("名簿から登録する"), (S.DRAFT,), S.REGISTERED, may.moves_a_batch),
        Move(
            "renew", _("変わりなしで更新する"), (S.REGISTERED,), S.REGISTERED, may.applies,
            tells=(letters.renewed,), guards=(may.may_renew_now,),
        ),
        Move(
            "withdraw", _("登録を終える"), (S.REGISTERED,), S.WITHDRAWN, may.represents_it | may.decides,
            tells=(letters.withdrawn,), reason_needed=True,
        ),
        Move(
            "reinstate", _("登録を再開する"), (S.WITHDRAWN,), S.REGISTERED, may.decides,
            tells=(letters.reinstated,), reason_needed=True,
        ),
        Move("take_back", _("取り込みを取り消す"), (S.REGISTERED,), S.CANCELLED, may.moves_a_batch),
    ),
)  # fmt: skip

BATCHES: Workflow[Batch] = Workflow(
    model=Batch,
    initial=B.PREVIEW,
    states=B,
    begins=_("ファイルを読み込む"),
    moves=(
        Move(
            "take_over", _("取り込む"), (B.PREVIEW, B.RUNNING), B.RUNNING, may.imports,
            guards=(may.every_row_is_readable, nothing_runs),
        ),
        Move("complete", _("取り込み終える"), (B.RUNNING,), B.DONE, is_the_worker),
        Move("discard", _("やめる"), (B.PREVIEW,), B.DISCARDED, may.imports),
        Move(
            "undo", _("取り込みを取り消す"), (B.RUNNING, B.DONE, B.UNDOING), B.UNDOING, may.imports,
            guards=(nothing_runs, may.was_not_touched),
        ),
        Move("end_undo", _("取り消し終える"), (B.UNDOING,), B.UNDONE, is_the_worker),
    ),
)  # fmt: skip
