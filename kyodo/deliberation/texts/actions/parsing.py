"""Reading a text: the paragraphs of a file become lines with level, number, heading and words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from kyodo.deliberation.texts.queries.faults import BEHIND
from kyodo.deliberation.texts.states import Level

from .paragraphs import Paragraph

_N = r"[0-9〇一二三四五六七八九十百千]+"
_CIRCLED = "①-⑳㉑-㉟㊱-㊿"
#: How a paragraph begins, the surest first: its level, its number, the rest. Read after NFKC but for circled numbers.
_BEGINNINGS = (
    (Level.CHAPTER, re.compile(rf"(第{_N}[編章]|附則|附 則|前文)(?:\s+|$|(?=[^\s、。はがのをに]))(.*)", re.DOTALL)),
    (
        Level.CHAPTER,
        re.compile(rf"((?:別表|(?:別記)?様式)(?:第{_N}号?)?(?:の{_N})?)(?:\s+|$|(?=\())(.*)", re.DOTALL),
    ),
    (Level.SECTION, re.compile(rf"(第{_N}節)\s*(.*)", re.DOTALL)),
    (Level.ARTICLE, re.compile(rf"(第{_N}条(?:の{_N})*)(?![第のにをは])\s*(.*)", re.DOTALL)),
    (Level.ARTICLE, re.compile(r"([0-9]{1,2}(?:-[0-9]{1,2})+\)?\.?)\s*(.+)", re.DOTALL)),
    (Level.ITEM, re.compile(r"(\([0-9]{1,2}\)|[0-9]{1,2}\))\s*(.+)", re.DOTALL)),
    (Level.SUBITEM, re.compile(r"([アイウエオカキクケコサシスセソ]|\([ア-ン]\))\s+(.+)", re.DOTALL)),
    (Level.ITEM, re.compile(r"([一二三四五六七八九十]{1,3})\s+(.+)", re.DOTALL)),
)
_CIRCLE = re.compile(rf"([{_CIRCLED}])\s*(.+)", re.DOTALL)
_NUMBERED = re.compile(r"([0-9]{1,2}\.?)\s+(.+)", re.DOTALL)  # 項 below a 条, a chapter of a guideline elsewhere
_TITLE = re.compile(r"[（(]([^（）()]{1,60})[)）]$")
_INLINE_TITLE = re.compile(r"[（(]([^（）()]{1,60})[)）]\s*(.*)", re.DOTALL)


@dataclass
class Draft:
    """A line of the preview: a provision as it would be taken in."""

    n: int
    level: int
    label: str = ""
    heading: str = ""
    text: str = ""
    skip: bool = False
    fault: str = ""
    tracked: int = 0
    note: str = ""


def read(found: Iterable[Paragraph]) -> list[dict[str, Any]]:
    """The lines of the preview: every paragraph begins a provision, continues one or is a fault; none is dropped."""
    reader = _Reader()
    for paragraph in found:
        reader.take(paragraph)
    reader.close()
    reader.say()
    _leave_out_the_cover(reader.lines)
    return [asdict(line) for line in reader.lines]


def _leave_out_the_cover(lines: list[Draft]) -> None:
    """表紙と目次: what stands before the first number is no provision, unless it is whole sentences: a preamble stays."""
    first = next((place for place, line in enumerate(lines) if line.label), 0)
    for line in lines[:first]:
        if not line.fault and "。" not in line.heading + line.text:
            _leave_out(line, _("表紙と見て、取り込みません。本文であれば直してください。"))
    if any(
        "".join(words.split()) == "目次"
        for line in lines[:first]
        for words in f"{line.heading}\n{line.text}".split("\n")
    ):
        for place, line in enumerate(lines[first:], first):
            if line.level > Level.SECTION or line.text or not _comes_again(line, lines[place + 1 :]):
                break
            _leave_out(line, _("目次と見て、取り込みません。本文であれば直してください。"))


def _leave_out(line: Draft, why: str) -> None:
    line.skip, line.note = True, " ".join(filter(None, (line.note, why)))


def _comes_again(line: Draft, later: list[Draft]) -> bool:
    return any("".join(line.label.split()) == "".join(other.label.split()) for other in later)


class _Reader:
    """What is known while the paragraphs go by."""

    def __init__(self) -> None:
        self.lines: list[Draft] = []
        self.title: Paragraph | None = None
        self.in_article = self.in_chapter = False
        self.waiting = Paragraph(0, "")  #: what is to be said of a line that has not begun yet

    def take(self, it: Paragraph) -> None:
        if it.fault:
            self.close()
            self.lines.append(Draft(it.number, Level.ARTICLE, text=it.words, fault=it.fault))
        elif it.is_table:
            self._take_table(it)
        elif it.words:
            self._take_words(it)
        self.waiting.tracked += it.tracked
        self.waiting.note = " ".join(filter(None, (self.waiting.note, it.note)))
        if self.title is None:
            self.say()

    def _take_words(self, it: Paragraph) -> None:
        plain = _spelled(it.words)
        if _TITLE.fullmatch(plain):
            if self.lines and self._is_untitled(self.lines[-1]):
                self.lines[-1].heading = _bare(it.words)
                return
            self.close()
            self.title = it
            return
        level, label, rest = self._beginning(it, plain)
        if not label and not it.level and self.title is None and self.lines and not self.lines[-1].fault:
            self._continue(it.words)
            return
        self._begin(it, level, label, rest)

    def _take_table(self, it: Paragraph) -> None:
        """A table belongs to what stands before it, a line in brackets above it to the table."""
        words = f"{self.title.words}\n{it.words}" if self.title else it.words
        self.title = None
        if self.lines and not self.lines[-1].fault:
            self._continue(words)
        else:
            self.lines.append(Draft(it.number, Level.ARTICLE, text=words))

    def _is_untitled(self, last: Draft) -> bool:
        return last.label.startswith(BEHIND) and not (last.heading or last.text)

    def say(self) -> None:
        """Say of the line to which a paragraph went what is to be said of it; before any line, of the first one."""
        if self.lines:
            last = self.lines[-1]
            last.tracked += self.waiting.tracked
            last.note = " ".join(filter(None, (last.note, self.waiting.note)))
            self.waiting = Paragraph(0, "")

    def _beginning(self, it: Paragraph, plain: str) -> tuple[int, str, str]:
        for level, pattern in _BEGINNINGS:
            if found := pattern.fullmatch(plain):
                return level, *_parts(it.words, found)
        if found := _CIRCLE.fullmatch(plain):
            return Level.ITEM, *_parts(it.words, found)
        if found := _NUMBERED.fullmatch(plain):
            below = Level.ARTICLE if self.in_chapter else Level.CHAPTER  # 「1　協働の意味」 of a guideline
            return (Level.PARAGRAPH if self.in_article else below), *_parts(it.words, found)
        return it.level or Level.ARTICLE, "", it.words

    def _begin(self, it: Paragraph, level: int, label: str, rest: str) -> None:
        line = Draft(it.number, level, label)
        if self.title is not None and level == Level.ARTICLE:
            line.heading, self.title = _bare(self.title.words), None
        self.close()
        rest = _bare(rest) if label.startswith(BEHIND) and _TITLE.fullmatch(_spelled(rest)) else rest
        # 「4-2)」 of a guideline: what follows is its heading, unless it is a sentence
        numbered = label and not label.startswith("第") and not rest.endswith("。")
        if level <= Level.SECTION or it.level or (level == Level.ARTICLE and numbered):
            line.heading = line.heading or rest
        elif level == Level.ARTICLE and label and not line.heading and (found := _INLINE_TITLE.fullmatch(rest)):
            line.heading, line.text = found[1], found[2].strip()
        else:
            line.text = rest
        self.in_chapter |= level <= Level.SECTION and label.startswith("第")
        if level <= Level.ARTICLE:
            self.in_article = label.startswith(BEHIND) or (level == Level.ARTICLE and label.startswith("第"))
        self.lines.append(line)

    def _continue(self, words: str) -> None:
        last = self.lines[-1]
        last.text = f"{last.text}\n{words}" if last.text else words

    def close(self) -> None:
        """A bracketed title that no article followed is a line of its own."""
        if self.title is not None:
            self.lines.append(Draft(self.title.number, Level.ARTICLE, heading=_bare(self.title.words)))
            self.title = None


def _parts(words: str, found: re.Match[str]) -> tuple[str, str]:
    """Number and rest as they are printed; the spelled copy has the same length, sign for sign."""
    return words[found.start(1) : found.end(1)].strip(), words[found.start(2) :].strip()


def _bare(title: str) -> str:
    return title.strip("（）() 　")


def _spelled(words: str) -> str:
    """Full-width digits and brackets as half-width, sign for sign; everything else as it is."""
    return "".join(map(_half, words))


def _half(sign: str) -> str:
    half = unicodedata.normalize("NFKC", sign)
    usual = len(half) == 1 and half.isascii() and (half.isalnum() or half in "()-. ")
    return half if usual and not re.match(f"[{_CIRCLED}]", sign) else sign
