"""Automatic numbers of a Word file: 「第1条」 that Word prints but does not store in the words of the paragraph. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

_KANJI = "〇一二三四五六七八九"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"


def kanji(n: int) -> str:
    """十二, 百三: as articles are numbered."""
    said = ""
    for unit, word in ((1000, "千"), (100, "百"), (10, "十")):
        digit, n = divmod(n, unit)
        if digit:
            said += (_KANJI[digit] if digit > 1 else "") + word
    return said + (_KANJI[n] if n else "")


def _of(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)]


def _circled(n: int) -> str:
    return chr(0x2460 + n - 1) if n <= 20 else chr(0x3251 + n - 21) if n <= 35 else f"({n})"


_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
FORMATS: dict[str, Callable[[int], str]] = {
    "decimalFullWidth": lambda n: str(n).translate(_FULL), "decimalEnclosedCircle": _circled, "japaneseCounting": kanji,
    "chineseCounting": kanji, "iroha": _of(_IROHA), "irohaFullWidth": _of(_IROHA), "aiueo": _of(_AIUEO),
    "aiueoFullWidth": _of(_AIUEO), "japaneseDigitalTenThousand": kanji, "upperLetter": _of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerLetter": _of("abcdefghijklmnopqrstuvwxyz"), "bullet": lambda n: "", "none": lambda n: "",
}  # fmt: skip


class Numbering:
    """The counters of one file, as its paragraphs go by."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[tuple[str, int], Any] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.lists: dict[str, str] = {}
        parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")]
        for part in parts:
            self._learn(part.element)

    def _learn(self, root: Any) -> None:
        abstract = {one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            name, base = number.get(qn("w:numId")), number.find(qn("w:abstractNumId"))
            self.lists[name] = base.get(qn("w:val"))
            for level in abstract.get(self.lists[name], ()):
                if level.tag == qn("w:lvl"):
                    self.levels[name, int(level.get(qn("w:ilvl")))] = level
            overridden = number.findall(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
            if overridden:  # a list that begins anew counts by itself
                self.lists[name] = f"own-{name}"

    def label(self, paragraph: Any) -> str:
        """The number Word prints before a paragraph; nothing where it prints none, or only a mark."""
        name, depth = self._place(paragraph)
        if (level := self.levels.get((name, depth))) is None:
            return ""
        counts = self.counts[self.lists[name]]
        counts[depth] = counts[depth] + 1 if depth in counts else self._start(level)
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        said = _value(level, "lvlText")
        for place in range(depth + 1):
            upper = self.levels.get((name, place))
            if upper is not None and f"%{place + 1}" in said:
                form = FORMATS.get(_value(upper, "numFmt"), str)
                said = said.replace(f"%{place + 1}", form(counts.get(place, self._start(upper))))
        return "" if _value(level, "numFmt") == "bullet" else said.strip()

    def _start(self, level: Any) -> int:
        start = _value(level, "start")
        return int(start) if start.isdigit() else 1

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list and the depth of a paragraph: its own, or those of its style."""
        found, style = paragraph._p.pPr, paragraph.style
        for _step in range(10):
            number = found.find(qn("w:numPr")) if found is not None else None
            if number is not None and number.find(qn("w:numId")) is not None:
                depth = number.find(qn("w:ilvl"))
                return number.find(qn("w:numId")).get(qn("w:val")), int(
                    depth.get(qn("w:val"))
                ) if depth is not None else 0
            if style is None:
                break
            found, style = style.element.pPr, style.base_style
        return "", 0


def _value(level: Any, name: str) -> str:
    found = level.find(qn(f"w:{name}"))
    return str(found.get(qn("w:val")) or "") if found is not None else ""
