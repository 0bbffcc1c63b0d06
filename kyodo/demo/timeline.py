"""The order of time: lives of people, groups and cases are played together, whatever is earliest first."""

from __future__ import annotations

import heapq
from collections.abc import Generator
from datetime import datetime

#: A life names the moment of its next act, is resumed when that moment has come, and then acts.
Life = Generator[datetime, None, None]


class Timeline:
    """Lives side by side. The journal they leave behind reads in the order in which things happened."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, str, Life]] = []
        self._begun = 0

    def add(self, name: str, life: Life) -> None:
        """Let a life begin; its name is said if something goes wrong in it."""
        self._begun += 1
        self._resume(self._begun, name, life)

    def play(self) -> None:
        """Play every life to its end."""
        while self._waiting:
            _moment, number, name, life = heapq.heappop(self._waiting)
            self._resume(number, name, life)

    def _resume(self, number: int, name: str, life: Life) -> None:
        try:
            moment = next(life, None)
        except Exception as error:
            error.add_note(f"見本の市「{name}」")
            raise
        if moment is not None:
            heapq.heappush(self._waiting, (moment, number, name, life))
