"""開始の関門: what stands between a case and its work, asked the same way by the gate, the pages and the officers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import Agreement
from kyodo.cycle.agreements.states import Rule
from kyodo.cycle.agreements.workflow.rules import Rules, principle_name
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.policy import Block


def start_gate(case: Collaboration, at: datetime) -> Sequence[Block]:
    """Every unmet rule of the start, with its name and the place to mend it. Empty: the work may begin."""
    agreement = with_all(case)
    if agreement is None:
        names = {p.code: p.name for p in case.principle_set.principles.all()}
        page = reverse("agreements:agreement", args=[case.ref])
        return [Block(principle_name(names, Rule.AGREEMENT), _("協定づくりがまだ始まっていません。"), page)]
    return [block for _rule, block in unmet(agreement, at)]


def with_all(case: Collaboration) -> Agreement | None:
    """The agreement of a case with what its rules ask, in a constant number of queries."""
    parts = ("case__parties", "case__principle_set__principles", "differences", "confirmations", "overrides")
    found = Agreement.objects.filter(case=case).select_related("case__principle_set").prefetch_related(*parts)
    return found.first()


def unmet(agreement: Agreement, at: datetime) -> list[tuple[str, Block]]:
    """The unmet rules by their key."""
    return list(Rules(agreement, at).all())
