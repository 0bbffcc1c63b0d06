"""似た文の候補: leader by leader, for a person to judge. Rare and founded ones first; numbers order nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from kyodo.deliberation.consultations.models import Bundle, Consultation, Pair
from kyodo.deliberation.consultations.states import PairState

TOGETHER = 50  #: pairs of one leader on one page
DECIDED = 30


@dataclass(frozen=True)
class Proposal:
    """One text and what is nearly the same."""

    leader: Bundle
    text: str
    pairs: QuerySet[Pair]
    more: bool
    after: str  #: the leader after which the next one is shown


def open_pairs(it: Consultation) -> QuerySet[Pair]:
    """Candidates that nobody has judged."""
    return it.pairs.filter(state=PairState.PROPOSED, one__size__gt=0, other__size__gt=0)


def next_proposal(it: Consultation, *, after: str = "") -> Proposal | None:
    """The next leader with candidates, in the order in which the texts came; from the beginning after the last."""
    waiting = open_pairs(it).order_by("one_id")
    last = it.bundles.filter(ref=after).values_list("pk", flat=True).first() if after else None
    first = (waiting.filter(one__gt=last).first() if last else None) or waiting.first()
    if first is None:
        return None
    leader = Bundle.objects.get(pk=first.one_id)
    found = waiting.filter(one=leader).select_related("other").order_by("-score", "pk")
    keys = list(found.values_list("pk", flat=True)[: TOGETHER + 1])
    source = leader.submissions.order_by("number").first()
    shown = Pair.objects.filter(pk__in=keys[:TOGETHER]).select_related("other").order_by("-score", "pk")
    return Proposal(leader, source.reading if source else leader.gist, shown, len(keys) > TOGETHER, leader.ref)


def decided_pairs(it: Consultation) -> list[Pair]:
    """What was judged last, to be taken back."""
    found = it.pairs.exclude(state=PairState.PROPOSED).select_related("one", "other")
    return list(found.order_by("-decided_at", "pk")[:DECIDED])
