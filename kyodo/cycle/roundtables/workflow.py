"""パートナーテーブルとその回の一生."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.queries import lead_of
from kyodo.kernel.access import BOTH_SIDES, Side
from kyodo.kernel.policy import Block
from kyodo.kernel.workflow import Move, Owes, Workflow

from . import letters, terms
from .models import Sitting, Table
from .policies import may_call, may_conclude, may_confirm, may_write
from .states import SittingState, TableState

T, S = TableState, SittingState


def holder(side: Side) -> Callable[[Table | Sitting], str]:
    """Whoever leads that side of the case."""

    def of(thing: Table | Sitting) -> str:
        lead = lead_of(thing.case, side)
        return lead.holder if lead else ""

    return of


def no_loose_end(table: Table, at: datetime) -> Sequence[Block]:
    """A table is not closed over a sitting that still waits for its record, nor before anybody sat down."""
    sittings = list(table.sittings.all())
    if not any(s.state == S.FIXED for s in sittings):
        return [Block(_("話し合い"), _("記録が確定した回がまだありません。"), table.get_absolute_url())]
    waiting = [s for s in sittings if s.state in (S.PLANNED, S.HELD)]
    return [Block(str(s), _("この回の記録を確定するか、中止にしてください。"), s.get_absolute_url()) for s in waiting]


def record_is_complete(sitting: Sitting, at: datetime) -> Sequence[Block]:
    """The record answers whether the aim was reached and has words for the public."""
    here, blocks = sitting.get_absolute_url(), []
    if sitting.aim_reached is None:
        blocks.append(Block(_("終了目標"), _("今日の目標にとどいたかどうかを記入してください。"), here))
    if not sitting.summary.strip():
        blocks.append(Block(_("公開のルール"), _("公開する要約を記入してください。"), here))
    return blocks


def both_confirmed(sitting: Sitting, at: datetime) -> Sequence[Block]:
    """Both sides confirmed the text as it stands."""
    confirmed = sitting.confirmed_by()
    return [
        Block(_("双方の確認"), _("%(side)sの確認がまだです。") % {"side": side.label}, sitting.get_absolute_url())
        for side in BOTH_SIDES
        if side not in confirmed
    ]


TABLES: Workflow[Table] = Workflow(
    model=Table,
    initial=T.OPEN,
    states=TableState,
    begins=_("テーブルを呼びかける"),
    tells=(letters.called,),
    owes=(Owes[Table](_("パートナーテーブルの日取りを決める"), holder(Side.CITY), terms.PLAN_DAYS),),
    moves=(
        Move(
            "conclude",
            _("結果をまとめる"),
            (T.OPEN,),
            T.CONCLUDED,
            may_conclude,
            (letters.concluded,),
            guards=(no_loose_end,),
        ),
    ),
)

WORKFLOW: Workflow[Sitting] = Workflow(
    model=Sitting,
    initial=S.PLANNED,
    states=SittingState,
    begins=_("回を予定する"),
    tells=(letters.planned,),
    moves=(
        Move("hold", _("記録を始める"), (S.PLANNED,), S.HELD, may_write, owes=(
            Owes[Sitting](_("話し合いの記録を書いて確認する"), holder(Side.CITIZENS), terms.RECORD_DAYS),
            Owes[Sitting](_("話し合いの記録を書いて確認する"), holder(Side.CITY), terms.RECORD_DAYS),
        )),
        Move("fix", _("記録を確定する"), (S.HELD,), S.FIXED, may_confirm, (letters.fixed,), guards=(record_is_complete, both_confirmed)),
        Move("cancel", _("この回を中止する"), (S.PLANNED,), S.CANCELLED, may_call, (letters.cancelled,), reason_needed=True),
    ),
)  # fmt: skip
