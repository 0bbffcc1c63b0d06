"""Reading cases: their sides, their placing, their family."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from kyodo.kernel.access import BOTH_SIDES, Side

from .models import Collaboration, Lineage, Party, ZoneJudgement


def lead_of(case: Collaboration, side: str) -> Party | None:
    """主担当 on a side."""
    return next((p for p in case.parties.all() if p.side == side and p.until is None and p.role == "lead"), None)


def bodies_of(case: Collaboration) -> list[str]:
    """Who works together in a case, each once: whoever sits on either side today. A receipt names nobody."""
    present = (p for p in case.parties.all() if p.side in BOTH_SIDES and p.until is None)
    return list(dict.fromkeys(p.name for p in present if not p.holder.startswith("link/")))


def latest_zones(case: Collaboration) -> dict[str, ZoneJudgement]:
    """The judgement of each side that stands; where they differ there is something to talk about."""
    return {z.side: z for z in case.zones.all() if z.until is None}


def zones_differ(case: Collaboration) -> bool:
    """Whether the two sides now place the case differently."""
    latest = latest_zones(case)
    both = [latest[s].zone for s in (Side.CITIZENS, Side.CITY) if s in latest]
    return len(set(both)) > 1


@dataclass(frozen=True)
class Kin:
    """One member of a family tree: the case and how many steps before (negative) or after the root it stands."""

    case: Collaboration
    parents: tuple[int, ...]
    generation: int


def ancestors(case: Collaboration, *, at: datetime, reach: int = 6) -> set[int]:
    """From which cases this one had grown by that moment: one query a generation, one alone where it grew from none."""
    found: set[int] = set()
    front = {case.pk}
    for _generation in range(reach):
        links = Lineage.objects.filter(child__in=front, linked_at__lte=at)
        front = set(links.values_list("parent", flat=True)) - found - {case.pk}
        found |= front
        if not front:
            break
    return found


def family(case: Collaboration, *, reach: int = 6) -> list[Kin]:
    """系譜: ancestors and descendants of a case, one query a generation and never more than `reach` each way."""
    parents: dict[int, set[int]] = defaultdict(set)
    generation = {case.pk: 0}
    for step, near, far in ((-1, "child_id", "parent_id"), (1, "parent_id", "child_id")):
        front = {case.pk}
        for distance in range(1, reach + 1):
            links = list(Lineage.objects.filter(**{f"{near}__in": front}).values_list("parent_id", "child_id"))
            for parent, child in links:
                parents[child].add(parent)
            front = {(p if far == "parent_id" else c) for p, c in links} - set(generation)
            generation |= dict.fromkeys(front, step * distance)
            if not front:
                break
    cases = Collaboration.objects.in_bulk(generation)
    kin = [Kin(cases[pk], tuple(sorted(parents[pk])), where) for pk, where in generation.items()]
    return sorted(kin, key=lambda k: (k.generation, k.case.born_at))
