"""Many tasks as one reads them: what is late, what is near, what is far; what asks for the same is one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .tasks import Line

MANY = 4  #: so many tasks in the same words are folded into one line


class Nearness(TextChoices):
    """How soon: the headings under which tasks are read."""

    LATE = "late", _("期限を過ぎています")
    NEAR = "near", _("期限が近いもの")
    FAR = "far", _("もっと先のこと")


@dataclass(frozen=True)
class Run:
    """同じことを求める宿題: one, or many folded at the place of the most urgent."""

    lines: tuple[Line, ...]

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def is_many(self) -> bool:
        return len(self.lines) >= MANY


@dataclass(frozen=True)
class Heap:
    """Tasks of one nearness."""

    nearness: Nearness
    runs: tuple[Run, ...]

    @property
    def count(self) -> int:
        return sum(len(run.lines) for run in self.runs)

    @property
    def is_far(self) -> bool:
        return self.nearness == Nearness.FAR


def heaps(lines: Iterable[Line]) -> list[Heap]:
    """The tasks in their order under their headings. What is late is never folded."""
    by_nearness: dict[Nearness, list[Line]] = {nearness: [] for nearness in Nearness}
    for line in lines:
        by_nearness[_nearness(line)].append(line)
    return [Heap(nearness, _runs(found, nearness)) for nearness, found in by_nearness.items() if found]


def _nearness(line: Line) -> Nearness:
    if line.left is not None and line.left < 0:
        return Nearness.LATE
    return Nearness.FAR if line.is_far else Nearness.NEAR


def _runs(found: list[Line], nearness: Nearness) -> tuple[Run, ...]:
    asked = Counter(line.task.what for line in found)
    runs: dict[str, list[Line]] = {}
    for line in found:
        many = nearness != Nearness.LATE and asked[line.task.what] >= MANY
        runs.setdefault(line.task.what if many else line.task.ref, []).append(line)
    return tuple(Run(tuple(alike)) for alike in runs.values())
