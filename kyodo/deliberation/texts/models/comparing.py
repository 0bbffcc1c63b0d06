"""新旧対照: what became of every provision between two versions. Pure: it knows lines, no database."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kyodo.deliberation.texts.states import NEEDS_CAUSE, Change


@dataclass(frozen=True)
class Line:
    """One provision as the comparison sees it."""

    uid: str
    label: str = ""
    heading: str = ""
    text: str = ""
    parent: str = ""
    level: int = 3
    origins: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, str]:
        return self.heading, self.text

    @property
    def name(self) -> str:
        """「第3条（目的）」."""
        heading = f"（{self.heading}）" if self.label and self.heading else self.heading
        return f"{self.label}{heading}" or self.text[:30]


@dataclass(frozen=True)
class Row:
    """One line of the comparison: the old provision, the new one, and what became of it.

    `after` is the sibling it stands behind in the new version, "" where it is the first.
    """

    change: Change
    old: Line | None
    new: Line | None
    after: str = ""

    @property
    def uid(self) -> str:
        line = self.new or self.old
        assert line is not None
        return line.uid

    @property
    def name(self) -> str:
        line = self.new or self.old
        assert line is not None
        return line.name

    @property
    def reworded(self) -> bool:
        """Whether its words are others: also of a provision that moved."""
        return self.old is not None and self.new is not None and self.old.words != self.new.words

    @property
    def renumbered(self) -> bool:
        """Whether its printed number is another."""
        return self.old is not None and self.new is not None and self.old.label != self.new.label

    @property
    def needs_cause(self) -> bool:
        return self.change in NEEDS_CAUSE


def compare(old: Sequence[Line], new: Sequence[Line]) -> list[Row]:
    """Every provision of both versions, in the order of the new; what was deleted stands where it stood."""
    before = {line.uid: line for line in old}
    moved = _moved(old, new)
    rows, last = [], defaultdict[str, str](str)
    for line in new:
        was = before.get(line.uid)
        rows.append(Row(_change(was, line, moved=line.uid in moved), was, line, last[line.parent]))
        last[line.parent] = line.uid
    return _with_deleted(old, {line.uid for line in new}, rows)


def _change(was: Line | None, line: Line, *, moved: bool) -> Change:
    if was is None:
        return Change.NEW
    if moved:
        return Change.MOVED
    if was.words != line.words or was.level != line.level:
        return Change.CHANGED
    return Change.RENUMBERED if was.label != line.label else Change.SAME


def _moved(old: Sequence[Line], new: Sequence[Line]) -> set[str]:
    """Those that stand below another provision than before, or out of the order of their siblings.

    Among siblings the longest sequence that kept its order stays; the fewest are said to have moved.
    """
    parents = {line.uid: line.parent for line in old}
    place = {line.uid: n for n, line in enumerate(old)}
    moved, siblings = set[str](), defaultdict[str, list[str]](list)
    for line in new:
        if line.uid not in place:
            continue
        if parents[line.uid] == line.parent:
            siblings[line.parent].append(line.uid)
        else:
            moved.add(line.uid)
    for uids in siblings.values():
        moved |= set(uids) - _longest_in_order(uids, [place[uid] for uid in uids])
    return moved


def _longest_in_order(uids: Sequence[str], places: Sequence[int]) -> set[str]:
    """The members of a longest increasing run of places."""
    ends: list[int] = []  # the smallest last place of a run of each length, and who stands there
    who: list[int] = []
    behind: list[int] = []
    for n, place in enumerate(places):
        length = bisect_left(ends, place)
        behind.append(who[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        who[length : length + 1] = [n]
    kept, n = set[str](), who[-1] if who else -1
    while n >= 0:
        kept.add(uids[n])
        n = behind[n]
    return kept


def _with_deleted(old: Sequence[Line], standing: set[str], rows: list[Row]) -> list[Row]:
    """Put each deleted provision behind the one that stood before it."""
    behind, leader = defaultdict[str, list[Row]](list), ""
    for line in old:
        if line.uid in standing:
            leader = line.uid
        else:
            behind[leader].append(Row(Change.DELETED, line, None))
    whole = behind[""]
    for row in rows:
        whole += [row, *behind[row.uid]]
    return whole


def changes(rows: Iterable[Row]) -> list[Row]:
    """The rows in which something changed."""
    return [row for row in rows if row.change != Change.SAME]


def apply(old: Sequence[Line], rows: Sequence[Row]) -> list[Line]:
    """The new version, made of the old one and the classified changes alone: the proof that a comparison is whole.

    What stays keeps its place from the old version; what is new or moved goes where its row says.
    """
    by_uid = {row.uid: row for row in rows if row.new}
    stays = {uid for uid, row in by_uid.items() if row.change in (Change.SAME, Change.RENUMBERED, Change.CHANGED)}
    children = defaultdict[str, list[str]](list)
    for line in old:
        if line.uid in stays:
            children[line.parent].append(line.uid)
    for row in rows:
        if row.new and row.uid not in stays:
            siblings = children[row.new.parent]
            siblings.insert(siblings.index(row.after) + 1 if row.after else 0, row.uid)
    was = {line.uid: line for line in old}
    made: list[Line] = []

    def grow(parent: str) -> None:
        for uid in children[parent]:
            row = by_uid[uid]
            made.append(was[uid] if row.change == Change.SAME else _made(row))
            grow(uid)

    grow("")
    return made


def _made(row: Row) -> Line:
    assert row.new is not None
    if row.old is None:
        return row.new
    if row.change == Change.RENUMBERED:
        return replace(row.old, label=row.new.label)
    return replace(row.new, origins=row.old.origins)
