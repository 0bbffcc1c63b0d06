"""協働の種の一生."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.policies import is_party
from kyodo.kernel.workflow import Move, Owes, Workflow
from kyodo.offices.city.policies import is_desk

from . import letters, terms
from .models import Seed
from .policies import is_author, looks_after, may_answer
from .states import State

S = State


def section(seed: Seed) -> str:
    """The section that owes the next step."""
    return seed.section.subject


def asked(seed: Seed) -> str:
    """The section that owes the first word. A section that asks the citizens itself owes none to itself."""
    return "" if seed.asks_citizens else section(seed)


first_answer = Owes[Seed](_("種に最初のお返事をする"), asked, terms.FIRST_ANSWER)
next_step = Owes[Seed](_("次の進め方を決める"), section, terms.NEXT_STEP)

WORKFLOW: Workflow[Seed] = Workflow(
    model=Seed,
    initial=S.RECEIVED,
    states=State,
    begins=_("種を出す"),
    tells=(letters.arrived,),
    owes=(first_answer,),
    moves=(
        Move("answer", _("お返事する"), (S.RECEIVED,), S.ANSWERED, may_answer, (letters.answered,), (next_step,)),
        Move("add", _("お返事を書き足す"), (S.ANSWERED,), S.ANSWERED, may_answer | is_author, (letters.answered,), keeps_tasks=True),
        Move("say", _("出した方が書き足す"), (S.ANSWERED,), S.ANSWERED, is_author, (letters.said,), keeps_tasks=True),
        Move("take_up", _("取り上げる"), (S.RECEIVED, S.ANSWERED), S.TAKEN_UP, is_party | is_desk),
        Move("route", _("つなぐ"), (S.RECEIVED, S.ANSWERED), S.ROUTED, looks_after, (letters.settled,), reason_needed=True),
        Move("close", _("見送る"), (S.RECEIVED, S.ANSWERED), S.CLOSED, looks_after, (letters.settled,), reason_needed=True),
        Move("merge", _("まとめる"), (S.RECEIVED, S.ANSWERED), S.MERGED, looks_after, (letters.settled,), reason_needed=True),
        Move("unmerge", _("まとめを取り消す"), (S.MERGED,), S.RECEIVED, looks_after, owes=(first_answer,), reason_needed=True),
        Move("unmerge_answered", _("返事済みの種のまとめを取り消す"), (S.MERGED,), S.ANSWERED, looks_after, owes=(next_step,), reason_needed=True),
        Move("object", _("もう一度見てほしいと申し出る"), (S.ROUTED, S.CLOSED), S.RECEIVED, is_author, (letters.objected,), (first_answer,)),
    ),
)  # fmt: skip
