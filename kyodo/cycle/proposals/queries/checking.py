"""形式の確認: what is worth a second look before the form of a proposal is found in order. Nothing here holds it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kyodo.cycle.proposals.models import Budget, Proposal
from kyodo.cycle.proposals.states import Answer, Standing

from .tables import yen

if TYPE_CHECKING:
    from collections.abc import Iterator


def advice(proposal: Proposal) -> list[str]:
    """Sentences for whoever checks the form."""
    return [*_on_support(proposal), *_on_money(proposal)]


def _on_support(it: Proposal) -> Iterator[str]:
    if it.other_support != Answer.YES:
        return
    for row in it.supports:
        said = {"name": row["name"], "amount": yen(row["amount"]), "standing": Standing(row["standing"]).label}
        yield _("ほかの補助：%(name)s %(amount)s（%(standing)s）。同じ経費に重ねて出ないか確かめてください。") % said


def _on_money(it: Proposal) -> Iterator[str]:
    budget = Budget.of((line.row() for line in it.lines.all()), it.round.programme if it.round else None)
    others = sum(row["amount"] for row in it.supports)
    if budget.grants and budget.grants != others:
        sums = {"grants": yen(budget.grants), "others": yen(others)}
        yield _("収入の「ほかの助成」（%(grants)s）と、書かれたほかの補助の合計（%(others)s）が違います。") % sums
    if budget.borne not in (None, budget.requested):
        sums = {"borne": yen(budget.borne), "asked": yen(budget.requested)}
        yield _("市が負担するとした支出の合計（%(borne)s）と、市の負担の希望（%(asked)s）が違います。") % sums
