"""Reading a Word file as it would be printed: its paragraphs with their numbers, its tables, and what was tracked in it.

Tracked changes are read as made, or, when `before` is asked for, as not made. Nothing is dropped without a word: what is
not a paragraph or a table is named in the part where it stands. Import it where it is needed: python-docx is large.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext_lazy as _
from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from kyodo.kernel.policy import Refused

from .numbering import Numbering

_STYLE = re.compile(r"(?:Heading|見出し) ?([1-4])$")
_CONTENTS = re.compile(r"(?:toc|目次) ?[0-9]$", re.IGNORECASE)
_CAME, _WENT = {"ins", "moveTo"}, {"del", "moveFrom"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WRITTEN = {
    "t",
    "delText",
    *_SIGNS,
    "footnoteReference",
    "endnoteReference",
    "drawing",
    "pict",
    "object",
    "AlternateContent",
}
_BESIDE = {"pPr", "rPr", "rt", "instrText", "delInstrText", "sdtPr"}  #: 「rt」 is the reading above a word


class Beside(Enum):
    """What stands beside the words of a paragraph."""

    BOX = "box"  #: a text box: its words are given
    NOTE = "note"  #: a footnote
    PICTURE = "picture"
    CONTENTS = "contents"  #: a table of contents, which Word writes by itself
    INNER_TABLE = "inner_table"  #: a table in a cell of another one


@dataclass(frozen=True)
class Part:
    """A paragraph, a table, or something beside them; `number` is that of the paragraph, as the file counts."""

    number: int
    words: str = ""  #: with the number Word prints before them
    level: int = 0  #: of its heading style
    tracked: int = 0  #: how many tracked changes were read in it
    rows: tuple[tuple[str, ...], ...] = ()  #: of a table; what is merged is said once
    beside: Beside | None = None


def parts(content: bytes, *, before: bool = False) -> Iterator[Part]:
    """The parts of a Word file, in order. Refused with a sentence where it is none."""
    try:
        document = Document(io.BytesIO(content))
    except (KeyError, ValueError, OSError, SyntaxError, OpcError, BadZipFile) as broken:
        raise Refused(_("Wordファイルとして開けません。.docx形式で保存し直してください。"), field="file") from broken
    return _Reading(document, before=before).parts()


@dataclass
class _Ink:
    """What is written in one paragraph."""

    before: bool
    words: list[str] = field(default_factory=list)
    tracked: int = 0
    beside: list[tuple[Beside, str]] = field(default_factory=list)

    def take(self, node: Any) -> _Ink:
        """Everything below a node, in reading order."""
        last = ""
        for child in node:
            name = _name(child)
            if name in _CAME | _WENT:
                self.tracked += name not in (last, "moveFrom")  # one change in several pieces, and a move, count once
                if (name in _CAME) != self.before:
                    self.take(child)
            elif not self._write(child, name):
                self.take(child)
            if name in _CAME | _WENT | {"r"}:
                last = name
        return self

    def _write(self, node: Any, name: str) -> bool:
        """Whether the element was a sign or stands beside the words; otherwise it holds others."""
        if name in ("t", "delText"):
            self.words.append(node.text or "")
        elif name in _SIGNS:
            self.words.append(_SIGNS[name])
        elif name in ("footnoteReference", "endnoteReference"):
            self.beside.append((Beside.NOTE, ""))
        elif name in ("drawing", "pict", "object"):
            self._draw(node)
        elif name == "AlternateContent":
            self.take(node[0])  # the same thing drawn twice, for old programs and new
        return name in _BESIDE or name in _WRITTEN

    def _draw(self, node: Any) -> None:
        boxes = [one for one in node.iter() if _name(one) == "txbxContent"]
        for box in boxes:
            inner = [_Ink(self.before).take(p) for p in box.iter(qn("w:p"))]
            self.tracked += sum(one.tracked for one in inner)
            self.beside.append((Beside.BOX, "\n".join(one.text for one in inner)))
        if not boxes and any(_name(one) in ("blip", "imagedata") for one in node.iter()):
            self.beside.append((Beside.PICTURE, ""))

    @property
    def text(self) -> str:
        return "".join(self.words)


class _Reading:
    """What is known while the blocks of a file go by."""

    def __init__(self, document: Any, *, before: bool) -> None:
        self.document, self.before = document, before
        self.numbering = Numbering(document)
        self.carried = _Ink(before)  #: a paragraph whose end was struck out: it goes on in the next one
        self.number_printed, self.skipped_contents = "", False

    def parts(self) -> Iterator[Part]:
        number = 0
        for number, block in enumerate(_blocks(self.document.element.body), 1):
            yield from (self._table if _name(block) == "tbl" else self._paragraph)(block, number)
        if self.carried.text.strip():
            yield Part(number, f"{self.number_printed}{self.carried.text}", tracked=self.carried.tracked)

    def _paragraph(self, node: Any, number: int) -> Iterator[Part]:
        paragraph = Paragraph(node, self.document._body)
        style = (paragraph.style.name or "") if paragraph.style else ""
        if _CONTENTS.fullmatch(style):
            yield from self._contents(number)
            return
        if not self.carried.words:
            self.number_printed = ""
        ink, end = self.carried.take(node), _end(node)
        said = bool(ink.text.strip())
        if (said or not ink.tracked) and not self.number_printed and (label := self.numbering.label(paragraph)):
            self.number_printed = f"{label}　"  # a paragraph without words counts, one that was struck out does not
        ink.tracked += bool(end)
        if end == ("ins" if self.before else "del"):
            return
        self.carried, level = _Ink(self.before), _STYLE.fullmatch(style)
        words = f"{self.number_printed}{ink.text}" if said else ""
        yield Part(number, words, int(level[1]) if level else 0, ink.tracked)
        yield from (Part(number, inner, beside=what) for what, inner in ink.beside)

    def _contents(self, number: int) -> Iterator[Part]:
        """A table of contents is told of once."""
        if not self.skipped_contents:
            yield Part(number, beside=Beside.CONTENTS)
        self.skipped_contents = True

    def _table(self, node: Any, number: int) -> Iterator[Part]:
        """A table of one column is a frame around paragraphs."""
        tracked, lines = 0, []
        for row in _own(node, "w:tr"):
            change = _struck(row.find(qn("w:trPr")), "ins", "del")
            tracked += bool(change)
            if change != ("ins" if self.before else "del"):
                lines.append(row)
        if all(len(_own(row, "w:tc")) <= 1 for row in lines):
            for row in lines:
                for block in _blocks(row):
                    yield from (self._table if _name(block) == "tbl" else self._paragraph)(block, number)
            return
        grid = [self._row(row) for row in lines]
        widest = max(len(cells) for cells, _ink in grid)
        rows = tuple((*cells, *[""] * (widest - len(cells))) for cells, _ink in grid)
        inks = [ink for _cells, found in grid for ink in found]
        yield Part(number, tracked=tracked + sum(ink.tracked for ink in inks), rows=rows)
        if any(_name(one) == "tbl" for row in lines for one in row.iter()):
            yield Part(number, beside=Beside.INNER_TABLE)
        yield from (Part(number, said, beside=what) for ink in inks for what, said in ink.beside)

    def _row(self, row: Any) -> tuple[list[str], list[_Ink]]:
        """The cells of a row: of what is merged across columns or rows, the words stand in the first place."""
        cells, inks = list[str](), list[_Ink]()
        for cell in _own(row, "w:tc"):
            properties = cell.find(qn("w:tcPr"))
            if _struck(properties, "cellIns", "cellDel") == ("cellIns" if self.before else "cellDel"):
                continue
            span = properties.find(qn("w:gridSpan")) if properties is not None else None
            found = [self._in_cell(p) for p in _blocks(cell) if _name(p) == "p"]
            inks += [ink for ink, _words in found]
            cells.append("　".join(words for _ink, words in found if words))
            cells += [""] * (int(span.get(qn("w:val"))) - 1 if span is not None else 0)
        return cells, inks

    def _in_cell(self, node: Any) -> tuple[_Ink, str]:
        ink, paragraph = _Ink(self.before).take(node), Paragraph(node, self.document._body)
        words = " ".join(ink.text.split("\n")).strip()
        label = self.numbering.label(paragraph) if words else ""
        return ink, f"{label}　{words}" if label else words


def _blocks(node: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those a form of Word holds."""
    for child in node:
        if _name(child) in ("p", "tbl"):
            yield child
        elif _name(child) in ("sdt", "sdtContent", "customXml", "tc"):
            yield from _blocks(child)


def _own(node: Any, tag: str) -> list[Any]:
    """The rows of a table, the cells of a row; not those of a table inside it."""
    return [one for one in node.iter(qn(tag)) if next(one.iterancestors(node.tag)) is node]


def _end(node: Any) -> str:
    """Whether the end of a paragraph was added or struck out."""
    properties = node.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return _struck(properties, "ins", "del")


def _struck(properties: Any, came: str, went: str) -> str:
    for name in (came, went):
        if properties is not None and properties.find(qn(f"w:{name}")) is not None:
            return name
    return ""


def _name(node: Any) -> str:
    """The name of an element without its namespace; nothing for a comment."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
