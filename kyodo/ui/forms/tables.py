"""Reading the file of an existing list: Excel or CSV in the usual encodings."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from zipfile import BadZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

ENCODINGS = ("utf-8-sig", "cp932")
MOST_COLUMNS = 60
MOST_ROWS = 20_000


@dataclass(frozen=True)
class Table:
    """The rows of a file below its headings, every row as wide as they."""

    headers: list[str]
    rows: list[list[str]]


def read_table(name: str, content: bytes) -> Table:
    """The table a file holds. Raises ValidationError with a sentence about what is wrong with it."""
    lines = _excel(content) if name.lower().endswith(".xlsx") else _csv(content)
    filled = [line for line in lines if any(line)]
    # A register often begins with a title: the headings are the first line that several cells belong to.
    start = next((n for n, line in enumerate(filled) if sum(map(bool, line)) >= 2), None)
    if start is None or start + 1 >= len(filled):
        raise ValidationError(_("見出しの行と、その下に1行以上の内容が必要です。"))
    headers = filled[start][:MOST_COLUMNS]
    while headers and not headers[-1]:
        headers.pop()
    width = len(headers)
    return Table(headers, [(line + [""] * width)[:width] for line in filled[start + 1 :]])


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
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = sheet.iter_rows(max_row=MOST_ROWS + 50, max_col=MOST_COLUMNS, values_only=True)
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
