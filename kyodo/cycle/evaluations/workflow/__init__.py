"""評価の一生."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.queries import lead_of
from kyodo.cycle.evaluations import letters, terms
from kyodo.cycle.evaluations.models import Evaluation
from kyodo.cycle.evaluations.policies import may_close, may_file
from kyodo.cycle.evaluations.states import State
from kyodo.kernel.access import BOTH_SIDES, Side
from kyodo.kernel.policy import Block
from kyodo.kernel.workflow import Move, Owes, Workflow

from .gaps import filed_sides, next_seeds, wide_gaps

S = State


def lead(side: Side) -> Callable[[Evaluation], str]:
    """Whoever leads a side."""

    def of(evaluation: Evaluation) -> str:
        party = lead_of(evaluation.case, side)
        return party.holder if party else ""

    return of


def both_filed(evaluation: Evaluation, at: datetime) -> Sequence[Block]:
    """Nothing is shown to the other side before both have filed."""
    filed = filed_sides(evaluation)
    here = evaluation.get_absolute_url()
    return [
        Block(_("双方の評価"), _("%(side)sの評価がまだ出ていません。") % {"side": side.label}, here)
        for side in BOTH_SIDES
        if side not in filed
    ]


def gaps_talked_over(evaluation: Evaluation, at: datetime) -> Sequence[Block]:
    """評価のルール: every wide gap has a note that both sides stand by."""
    blocks = []
    for line in wide_gaps(evaluation):
        mend = f"{evaluation.get_absolute_url()}#{line.item.ref}"
        if line.note is None:
            blocks.append(
                Block(
                    _("評価の違い"), _("「%(item)s」の違いを話し合って記録してください。") % {"item": line.item}, mend
                )
            )
        for side in line.note.unheard if line.note else ():
            said = {"item": line.item, "side": side.label}
            blocks.append(
                Block(_("評価の違い"), _("「%(item)s」の記録を%(side)sの側がまだ確かめていません。") % said, mend)
            )
    return blocks


def next_is_named(evaluation: Evaluation, at: datetime) -> Sequence[Block]:
    """次の種: at least one seed has grown from it, or it says why none."""
    if next_seeds(evaluation) or evaluation.no_seed_because.strip():
        return []
    return [
        Block(
            _("次の種"),
            _("次の種を一つ以上まくか、「ない」理由を書いてください。"),
            f"{evaluation.get_absolute_url()}#next",
        )
    ]


def voices_were_heard(evaluation: Evaluation, at: datetime) -> Sequence[Block]:
    """受益者の声: somebody it was for was asked, or it says why not."""
    if evaluation.voices.exists() or evaluation.no_voices_because.strip():
        return []
    return [
        Block(
            _("受益者の声"),
            _("受益者の声を集めるか、聞けなかった理由を書いてください。"),
            f"{evaluation.get_absolute_url()}#voices",
        )
    ]


WORKFLOW: Workflow[Evaluation] = Workflow(
    model=Evaluation,
    initial=S.FILING,
    states=State,
    begins=_("評価を始める"),
    tells=(letters.opened,),
    owes=tuple(Owes[Evaluation](_("評価を記入して出す"), lead(side), terms.FILE_DAYS) for side in BOTH_SIDES),
    moves=(
        Move("file", _("評価を出す"), (S.FILING,), S.FILING, may_file, (letters.filed,), keeps_tasks=True),
        Move(
            "reveal", _("双方の評価を見せ合う"), (S.FILING,), S.TALKING, may_file, (letters.revealed,),
            tuple(Owes[Evaluation](_("評価の違いを話し合い、公開する"), lead(side), terms.TALK_DAYS) for side in BOTH_SIDES),
            (both_filed,),
        ),
        Move(
            "close", _("公開する"), (S.TALKING,), S.CLOSED, may_close, (letters.closed,),
            guards=(gaps_talked_over, next_is_named, voices_were_heard),
        ),
    ),
)  # fmt: skip
