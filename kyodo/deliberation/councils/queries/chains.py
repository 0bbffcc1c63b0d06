"""Chains as pages show them: the whole ancestry on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kyodo.deliberation.councils.models.chain import Chain, Hop
from kyodo.kernel.access import Actor


@dataclass(frozen=True)
class Tie:
    """One chain of a family: its hops in order, and how deep it stands below the first."""

    chain: Chain
    hops: list[Hop]
    depth: int
    is_here: bool


MOST = 40  #: generations; a chain that long has lost its way


def family(chain: Chain, actor: Actor, *, at: datetime) -> list[Tie]:
    """The chain with everything it grew out of and all that grew out of it, the oldest first."""
    visible = Chain.objects.visible_to(actor, at=at)
    top = chain
    for _generation in range(MOST):
        if top.parent_id is None or (above := visible.filter(pk=top.parent_id).first()) is None:
            break
        top = above
    found, row = [(top, 0)], [top]
    for depth in range(1, MOST):
        row = list(visible.filter(parent__in=row).order_by("began_on", "pk"))
        if not row:
            break
        found += [(one, depth) for one in row]
    return _with_hops(found, chain)


def _with_hops(found: list[tuple[Chain, int]], here: Chain) -> list[Tie]:
    hops: dict[int, list[Hop]] = {}
    for hop in (
        Hop.objects.filter(chain__in=[one for one, _depth in found])
        .select_related("chain", "meeting__term__body", "answers")
        .order_by("order")
    ):
        hops.setdefault(hop.chain_id, []).append(hop)
    return [Tie(one, hops.get(one.pk, []), depth, one.pk == here.pk) for one, depth in found]


@dataclass(frozen=True)
class Box:
    """残りの時間: of the time in which a network's paper is to be ready."""

    total: int
    gone: int
    left: int  #: negative is late


def time_box(chain: Chain, today: date) -> Box | None:
    """How much of the time box is left; nothing once the paper has been handed over."""
    if chain.ready_by is None or chain.hops.exists():
        return None
    total = (chain.ready_by - chain.began_on).days
    return Box(total, min(total, (today - chain.began_on).days), (chain.ready_by - today).days)
