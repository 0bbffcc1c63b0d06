"""Which of several texts speaks of the same thing as another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from kyodo.kernel.text import search_key

T = TypeVar("T")


def most_alike(text: str, among: Sequence[T], words: Callable[[T], str]) -> T | None:
    """The one whose words are most like the text; the first of equals, none of nothing."""

    def likeness(one: T) -> float:
        return SequenceMatcher(None, search_key(text), search_key(words(one)), autojunk=False).ratio()

    return max(among, key=likeness, default=None)
