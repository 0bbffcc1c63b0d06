"""Reading the file of a list the city already keeps: Excel or CSV in the usual encodings."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

ENCODINGS = ("utf-8-sig", "cp932")
MOST_COLUMNS = 60
MOST_ROWS = 20_000
MOST_BYTES = 50_000_000  #: of a workbook unpacked; a small file can hold a very large one


@dataclass(frozen=True)
class Table:
    """The rows of a file below its headings, every row as wide as they."""

    headers: list[str]
    rows: list[list[str]]
    first_row: int  #: the number that the file gives its first row, so that a fault is found where it is told


def read_table(name: str, content: bytes) -> Table:
    """The table a file holds. Raises ValidationError with a sentence about what is wrong with it."""
    lines = _excel(content) if name.lower().endswith(".xlsx") else _csv(content)
    while lines and not any(lines[-1]):
        lines.pop()
    # A register often begins with a title: the headings are the first line that several cells belong to.
    start = next((n for n, line in enumerate(lines) if sum(map(bool, line)) >= 2), None)
    if start is None or start + 1 >= len(lines):
        raise ValidationError(_("見出しの行と、その下に1行以上の内容が必要です。"))
    headers = lines[start][:MOST_COLUMNS]
    while not headers[-1]:
        headers.pop()
    width = len(headers)
    rows = [(line + [""] * width)[:width] for line in lines[start + 1 :]]
    return Table(headers, rows, first_row=start + 2)


def _csv(content: bytes) -> list[list[str]]:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return [[cell.strip() for cell in line] for line in csv.reader(StringIO(text, newline=""))]
        except csv.Error:
            break
    raise ValidationError(
        _("文字コードを読み取れません。UTF-8かShift_JISのCSV、またはExcel（.xlsx）で保存してください。")
    )


def _excel(content: bytes) -> list[list[str]]:
    try:
        if sum(part.file_size for part in ZipFile(BytesIO(content)).infolist()) > MOST_BYTES:
            raise ValidationError(_("Excelファイルが大きすぎます。一覧だけのシートにして保存し直してください。"))
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        return [[_cell(value) for value in line] for line in lines]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError) as broken:
        raise ValidationError(_("Excelファイルとして開けません。.xlsx形式で保存し直してください。")) from broken


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
