"""Reading a text: the paragraphs of a Word or text file become lines with level, number, heading and words. Pure."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts.states import Level
from kyodo.deliberation.texts.terms import MOST_BYTES
from kyodo.kernel.policy import Refused
from kyodo.kernel.text import safe_text
from kyodo.offices.papers.actions import examine

ENCODINGS = ("utf-8-sig", "cp932")
_N = r"[0-9〇一二三四五六七八九十百千]+"
_CIRCLED = "①-⑳㉑-㉟㊱-㊿"
#: How a paragraph begins, the surest first: its level, its number, the rest. Read after NFKC but for circled numbers.
_BEGINNINGS = (
    (Level.CHAPTER, re.compile(rf"(第{_N}[編章]|附則|附 則|前文)(?:\s+|$|(?=[^\s、。はがのをに]))(.*)", re.DOTALL)),
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
_STYLE = re.compile(r"(?:Heading|見出し) ?([1-4])$")


@dataclass
class Paragraph:
    """One paragraph of a file: its number as the file counts, its words, the level its style names."""

    number: int
    words: str
    level: int = 0
    fault: str = ""


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


def paragraphs(name: str, content: bytes) -> list[Paragraph]:
    """The paragraphs of a .txt or .docx file. Refused with a sentence where it is neither."""
    if len(content) > MOST_BYTES:
        raise Refused(_("ファイルが大きすぎます。章ごとに分けてください。"), field="file")
    if name.lower().endswith(".docx"):
        examine(name, content)
        return list(_word(content))
    if not name.lower().endswith(".txt"):
        raise Refused(_("Word（.docx）かテキスト（.txt）のファイルを選んでください。"), field="file")
    for encoding in ENCODINGS:
        try:
            lines = content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        except UnicodeDecodeError:
            continue
        return [_paragraph(number, line) for number, line in enumerate(lines, 1)]
    raise Refused(_("文字コードを読み取れません。UTF-8かShift_JISで保存してください。"), field="file")


def _paragraph(number: int, words: str, level: int = 0) -> Paragraph:
    try:
        return Paragraph(number, safe_text(words).strip(), level)
    except ValueError as fault:
        return Paragraph(number, "", level, str(fault))


def _word(content: bytes) -> Iterator[Paragraph]:
    from docx import Document  # noqa: PLC0415  large, and needed for few requests
    from docx.table import Table  # noqa: PLC0415

    from .numbering import Numbering  # noqa: PLC0415

    try:
        document = Document(io.BytesIO(content))
    except (KeyError, ValueError, OSError) as broken:
        raise Refused(_("Wordファイルとして開けません。.docx形式で保存し直してください。"), field="file") from broken
    numbering = Numbering(document)
    for number, block in enumerate(document.iter_inner_content(), 1):
        if isinstance(block, Table):
            yield Paragraph(
                number, "", 0, str(_("表があります。表の中の言葉は取り込めないので、文章に直してください。"))
            )
            continue
        number_printed = numbering.label(block)
        style = _STYLE.fullmatch(block.style.name or "") if block.style else None
        words = f"{number_printed}　{block.text}" if number_printed and block.text.strip() else block.text
        yield _paragraph(number, words, int(style[1]) if style else 0)


def read(found: Iterable[Paragraph]) -> list[dict[str, Any]]:
    """The lines of the preview: every paragraph begins a provision, continues one or is a fault; none is dropped."""
    reader = _Reader()
    for paragraph in found:
        reader.take(paragraph)
    reader.close()
    return [asdict(line) for line in reader.lines]


class _Reader:
    """What is known while the paragraphs go by."""

    def __init__(self) -> None:
        self.lines: list[Draft] = []
        self.title: Paragraph | None = None
        self.in_article = False

    def take(self, it: Paragraph) -> None:
        if it.fault:
            self.lines.append(Draft(it.number, Level.ARTICLE, fault=it.fault))
            return
        if not it.words:
            return
        plain = _spelled(it.words)
        if _TITLE.fullmatch(plain):
            self.close()
            self.title = it
            return
        level, label, rest = self._beginning(it, plain)
        if not label and not it.level and self.title is None and self.lines and not self.lines[-1].fault:
            self._continue(it.words)
            return
        self._begin(it, level, label, rest)

    def _beginning(self, it: Paragraph, plain: str) -> tuple[int, str, str]:
        for level, pattern in _BEGINNINGS:
            if found := pattern.fullmatch(plain):
                return level, *_parts(it.words, found)
        if found := _CIRCLE.fullmatch(plain):
            return Level.ITEM, *_parts(it.words, found)
        if found := _NUMBERED.fullmatch(plain):
            return (Level.PARAGRAPH if self.in_article else Level.CHAPTER), *_parts(it.words, found)
        return it.level or Level.ARTICLE, "", it.words

    def _begin(self, it: Paragraph, level: int, label: str, rest: str) -> None:
        line = Draft(it.number, level, label)
        if self.title is not None and level == Level.ARTICLE:
            line.heading, self.title = _bare(self.title.words), None
        self.close()
        numbered = label and not label.startswith("第")  # 「4-2)」 of a guideline: what follows is its heading
        if level <= Level.SECTION or it.level or (level == Level.ARTICLE and numbered):
            line.heading = line.heading or rest
        elif level == Level.ARTICLE and label and not line.heading and (found := _INLINE_TITLE.fullmatch(rest)):
            line.heading, line.text = found[1], found[2].strip()
        else:
            line.text = rest
        if level <= Level.ARTICLE:
            self.in_article = level == Level.ARTICLE and label.startswith("第")
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
