"""協定の一生 and 変更案の一生: the two tables of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements import letters, terms
from kyodo.cycle.agreements.models import Agreement, Change
from kyodo.cycle.agreements.policies import answers, binds_a_side, is_desk, is_the_program, proposes, speaks_for_a_side
from kyodo.cycle.agreements.states import ChangeState, State
from kyodo.cycle.collaborations.policies import is_party
from kyodo.kernel.access import Side, other_side
from kyodo.kernel.workflow import Move, Owes, Term, Workflow

from . import rules
from .consistency import Orphan, orphans_of
from .inheritance import Improvement, offered

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = ["CHANGES", "WORKFLOW", "Improvement", "Orphan", "both_owe", "offered", "orphans_of", "rules"]

S, C = State, ChangeState
runs_it = is_party | is_desk | is_the_program


def both_owe(what: StrOrPromise, days: Term) -> tuple[Owes[Agreement], ...]:
    """The same duty for the lead of each side."""
    return (
        Owes[Agreement](what, lambda agreement: letters.lead(agreement.case, Side.CITIZENS), days),
        Owes[Agreement](what, lambda agreement: letters.lead(agreement.case, Side.CITY), days),
    )


to_state = both_owe(_("相手の言葉を見る前に、目的と目標を書いて出す"), terms.STATE_DAYS)
to_reconcile = both_owe(_("違いを一つずつ話し合って終える"), terms.RECONCILE_DAYS)
to_draft = both_owe(_("協定の本文をつくる"), terms.DRAFT_DAYS)
to_confirm = both_owe(_("協定の内容を確認する"), terms.CONFIRM_DAYS)
to_answer = Owes[Change](
    _("変更案に返事をする"), lambda change: letters.lead(change.case, other_side(change.side)), terms.ANSWER_DAYS
)

WORKFLOW: Workflow[Agreement] = Workflow(
    model=Agreement,
    initial=S.STATING,
    states=State,
    begins=_("協定づくりの開始"),
    tells=(letters.opened,),
    owes=to_state,
    moves=(
        Move(
            "reveal", _("互いの言葉を見せ合う"), (S.STATING,), S.RECONCILING, binds_a_side,
            (letters.revealed,), to_reconcile, (rules.case_goes_on, rules.both_filed),
        ),
        Move(
            "reconcile", _("違いの話し合いを終える"), (S.RECONCILING,), S.DRAFTING, speaks_for_a_side,
            (letters.reconciled,), to_draft, (rules.case_goes_on, rules.differences_ended),
        ),
        Move(
            "call", _("双方の確認に進む"), (S.DRAFTING,), S.CONFIRMING, speaks_for_a_side,
            (letters.called,), to_confirm,
            (
                rules.case_goes_on, rules.nothing_open, rules.something_new, rules.complete, rules.not_over,
                rules.evaluated_before_renewal,
            ),
        ),
        Move(
            "redraft", _("本文の直しに戻る"), (S.CONFIRMING,), S.DRAFTING, speaks_for_a_side,
            (letters.redrafted,), to_draft, (rules.case_goes_on,),
        ),
        Move(
            "conclude", _("締結する"), (S.CONFIRMING,), S.CONCLUDED, binds_a_side,
            (letters.concluded,), (),
            (rules.case_goes_on, rules.nothing_open, rules.complete, rules.not_over, rules.both_confirmed),
        ),
        Move(
            "amend", _("変更を話し合う"), (S.CONCLUDED,), S.DRAFTING, speaks_for_a_side,
            (letters.amended,), to_draft, (rules.case_goes_on,), reason_needed=True,
        ),
        Move(
            "keep", _("変更しないことにする"), (S.DRAFTING,), S.CONCLUDED, speaks_for_a_side,
            (letters.kept_as_is,), (), (rules.case_goes_on, rules.nothing_open, rules.both_confirmed),
        ),
        Move(
            "end", _("協定を終える"), (S.CONCLUDED, S.DRAFTING, S.CONFIRMING), S.ENDED, runs_it,
            (letters.ended,), (), (rules.case_is_over,),
        ),
    ),
)  # fmt: skip

CHANGES: Workflow[Change] = Workflow(
    model=Change,
    initial=C.OPEN,
    states=ChangeState,
    begins=_("変更案の提案"),
    tells=(letters.proposed,),
    owes=(to_answer,),
    moves=(
        Move(
            "accept", _("受け入れる"), (C.OPEN,), C.ACCEPTED, answers, (letters.accepted,), (), (rules.text_may_move,)
        ),
        Move("send_back", _("返事をつけて返す"), (C.OPEN,), C.RETURNED, answers, (letters.returned,)),
        Move("withdraw", _("変更案を取り下げる"), (C.OPEN,), C.WITHDRAWN, proposes, (letters.withdrawn,)),
    ),
)
