"""What is wrong with the lines of a file: told with the number of the paragraph, before anything is taken in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kyodo.deliberation.texts.states import Level
from kyodo.deliberation.texts.terms import HEADING_LENGTH, LABEL_LENGTH, MOST_PROVISIONS, TEXT_LENGTH

_KANJI = {sign: n for n, sign in enumerate("〇一二三四五六七八九")}
_COUNTED = re.compile(r"第([0-9〇一二三四五六七八九十百]+)([章条])$")
#: What stands behind the articles: a 附則 may have 項 of its own, a 別表 its title in brackets.
BEHIND = ("附", "別", "様")

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which paragraph of the file."""

    n: int
    sentence: str


def faults(lines: Sequence[Line]) -> list[Fault]:
    """Everything that stands in the way of taking the lines in."""
    kept = [line for line in lines if not line["skip"]]
    if not kept:
        return [Fault(0, _("取り込める条項がありません。"))]
    if len(kept) > MOST_PROVISIONS:
        return [
            Fault(kept[MOST_PROVISIONS]["n"], _("条項が多すぎます（%(most)d件まで）。") % {"most": MOST_PROVISIONS})
        ]
    found = [fault for line in kept for fault in _of_one(line)]
    return sorted([*found, *_twice(kept), *_homeless(kept), *_gaps(kept)], key=lambda fault: fault.n)


def _of_one(line: Line) -> list[Fault]:
    said = [line["fault"]] if line["fault"] else []
    if not (line["fault"] or line["label"] or line["heading"] or line["text"]):
        said.append(_("番号も言葉もありません。"))
    limits = (
        ("label", LABEL_LENGTH, _("番号")),
        ("heading", HEADING_LENGTH, _("見出し")),
        ("text", TEXT_LENGTH, _("本文")),
    )
    said += [
        _("%(what)sが長すぎます（%(most)d字まで）。") % {"what": what, "most": most}
        for name, most, what in limits
        if len(line[name]) > most
    ]
    return [Fault(line["n"], sentence) for sentence in said]


def _twice(lines: Sequence[Line]) -> list[Fault]:
    """Chapters and articles are numbered through; one number twice is a table of contents or a slip."""
    supplement, seen, found = "", Counter[tuple[str, str]](), []
    for line in lines:
        if line["level"] == Level.CHAPTER and _plain(line).startswith("附"):
            supplement = f"{supplement}附"
        if line["level"] in (Level.CHAPTER, Level.ARTICLE) and line["label"]:
            seen[supplement, _plain(line)] += 1
            if seen[supplement, _plain(line)] == 2:
                sentence = _("「%(label)s」が2回あります。目次の行は取り込まないようにしてください。")
                found.append(Fault(line["n"], sentence % {"label": line["label"]}))
    return found


def _homeless(lines: Sequence[Line]) -> list[Fault]:
    """A 項 needs its 条, but in a 附則 or a 別表; a 細分 its 号."""
    found, above, behind = [], set[int](), False
    for line in lines:
        above = {level for level in above if level < line["level"]}
        if line["level"] == Level.CHAPTER:
            behind = _plain(line).startswith(BEHIND)
        if line["level"] == Level.PARAGRAPH and Level.ARTICLE not in above and not behind:
            found.append(Fault(line["n"], _("項「%(label)s」の上に条がありません。") % {"label": line["label"]}))
        if line["level"] == Level.SUBITEM and not above & {Level.ITEM, Level.PARAGRAPH, Level.ARTICLE}:
            found.append(Fault(line["n"], _("「%(label)s」の上に号がありません。") % {"label": line["label"]}))
        above.add(line["level"])
    return found


def _gaps(lines: Sequence[Line]) -> list[Fault]:
    """第3条 right after 第1条: something is missing."""
    last, found = {"章": 0, "条": 0}, []
    for line in lines:
        if line["level"] == Level.CHAPTER and _plain(line).startswith("附"):
            last = {"章": 0, "条": 0}
        if not (counted := _COUNTED.match(_plain(line))):
            continue
        number, kind = _number(counted[1]), counted[2]
        if number != last[kind] + 1 and number != last[kind]:
            sentence = _("「%(label)s」の前は「第%(last)d%(kind)s」です。番号がとんでいるか、順番が違います。")
            found.append(Fault(line["n"], sentence % {"label": line["label"], "last": last[kind], "kind": kind}))
        last[kind] = number
    return found


def _plain(line: Line) -> str:
    """The number in one spelling."""
    return "".join(unicodedata.normalize("NFKC", line["label"]).split())


def _number(words: str) -> int:
    if words.isdecimal():
        return int(words)
    total, digit = 0, 0
    for sign in words:
        if sign in "十百":
            total += (digit or 1) * {"十": 10, "百": 100}[sign]
            digit = 0
        else:
            digit = digit * 10 + _KANJI[sign]
    return total + digit
