"""Word files: the few parts our documents are made of, in fonts a Japanese office has. `word.new(…)`, parts, `word.save`."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kyodo.kernel.access import Side

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

GOTHIC, MINCHO = "游ゴシック", "游明朝"
SIDE, TOP = 20, 22  #: millimetres of margin
A4 = (210, 297)
TEXT_WIDTH = A4[0] - 2 * SIDE  #: millimetres between the margins of an upright page
LETTER = 10.5  #: points
IN_CELLS = "Cell"  #: the style of what stands in a table
#: Each style: font, points, bold, points above and below, times a line.
STYLES = {
    "Normal": (MINCHO, LETTER, None, 0, 4, 1.2),
    "Title": (GOTHIC, 16, True, 6, 14, 1.2),
    "Heading 1": (GOTHIC, 13, True, 14, 4, 1.2),
    "Heading 2": (GOTHIC, 11.5, True, 10, 3, 1.2),
    "Heading 3": (GOTHIC, LETTER, True, 7, 2, 1.2),
    IN_CELLS: (MINCHO, 9.5, None, 1.5, 1.5, 1.15),
    "Footer": (GOTHIC, 8.5, None, 0, 0, 1),
}


@dataclass(frozen=True)
class Words:
    """A run of words in a cell; what is marked is underlined, as offices show what changed."""

    words: str
    marked: bool = False


def new(title: str, *, at: datetime, number: str = "", city: str = "", wide: bool = False) -> Document:
    """An empty A4 document in Japanese, its title on top, number and city beside it as offices write them."""
    from docx import Document as build  # noqa: PLC0415, N813  large, and needed for few requests

    document = build()
    _dress(document)
    day = timezone.localtime(at).replace(tzinfo=None)
    about = document.core_properties
    about.title, about.author, about.language, about.created, about.modified = title, city, "ja-JP", day, day
    about.comments = ""
    _lay(document.sections[0], title, wide=wide)
    for line in (number, city):
        if line:
            paragraph(document, line, place="right")
    document.add_heading(title, level=0).alignment = _place("center")
    return document


def turn(document: Document, *, wide: bool) -> None:
    """What follows stands on pages laid across, or upright again."""
    section = document.sections[-1]
    if wide != _is_wide(section):
        _lay(document.add_section(), document.core_properties.title, wide=wide)


def heading(document: Document, text: str, *, level: int = 1) -> None:
    """A heading; Word's navigation and screen readers find it."""
    document.add_heading(text, level=level)


def paragraph(
    document: Document, text: str, *, place: str = "left", bold: bool = False, indent: int = 0, hang: int = 0
) -> None:
    """A paragraph; every line of the text stays a line. `indent` and `hang` are letters, so that a number stands out."""
    from docx.shared import Pt  # noqa: PLC0415

    made = document.add_paragraph()
    if indent or hang:
        made.paragraph_format.left_indent = Pt(LETTER * (indent + hang))
        made.paragraph_format.first_line_indent = Pt(-LETTER * hang)
    _write(made, text, place=place, bold=bold)


def lead(document: Document, text: str) -> None:
    """A paragraph that is never parted from what it introduces."""
    paragraph(document, text)
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def points(document: Document, texts: Iterable[str], *, numbered: bool = False) -> None:
    """A list of points."""
    for text in texts:
        _write(document.add_paragraph(style="List Number" if numbered else "List Bullet"), text)


def facts(document: Document, rows: Iterable[tuple[str, str]]) -> None:
    """A table of two columns: what, and what is so."""
    made = _grid(document, [], [[term, value] for term, value in rows], [45, TEXT_WIDTH - 45])
    for row in made.rows:
        _shade(row.cells[0])
    _keep(made)


def table(
    document: Document, columns: Sequence[str], rows: Iterable[Sequence[object]], *, widths: Sequence[int] = (),
    whole: bool = False,
) -> None:  # fmt: skip
    """A table whose head is repeated on every page, or which stands on one page; numbers stand at the right edge."""
    lines = [list(row) for row in rows]
    made = _grid(document, columns, lines, widths or _shares([columns, *lines]))
    if whole:
        _keep(made)


def sides(document: Document, rows: Iterable[tuple[str, str, str]]) -> None:
    """What 市民 and 行政 say about the same things: two columns of one width."""
    half = (TEXT_WIDTH - 34) // 2
    columns = [_("項目"), str(Side.CITIZENS.label), str(Side.CITY.label)]
    _grid(document, columns, rows, [34, half, half])


