"""How far two people sort alike. Pure: no models.

Cohen's κ takes from the observed agreement what two people would agree on by chance, had each spread their codes as
they did: (po - pe) / (1 - pe). J. Cohen, A coefficient of agreement for nominal scales, 1960.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

FEW = 30  #: fewer pairs than this give only a rough κ
LOPSIDED = 80  #: of a hundred codes in one category; κ then falls though both agree (Feinstein & Cicchetti, 1990)


@dataclass(frozen=True)
class Agreement:
    """一致: of so many things that two people sorted, how many they sorted alike."""

    pairs: int
    same: int
    kappa: float | None  #: None where chance alone explains everything: one category, or nothing to compare
    lopsided: bool

    @property
    def percent(self) -> int | None:
        """一致した割合, cut off and never rounded up to a hundred."""
        return 100 * self.same // self.pairs if self.pairs else None

    @property
    def few(self) -> bool:
        return self.pairs < FEW


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement:
    """Compare the codes of two people, pair by pair."""
    n, same = len(pairs), sum(one == other for one, other in pairs)
    first, second = Counter(one for one, _other in pairs), Counter(other for _one, other in pairs)
    by_chance = sum(first[code] * second[code] for code in first)  # pe, times n²; whole numbers know no rounding
    kappa = (n * same - by_chance) / (n * n - by_chance) if by_chance < n * n else None
    most = max((first + second).values(), default=0)
    return Agreement(n, same, kappa, lopsided=100 * most >= LOPSIDED * 2 * n > 0)
