"""Guessing what the columns of an existing register hold."""

from __future__ import annotations

from collections.abc import Sequence

from kyodo.commons.groups.terms import HEADINGS
from kyodo.kernel.text import search_key


def guess(headers: Sequence[str]) -> list[str]:
    """Which entry each column holds, "" where nothing fits: exact headings first, then those that contain one."""
    keys = ["".join(search_key(header).split()) for header in headers]
    guessed = [""] * len(keys)
    words = {entry: tuple(search_key(word) for word in known) for entry, known in HEADINGS.items()}
    for fits in (_is_one_of, _contains_one_of):
        for place, key in enumerate(keys):
            if key and not guessed[place]:
                free = (entry for entry in words if entry not in guessed)
                guessed[place] = next((entry for entry in free if fits(key, words[entry])), "")
    return guessed


def _is_one_of(key: str, words: Sequence[str]) -> bool:
    return key in words


def _contains_one_of(key: str, words: Sequence[str]) -> bool:
    return any(len(word) > 1 and word in key for word in words)