def signatures(document: Document, parties: Iterable[str]) -> None:
    """Where each party signs: name, date, place for the seal."""
    from docx.shared import Mm  # noqa: PLC0415

    rows = [[party, "", _("令和　　年　　月　　日")] for party in parties]
    made = _grid(document, [_("当事者"), _("署名または記名押印"), _("日付")], rows, [60, 64, 46])
    for row in list(made.rows)[1:]:
        row.height = Mm(16)
    _keep(made)  # nobody signs on a page without the others


def new_page(document: Document) -> None:
    """What follows starts on a new page."""
    document.add_page_break()  # type: ignore[no-untyped-call]


def save(document: Document) -> bytes:
    """The finished file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _dress(document: Document) -> None:
    """Fonts, sizes and spaces of every style, in black; Japanese line breaking; the Word of today."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    styles: Any = document.styles
    styles.add_style(IN_CELLS, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for name, (font, size, bold, above, below, line) in STYLES.items():
        style = styles[name]
        _set_font(style.element.get_or_add_rPr(), font)
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, RGBColor(0, 0, 0)
        form = style.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(above), Pt(below), line
        form.keep_with_next = name.startswith("Heading") or None
    for name, part in (("Title", "w:pBdr"), ("Footer", "w:tabs")):  # what the empty document brings with it
        form = styles[name].element.pPr
        form.remove(form.find(qn(part)))
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "ja-JP")
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _lay(section: Section, title: str, *, wide: bool) -> None:
    """A4 upright or across, with the title and the pages at its foot."""
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.enum.text import WD_TAB_ALIGNMENT  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    width, height = reversed(A4) if wide else A4
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(SIDE)
    section.top_margin = section.bottom_margin = Mm(TOP)
    section.footer.is_linked_to_previous = False
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(width - 2 * SIDE), WD_TAB_ALIGNMENT.RIGHT)
    _write(foot, f"{title}\t")
    for part in ("PAGE", "／", "NUMPAGES"):
        if part.isascii():
            _count(foot, part)
        else:
            foot.add_run(part)


def _count(to: Paragraph, field: str) -> None:
    """A number that Word counts: of this page, or of all."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), field)
    run: Any = to.add_run("1")
    made.append(run._r)
    to._p.append(made)


def _is_wide(section: Section) -> bool:
    return (section.page_width or 0) > (section.page_height or 0)


def _grid(document: Document, columns: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int]) -> Table:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm, Pt  # noqa: PLC0415

    room = A4[_is_wide(document.sections[-1])] - 2 * SIDE
    shares = [Mm(width * room / sum(widths)) for width in widths]
    made: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    made.autofit = False
    for column, width in zip(made.columns, shares, strict=True):
        column.width = width
    lines = [*([columns] if columns else []), *rows]
    for index, values in enumerate(lines):
        row = made.add_row()  # type: ignore[no-untyped-call]
        is_head = bool(columns) and index == 0
        for cell, value, width in zip(row.cells, values, shares, strict=True):
            cell.width = width
            _fill(cell, value, is_head=is_head)
        settings = row._tr.get_or_add_trPr()
        settings.append(settings.makeelement(qn("w:cantSplit"), {}))
        if is_head:
            settings.append(settings.makeelement(qn("w:tblHeader"), {}))
    after = document.add_paragraph().paragraph_format  # two tables without it would be one
    after.space_after, after.line_spacing = Pt(0), Pt(8)
    return made


def _shares(lines: Sequence[Sequence[object]]) -> list[int]:
    """How broad each column of a table is that nobody measured: as its longest words, within bounds."""
    return [min(max(6, *(len(str(cell)) for cell in column)), 40) for column in zip(*lines, strict=True)]


def _keep(made: Table) -> None:
    """All of it on one page, where a page has room for it."""
    for row in list(made.rows)[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _fill(cell: _Cell, value: object, *, is_head: bool) -> None:
    """What stands in a cell: numbers at the right edge, words in the style of tables."""
    to = cell.paragraphs[0]
    to.style = IN_CELLS
    if isinstance(value, int) and not is_head:
        _write(to, f"{value:,}", place="right")
    elif isinstance(value, str):
        _write(to, value, bold=is_head)
    else:
        for part in value if isinstance(value, Sequence) else [Words(str(value))]:
            to.add_run(part.words).underline = part.marked or None
    if is_head:
        _shade(cell)


def _place(name: str) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    return getattr(WD_ALIGN_PARAGRAPH, name.upper())


def _write(to: Paragraph, text: str, *, place: str = "left", bold: bool = False) -> None:
    to.alignment = _place(place)
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
