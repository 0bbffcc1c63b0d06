"""突き合わせ: which goal of one side speaks of the same thing as which goal of the other."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from kyodo.cycle.agreements.models import GoalText
from kyodo.kernel.text import search_key

#: Below this likeness two goals are shown as two, and people decide. Two goals in one row read worse than two rows.
ALIKE = 0.5


def paired(citizens: Sequence[GoalText], city: Sequence[GoalText]) -> list[tuple[GoalText | None, GoalText | None]]:
    """Goals side by side: the most alike first find each other, the others stand alone; in the order they were written."""
    scored = [(_likeness(mine, yours), -i, -j) for i, mine in enumerate(citizens) for j, yours in enumerate(city)]
    partner: dict[int, int] = {}
    for likeness, i, j in sorted(scored, reverse=True):
        if likeness >= ALIKE and -i not in partner and -j not in partner.values():
            partner[-i] = -j
    left = [(mine, city[partner[i]] if i in partner else None) for i, mine in enumerate(citizens)]
    right = [(None, yours) for j, yours in enumerate(city) if j not in partner.values()]
    return [*left, *right]


def _likeness(one: GoalText, other: GoalText) -> float:
    return SequenceMatcher(None, search_key(one.what), search_key(other.what), autojunk=False).ratio()
