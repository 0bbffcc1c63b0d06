"""An existing register: read, looked at, taken over whole, undone whole."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from hypothesis import given as given_any
from hypothesis import strategies as st
from openpyxl import Workbook

from kyodo.commons.groups import actions, queries
from kyodo.commons.groups.actions.importing import Row
from kyodo.commons.groups.forms.reading import guess
from kyodo.commons.groups.forms.register import preview
from kyodo.commons.groups.models import Batch, Group
from kyodo.commons.groups.states import BatchState, Channel, Part, Source, State
from kyodo.commons.groups.terms import MOST_ROWS
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.journal.models import Entry
from kyodo.ui.forms.tables import MOST_BYTES, read_table
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db

HEAD = [
    "登録番号",
    "団体名",
    "フリガナ",
    "種別",
    "活動分野",
    "活動地区",
    "代表者名",
    "電話番号",
    "会員数",
    "設立年月日",
    "有効期限",
]
LINES = [
    ["織協第101号", "NPO法人 里山", "さとやま", "特定非営利活動法人", "7、13", "中央地区、川東", "森 一郎", "048-282-1111", "34", "H21.6.18", "R10.3.31"],
    ["織協第102号", "㈱髙﨑", "", "株式会社", "まちづくり", "市内全域", "", "", "", "", ""],
]  # fmt: skip


def csv_file(lines, encoding):
    return "\r\n".join(",".join(line) for line in lines).encode(encoding)


def excel_file(lines):
    book = Workbook()
    sheet = book.worksheets[0]
    for line in lines:
        sheet.append(line)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def a_batch(lines=LINES, head=HEAD, by=None):
    given.a_city()
    return actions.upload(
        file_name="名簿.xlsx", headers=head, rows=lines, mapping=guess(head), by=by or cast.sato(), at=AT
    )


def taken_over(batch):
    read = preview(batch)
    assert not read.faults, read.faults
    return actions.take_over(batch, rows=read.rows, by=cast.sato(), at=AT)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("名簿.csv", csv_file([HEAD, *LINES], "utf-8-sig")),
        ("名簿.csv", csv_file([HEAD, *LINES], "utf-8")),
        ("名簿.csv", csv_file([HEAD, *LINES], "cp932")),
        ("名簿.xlsx", excel_file([HEAD, *LINES])),
        ("名簿.XLSX", excel_file([["令和8年度 団体名簿"], [], HEAD, *LINES, [], ["", ""]])),
    ],
    ids=["utf-8 with mark", "utf-8", "shift_jis", "excel", "excel below a title"],
)
def test_a_register_is_read_from_the_usual_files(name, content):
    table = read_table(name, content)
    assert table.headers == HEAD
    assert table.rows == LINES


def test_rows_are_told_by_the_number_they_have_in_the_file():
    table = read_table(
        "名簿.xlsx", excel_file([["令和8年度 団体名簿"], [], HEAD, LINES[0], [], ["", "", "漢字のよみ"]])
    )
    given.a_city()
    batch = actions.upload(
        file_name="名簿.xlsx", headers=table.headers, rows=table.rows, first_row=table.first_row,
        mapping=guess(table.headers), by=cast.sato(), at=AT,
    )  # fmt: skip
    assert batch.row_count == 2
    read = preview(batch)
    assert len(read.rows) == 1
    assert {fault.row for fault in read.faults} == {6}


def test_dates_and_numbers_of_excel_become_what_one_sees():
    table = read_table("a.xlsx", excel_file([["団体名", "設立", "会員数"], ["会", date(2003, 5, 11), 12.0]]))
    assert table.rows == [["会", "2003-05-11", "12"]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", "団体名,電話\n".encode()),
        ("a.csv", b"\xff\xfe\xfa\x81"),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.xlsx", b"not a zip"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(name, content):
    with pytest.raises(ValidationError, match="。"):
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


def test_columns_are_guessed_from_their_headings():
    assert guess(HEAD) == [
        "number", "name", "kana", "kind", "field_codes", "wards", "representative", "phone", "members", "founded", "valid_until",
    ]  # fmt: skip
    assert guess(["ＮＯ", "団体の名称", "連絡先電話番号", "備考"]) == ["number", "name", "phone", ""]
    assert guess(["団体名", "団体名"]) == ["name", ""]


def test_nothing_of_the_register_changes_before_it_is_confirmed():
    batch = a_batch()
    read = preview(batch)
    assert (len(read.rows), read.faults) == (2, ())
    assert not Group.objects.exists()


def test_every_fault_names_its_row_and_what_is_wrong():
    wrong = [
        ["", "", "", "", "", "", "だれか", "", "", "", ""],
        ["", "会", "かんじ読", "秘密結社", "99", "月面地区", "", "電話なし", "たくさん", "むかし", "いつか"],
        ["織協第101号", "一つ目", *[""] * 9],
        ["織協第101号", "二つ目", *[""] * 9],
    ]
    faults = preview(a_batch(wrong)).faults
    assert {fault.row for fault in faults} == {2, 3, 5}
    said = " ".join(fault.sentence for fault in faults if fault.row == 3)
    for word in ("フリガナ", "秘密結社", "99", "月面地区", "電話番号", "会員数", "設立年月", "有効期限"):
        assert word in said, word
    assert "4行目と同じ" in faults[-1].sentence
    assert all(fault.sentence.endswith(("。", "）。")) for fault in faults)


def test_a_register_is_taken_over_with_its_numbers_names_and_dates():
    batch = taken_over(a_batch())
    satoyama, takasaki = batch.groups.order_by("number")
    assert (satoyama.state, satoyama.number, satoyama.kind) == (State.REGISTERED, "織協第101号", "npo")
    assert (satoyama.kana, satoyama.phone, satoyama.founded) == ("サトヤマ", "0482821111", date(2009, 6, 18))
    assert satoyama.valid_until == date(2028, 3, 31)
    assert takasaki.valid_until == date(2027, 3, 31)
    assert [f.code for f in satoyama.fields.all()] == [7, 13]
    assert [w.name for w in satoyama.wards.all()] == ["中央地区", "川東地区"]
    representative = queries.present_in(satoyama, AT.date()).representative
    assert representative
    assert representative.person.name == "森 一郎"
    assert takasaki.name == "㈱髙﨑"
    assert takasaki.channel == Channel.REGISTER
    assert {c.source for c in takasaki.confirmations.all()} == {Source.REGISTER}
    assert batch.rows == []


def test_every_imported_group_went_through_the_journal():
    batch = taken_over(a_batch())
    for group in batch.groups.all():
        acts = list(Entry.objects.filter(subject=group.subject).order_by("seq").values_list("act", flat=True))
        assert acts == ["begin", "enrol"]


def test_a_row_that_the_database_refuses_leaves_nothing_half_imported():
    batch = a_batch()
    good = preview(batch).rows
    with pytest.raises(DatabaseError):
        actions.take_over(
            batch, rows=[*good, Row(values={"name": "重複"}, number="織協第101号")], by=cast.sato(), at=AT
        )
    assert not Group.objects.exists()
    batch.refresh_from_db()
    assert batch.state == BatchState.PREVIEW
    assert batch.rows


def test_a_batch_is_taken_over_once():
    batch = taken_over(a_batch())
    with pytest.raises(IllegalMove):
        actions.take_over(batch, rows=[], by=cast.sato(), at=AT)


def test_a_whole_batch_is_undone_and_can_be_read_again():
    batch = taken_over(a_batch())
    actions.undo(batch, by=cast.sato(), at=AT)
    assert {g.state for g in batch.groups.all()} == {State.CANCELLED}
    assert not Group.objects.visible_to(cast.visitor(), at=AT).exists()
    again = taken_over(a_batch())
    assert again.groups.filter(number="織協第101号", state=State.REGISTERED).exists()


def test_a_batch_on_which_somebody_worked_is_not_undone():
    batch = taken_over(a_batch())
    group = batch.groups.get(number="織協第101号")
    actions.revise(group, part=Part.ACTIVITY, values={"members": 40}, by=cast.sato(), at=AT)
    with pytest.raises(Blocked, match="NPO法人 里山"):
        actions.undo(batch, by=cast.sato(), at=AT)
    group.refresh_from_db()
    assert group.state == State.REGISTERED


def test_numbers_given_out_later_pass_over_imported_ones():
    taken_over(a_batch([["2026-001", "取り込んだ会", *[""] * 9]]))
    assert given.a_registered_group().number == "2026-002"


def test_rows_that_may_be_there_already_are_pointed_out_and_not_barred():
    given.a_registered_group(name="特定非営利活動法人里山", kana="サトヤマ")
    read = preview(a_batch())
    assert [name for name, _group in queries.alike_rows([r.values for r in read.rows])] == ["NPO法人 里山"]
    taken_over(a_batch())


def test_the_columns_can_be_assigned_anew():
    batch = a_batch()
    mapping = ["" if entry == "wards" else entry for entry in batch.mapping]
    actions.remap(batch, mapping=mapping, by=cast.sato(), at=AT)
    assert not preview(batch).rows[0].wards
    with pytest.raises(Refused, match="2つの列"):
        actions.remap(batch, mapping=["name", "name"], by=cast.sato(), at=AT)


def test_a_dropped_file_forgets_what_it_said():
    batch = a_batch()
    actions.discard(batch, by=cast.sato(), at=AT)
    assert (batch.state, batch.rows) == (BatchState.DISCARDED, [])


def test_only_the_desk_imports_and_not_without_end():
    for person in (cast.hanako(), cast.tanaka()):
        with pytest.raises(NotAllowed):
            a_batch(by=person)
    with pytest.raises(Refused, match="分けて"):
        a_batch([[""] * 11] * (MOST_ROWS + 1))
    assert not Batch.objects.exists()
