"""The files of lists a city keeps: read however they were saved, or refused by what is really wrong with them."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given as given_any
from hypothesis import strategies as st
from openpyxl import Workbook

from kyodo.ui.forms.tables import LOCKED, MOST_BYTES, OLD_OFFICE, read_table

HEAD = ["登録番号", "団体名", "電話番号", "活動分野"]
LINES = [["織協第101号", "NPO法人 里山", "048-282-1111", "7、13"], ["織協第102号", "㈱髙﨑", "", ""]]


def csv_file(lines, encoding="utf-8", separator=","):
    return "\r\n".join(separator.join(line) for line in lines).encode(encoding)


def excel_file(lines, *, empty_sheets=0):
    book = Workbook()
    for _n in range(empty_sheets):
        book.create_sheet()
    for line in lines:
        book.worksheets[-1].append(line)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("名簿.csv", csv_file([HEAD, *LINES], "utf-8-sig")),
        ("名簿.csv", csv_file([HEAD, *LINES])),
        ("名簿.csv", csv_file([HEAD, *LINES], "cp932")),
        ("名簿.txt", csv_file([HEAD, *LINES], "cp932", "\t")),
        ("名簿.txt", csv_file([HEAD, *LINES], "utf-16", "\t")),
        ("名簿.csv", csv_file([HEAD, *LINES], "utf-8-sig", ";")),
        ("名簿.csv", csv_file([["団体名簿", "（令和8年度）", "", ""], [], HEAD, *LINES])),
        ("名簿.csv", csv_file([["団体名簿; 市民協働課"], HEAD, *LINES])),
        ("名簿.xlsx", excel_file([HEAD, *LINES])),
        ("名簿.csv", excel_file([HEAD, *LINES])),
        ("名簿.xlsx", excel_file([HEAD, *LINES], empty_sheets=2)),
        ("名簿.XLSX", excel_file([["令和8年度 団体名簿"], [], HEAD, *LINES, [], ["", ""]])),
    ],
    ids=[
        "utf-8 with mark", "utf-8", "shift_jis", "tabs", "utf-16 as excel writes it", "semicolons", "below a title of two cells",
        "below a title with another separator", "excel", "excel with the name of a csv", "excel on the third sheet",
        "excel below a title",
    ],
)  # fmt: skip
def test_a_list_is_read_from_the_usual_files(name, content):
    table = read_table(name, content)
    assert table.headers == HEAD
    assert table.rows == LINES


def test_separators_inside_the_cells_do_not_cut_them():
    lines = [["団体名", "活動分野"], ["里山", "7;13;19"], ["川の会", "1;2;3"]]
    assert read_table("a.csv", csv_file(lines)).rows == lines[1:]
    assert read_table("a.csv", '団体名;備考\n"里山; 東";"山、川,海"\n'.encode()).rows == [["里山; 東", "山、川,海"]]


def test_a_list_of_one_column_is_a_list():
    table = read_table("a.csv", "題名\n川の清掃\n空き家の活用\n".encode())
    assert (table.headers, table.rows) == (["題名"], [["川の清掃"], ["空き家の活用"]])


def test_a_row_that_only_adds_up_the_others_is_nobody_s():
    lines = [["No.", "団体名", "会員数"], ["1", "合計を考える会", "12"], ["", "合　計", "12"]]
    assert read_table("a.csv", csv_file(lines)).rows == [lines[1], ["", "", ""]]


def test_dates_and_numbers_of_excel_become_what_one_sees():
    table = read_table("a.xlsx", excel_file([["団体名", "設立", "会員数"], ["会", date(2003, 5, 11), 12.0]]))
    assert table.rows == [["会", "2003-05-11", "12"]]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "何も書かれていません"),
        ("a.csv", b"\r\n,,\r\n", "何も書かれていません"),
        ("a.xlsx", excel_file([]), "何も書かれていません"),
        ("a.csv", "団体名,電話\n".encode(), "見出しの行（1行目）の下に"),
        ("a.csv", "団体名簿\n\n団体名,電話\n".encode(), "見出しの行（3行目）の下に"),
        ("a.csv", "団体名|電話\n里山|048-282-1111\n".encode(), "「|」ではなく、半角のカンマ"),
        ("a.csv", "団体名，電話\n里山，048-282-1111\n".encode("cp932"), "「，」ではなく、半角のカンマ"),
        ("a.csv", b"\x81 \x81", "文字コードを読み取れません"),
        ("a.xlsx", b"PK\x03\x04 broken", "Excelファイルとして開けません"),
        ("a.xlsx", b"not a zip", "Excelファイルとして開けません"),
        ("a.xls", OLD_OFFICE + b"...", "古い形式のExcelファイル（.xls）"),
        ("a.xlsx", OLD_OFFICE + LOCKED, "パスワードを外して"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_what_is_wrong_with_it(name, content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        read_table(name, content)


@given_any(
    content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode), name=st.sampled_from(["a.csv", "a.xlsx"])
)
def test_whatever_a_file_holds_it_is_read_or_refused(name, content):
    try:
        table = read_table(name, content)
    except ValidationError:
        return
    assert table.headers[-1]
    assert {len(row) for row in table.rows} == {len(table.headers)}


def test_a_workbook_that_unpacks_without_end_is_not_unpacked():
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", b"0" * (MOST_BYTES + 1))
    assert len(held.getvalue()) < 100_000
    with pytest.raises(ValidationError, match="大きすぎます"):
        read_table("a.xlsx", held.getvalue())
