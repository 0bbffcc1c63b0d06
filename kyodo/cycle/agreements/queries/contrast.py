"""新旧対照表: any two wordings of a part, line against line, with what changed inside each line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kyodo.cycle.agreements.models import GoalText, Text
from kyodo.cycle.agreements.states import Kind, Section

from . import words

#: Japanese has no spaces: a run of one kind of letter is compared as one word.
_WORD = re.compile(r"[ぁ-ん]+|[ァ-ヶー]+|[一-鿿々]+|[0-9]+|[A-Za-z]+|\s|.", re.DOTALL)


class Fate(TextChoices):
    """What became of a line."""

    SAME = "same", gettext_lazy("同じ")
    CHANGED = "changed", gettext_lazy("変更")
    ADDED = "added", gettext_lazy("新設")
    REMOVED = "removed", gettext_lazy("削除")
    MOVED = "moved", gettext_lazy("移動")


@dataclass(frozen=True)
class Line:
    """One line of a wording: a key that stays, what it is called, and its words."""

    key: str
    label: str
    words: str


@dataclass(frozen=True)
class Contrast:
    """One line of the table: what it is, what it was, and which runs of it differ."""

    label: str
    fate: str
    old: tuple[tuple[str, bool], ...]
    new: tuple[tuple[str, bool], ...]

    @property
    def word(self) -> str:
        return str(Fate(self.fate).label)


def compare_texts(before: Text, after: Text) -> list[tuple[str, list[Contrast]]]:
    """Two whole texts: every section in which something changed, with its lines."""
    names = words.names_of(before, after)
    found = [(s, compare(s, before.section(s), after.section(s), names=names)) for s in Section]
    return [(str(section.label), lines) for section, lines in found if any(each.fate != Fate.SAME for each in lines)]


def compare(section: str, before: Any, after: Any, *, names: Mapping[str, str]) -> list[Contrast]:
    """One part before and after, in the order of the later wording; what is gone stands where it stood."""
    old = {line.key: line for line in lines_of(section, before, names)}
    new = {line.key: line for line in lines_of(section, after, names)}
    moved = _moved(list(old), list(new))
    return [_contrast(old.get(key), new.get(key), is_moved=key in moved) for key in _merged(list(old), list(new))]


def lines_of(section: str, value: Any, names: Mapping[str, str]) -> list[Line]:
    """A part of the text as lines."""
    if section == Section.PURPOSE:
        return [Line("purpose", _("目的"), value)] if value else []
    if section == Section.TERMS:
        return [Line(label, label, said) for label, said in words.terms_facts(value, contacts=True)]
    if section == Section.CLAUSES:
        kind = [Line("kind", _("協定の類型"), words.label_of(Kind, value.kind))] if value.kind else []
        return kind + [Line(c.ref, c.title, c.text) for c in value.rows]
    if section == Section.GOALS:
        return [Line(g.ref, _("目標"), _lines(words.goal_facts(g))) for g in value]
    if section == Section.ROLES:
        return [Line(r.ref, _("役割"), _lines(words.role_facts(r, names))) for r in value]
    if section == Section.CONDITIONS:
        return [Line(c.ref, _("引き継ぐ改善"), _lines(words.condition_facts(c, names))) for c in value]
    return [Line(i.ref, _("項目"), _lines(words.item_facts(i))) for i in value]


def goal_lines(said: object) -> str:
    """What a side said on one point: a purpose as it is, a goal line by line."""
    return _lines(words.goal_facts(said)) if isinstance(said, GoalText) else str(said or "")


def _lines(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{label}：{said}" for label, said in pairs)


def _contrast(old: Line | None, new: Line | None, *, is_moved: bool) -> Contrast:
    if old is None or new is None:
        line = old or new
        assert line is not None
        run = ((line.words, True),)
        return Contrast(line.label, Fate.REMOVED if old else Fate.ADDED, run if old else (), run if new else ())
    if old == new:
        return Contrast(new.label, Fate.MOVED if is_moved else Fate.SAME, ((old.words, False),), ((new.words, False),))
    left, right = _runs(old.words, new.words)
    return Contrast(new.label, Fate.CHANGED, left, right)


def _runs(old: str, new: str) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    """Both wordings cut where they part: (words, whether they differ)."""
    a, b = _WORD.findall(old), _WORD.findall(new)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for tag, i, j, m, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        left.append(("".join(a[i:j]), tag != "equal"))
        right.append(("".join(b[m:n]), tag != "equal"))
    return tuple(run for run in left if run[0]), tuple(run for run in right if run[0])


def _merged(old: list[str], new: list[str]) -> list[str]:
    """All keys in the order of the later wording, each removed one after the line it used to follow."""
    merged = list(new)
    for place, key in enumerate(old):
        if key not in new:
            before = next((k for k in reversed(old[:place]) if k in merged), None)
            merged.insert(merged.index(before) + 1 if before else 0, key)
    return merged


def _moved(old: list[str], new: list[str]) -> set[str]:
    """Lines that stand elsewhere among those that stayed."""
    stayed = [key for key in old if key in new]
    now = [key for key in new if key in old]
    blocks = SequenceMatcher(None, stayed, now, autojunk=False).get_matching_blocks()
    return set(now) - {key for block in blocks for key in stayed[block.a : block.a + block.size]}
