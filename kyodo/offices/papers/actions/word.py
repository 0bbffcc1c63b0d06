"""Word files: the few parts our documents are made of, in fonts a Japanese office has. `word.new(…)`, parts, `word.save`."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from kyodo.kernel.access import Side

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

GOTHIC, MINCHO = "游ゴシック", "游明朝"
TEXT_WIDTH = 170  #: millimetres between the margins of A4


def new(title: str, *, at: datetime, number: str = "", city: str = "") -> Document:
    """An empty A4 document in Japanese, its title on top, number and city beside it as offices write them."""
    from docx import Document as build  # noqa: PLC0415, N813  large, and needed for few requests
    from docx.shared import Mm, Pt  # noqa: PLC0415

    document = build()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm((210 - TEXT_WIDTH) // 2)
    page.top_margin = page.bottom_margin = Mm(22)
    for name, font, size in (
        ("Normal", MINCHO, 10.5),
        ("Title", GOTHIC, 18),
        ("Heading 1", GOTHIC, 14),
        ("Heading 2", GOTHIC, 12),
    ):
        style = document.styles[name]
        _set_font(style.element.get_or_add_rPr(), font)
        style.font.size = Pt(size)
    day = timezone.localtime(at).replace(tzinfo=None)
    about = document.core_properties
    about.title, about.author, about.language, about.created, about.modified = title, city, "ja-JP", day, day
    for line in (number, city):
        if line:
            paragraph(document, line, place="right")
    document.add_heading(title, level=0)
    return document


def heading(document: Document, text: str, *, level: int = 1) -> None:
    """A heading; Word's navigation and screen readers find it."""
    document.add_heading(text, level=level)


def paragraph(document: Document, text: str, *, place: str = "left", bold: bool = False) -> None:
    """A paragraph; every line of the text stays a line."""
    _write(document.add_paragraph(), text, place=place, bold=bold)


def points(document: Document, texts: Iterable[str], *, numbered: bool = False) -> None:
    """A list of points."""
    for text in texts:
        _write(document.add_paragraph(style="List Number" if numbered else "List Bullet"), text)


def facts(document: Document, rows: Iterable[tuple[str, str]]) -> None:
    """A table of two columns: what, and what is so."""
    made = _grid(document, [], [[term, value] for term, value in rows], [45, TEXT_WIDTH - 45])
    for row in made.rows:
        _shade(row.cells[0])


def table(
    document: Document, columns: Sequence[str], rows: Iterable[Sequence[object]], *, widths: Sequence[int] | None = None
) -> None:
    """A table whose head is repeated on every page; numbers stand at the right edge."""
    even = [TEXT_WIDTH // len(columns)] * len(columns)
    _grid(document, columns, rows, widths or even)


def sides(document: Document, rows: Iterable[tuple[str, str, str]]) -> None:
    """What 市民 and 行政 say about the same things: two columns of one width."""
    half = (TEXT_WIDTH - 34) // 2
    columns = [_("項目"), str(Side.CITIZENS.label), str(Side.CITY.label)]
    _grid(document, columns, rows, [34, half, half])


def signatures(document: Document, parties: Iterable[str]) -> None:
    """Where each party signs: name, date, place for the seal."""
    rows = [[party, "", _("令和　　年　　月　　日")] for party in parties]
    _grid(document, [_("当事者"), _("署名または記名押印"), _("日付")], rows, [60, 70, 40])


def new_page(document: Document) -> None:
    """What follows starts on a new page."""
    document.add_page_break()  # type: ignore[no-untyped-call]


def save(document: Document) -> bytes:
    """The finished file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _grid(document: Document, columns: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int]) -> Table:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    made: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    made.autofit = False
    lines = [*([columns] if columns else []), *rows]
    for index, values in enumerate(lines):
        row = made.add_row()  # type: ignore[no-untyped-call]
        is_head = bool(columns) and index == 0
        for cell, value, width in zip(row.cells, values, widths, strict=True):
            cell.width = Mm(width)
            place = "right" if isinstance(value, int) and not is_head else "left"
            words = f"{value:,}" if isinstance(value, int) else str(value)
            _write(cell.paragraphs[0], words, place=place, bold=is_head)
            if is_head:
                _shade(cell)
        settings = row._tr.get_or_add_trPr()
        settings.append(settings.makeelement(qn("w:cantSplit"), {}))
        if is_head:
            settings.append(settings.makeelement(qn("w:tblHeader"), {}))
    document.add_paragraph()
    return made


def _write(to: Paragraph, text: str, *, place: str = "left", bold: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    to.alignment = getattr(WD_ALIGN_PARAGRAPH, place.upper())
    run = to.add_run(text)
    run.bold = bold or None


def _set_font(properties: object, font: str) -> None:
    """Latin and Japanese letters in one font, by the name Word knows it."""
    from docx.oxml.ns import qn  # noqa: PLC0415

    fonts = getattr(properties, "get_or_add_rFonts")()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for letters in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{letters}"), font)


def _shade(cell: _Cell) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415

    properties = cell._tc.get_or_add_tcPr()
    properties.append(
        properties.makeelement(qn("w:shd"), {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): "F1F1F1"})
    )
