"""公開の件数: how many papers each side has laid open in a case, and how many it keeps back with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.access import Side
from kyodo.offices.city.models import Duty
from kyodo.offices.papers.models import File
from kyodo.offices.papers.states import Disclosure


@dataclass(frozen=True)
class Openness:
    """What one side has handed in: the number of what is withheld is public even where the paper is not."""

    shown: int
    withheld: int


def openness(case: Collaboration) -> dict[Side, Openness]:
    """The standing papers of a case by side: what officers handed in is the city's. One query."""
    is_public = Q(disclosure=Disclosure.PUBLIC)
    by_side = (
        File.objects.standing()
        .filter(whole=case.subject)
        .annotate(by_city=Exists(Duty.objects.filter(person=OuterRef("uploaded_by"))))
        .values("by_city")
        .annotate(shown=Count("pk", filter=is_public), withheld=Count("pk", filter=~is_public))
        .order_by()
    )
    return {Side.CITY if row["by_city"] else Side.CITIZENS: Openness(row["shown"], row["withheld"]) for row in by_side}
