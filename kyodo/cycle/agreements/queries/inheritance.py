"""反映先: what later agreements made of the improvements that a case left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kyodo.cycle.agreements.models import Agreement, Revision
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.access import Actor

from . import words


@dataclass(frozen=True)
class Taken:
    """反映先: the agreement that answered an improvement, and how."""

    agreement: Agreement
    words: str


def taken_over(case: Collaboration, actor: Actor, at: datetime) -> dict[str, list[Taken]]:
    """What the cases that grew from this one made of what it left, by its source: what both sides have concluded."""
    heirs = Agreement.objects.visible_to(actor, at=at).filter(case__parent_links__parent=case)
    made = Revision.objects.filter(agreement__in=heirs).select_related("agreement__case").order_by("number")
    found: dict[str, list[Taken]] = {}
    for revision in {one.agreement_id: one for one in made}.values():
        names = words.names_of(revision.text)
        for row in revision.text.conditions:
            said = "　".join(filter(None, [words.way_of(row, names), row.because]))
            found.setdefault(row.source, []).append(Taken(revision.agreement, said))
    return found
