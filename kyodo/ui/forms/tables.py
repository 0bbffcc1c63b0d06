"""Reading the file of a list the city already keeps: Excel or CSV in the usual encodings and separators."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ENCODINGS = ("utf-8-sig", "cp932")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  #: how Excel's 「Unicode テキスト」 begins
SEPARATORS = (",", "\t", ";")
OTHER_SEPARATORS = "|，；、"  #: signs that look like separators to whoever typed them
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  #: how .xls begins, and a workbook locked with a password
LOCKED = "EncryptedPackage".encode("utf-16-le")
LOOKED_AT = 100  #: lines by which the separator is found
SUMS = frozenset({"計", "合計", "総計", "小計", "総合計"})  #: how a row begins that only adds up the others
MOST_COLUMNS = 60
MOST_ROWS = 20_000
MOST_BYTES = 50_000_000  #: of a workbook unpacked; a small file can hold a very large one

Lines = list[list[str]]


@dataclass(frozen=True)
class Table:
    """The rows of a file below its headings, every row as wide as they."""

    headers: list[str]
    rows: Lines
    first_row: int  #: the number that the file gives its first row, so that a fault is found where it is told


def read_table(name: str, content: bytes) -> Table:
    """The table a file holds, whatever its name says. Raises ValidationError with a sentence about what is wrong with it."""
    if content.startswith(OLD_OFFICE):
        raise ValidationError(_old_or_locked(content))
    is_excel = content.startswith(b"PK\x03\x04") or name.lower().endswith(".xlsx")
    lines = _excel(content) if is_excel else _csv(content)
    while lines and not any(lines[-1]):
        lines.pop()
    if not lines:
        raise ValidationError(_("ファイルに何も書かれていません。一覧の入ったファイルを選んでください。"))
    start = _headings(lines)
    headers = lines[start]
    while not headers[-1]:
        headers.pop()
    if len(headers) == 1 and (sign := next((s for s in OTHER_SEPARATORS if s in headers[0]), "")):
        sentence = _(
            "列の区切りを読み取れません。「%(sign)s」ではなく、半角のカンマ（,）かタブで区切って保存し直してください。"
        )
        raise ValidationError(sentence, params={"sign": sign})
    if start + 1 == len(lines):
        sentence = _("見出しの行（%(row)s行目）の下に、内容の行がありません。見出しの次の行から1件ずつ入れてください。")
        raise ValidationError(sentence, params={"row": start + 1})
    width = len(headers)
    rows = [[""] * width if _is_sum(line) else (line + [""] * width)[:width] for line in lines[start + 1 :]]
    return Table(headers, rows, first_row=start + 2)


def _headings(lines: Lines) -> int:
    """Where the headings stand: a register often begins with a title, which fills few of the columns."""
    filled = [sum(map(bool, line)) for line in lines]
    most = max(filled)
    return next(place for place, n in enumerate(filled) if 2 * n > most)


def _is_sum(line: list[str]) -> bool:
    """Whether a row only adds up the others; like an empty one it is nobody's."""
    return "".join(next(filter(None, line), "").split()) in SUMS


def _csv(content: bytes) -> Lines:
    for encoding in ("utf-16",) if content.startswith(UTF_16) else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return max((list(_split(text, sign)) for sign in SEPARATORS), key=_evenness)
        except csv.Error:
            break
    raise ValidationError(
        _("文字コードを読み取れません。UTF-8かShift_JISのCSV、またはExcel（.xlsx）で保存してください。")
    )


def _split(text: str, separator: str) -> Iterator[list[str]]:
    for line in csv.reader(StringIO(text, newline=""), delimiter=separator):
        yield [cell.strip() for cell in line[:MOST_COLUMNS]]


def _evenness(lines: Lines) -> int:
    """How many of the first lines have the same number of cells, more than one: the right separator cuts all of them alike."""
    widths = Counter(len(line) for line in lines[:LOOKED_AT])
    return max((count for width, count in widths.items() if width > 1), default=0)


def _excel(content: bytes) -> Lines:
    """The first sheet on which something is written."""
    from openpyxl import load_workbook  # noqa: PLC0415  large, and needed for few requests

    try:
        if sum(part.file_size for part in ZipFile(BytesIO(content)).infolist()) > MOST_BYTES:
            raise ValidationError(_("Excelファイルが大きすぎます。一覧だけのシートにして保存し直してください。"))
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            lines = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
            if any(map(any, read := [[_cell(value) for value in line] for line in lines])):
                return read
    except (BadZipFile, KeyError, IndexError, ValueError, OSError) as broken:
        raise ValidationError(_("Excelファイルとして開けません。.xlsx形式で保存し直してください。")) from broken
    return []


def _old_or_locked(content: bytes) -> StrOrPromise:
    if LOCKED in content:
        return _("パスワードのかかったExcelファイルは開けません。パスワードを外して保存し直してください。")
    return _(
        "古い形式のExcelファイル（.xls）は開けません。Excelの「名前を付けて保存」で「Excel ブック（.xlsx）」を選んでください。"
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
