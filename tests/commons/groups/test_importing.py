"""An existing register: read, looked at, taken over whole, undone whole."""

from datetime import date
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.commons.groups import actions, queries
from kyodo.commons.groups.actions import importing
from kyodo.commons.groups.actions.importing import Line, Row
from kyodo.commons.groups.forms.reading import guess
from kyodo.commons.groups.forms.register import MappingForm, UploadForm
from kyodo.commons.groups.models import Batch, Group
from kyodo.commons.groups.states import BatchState, Channel, Kind, Part, Source, State
from kyodo.commons.groups.terms import MOST_ROWS
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.city.models import Duty
from kyodo.offices.desk.actions.parts import SIZE
from kyodo.offices.desk.models import Errand
from kyodo.offices.desk.queries import waiting_rows, waits
from kyodo.offices.journal.models import Entry
from kyodo.offices.people.models import Person
from tests import cast, given
from tests.cast import AT
from tests.ui.test_tables import excel_file
from tests.working import worked_off

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


def a_batch(lines=LINES, head=HEAD, by=None):
    given.a_city()
    file = SimpleUploadedFile("名簿.xlsx", excel_file([head, *lines]))
    form = UploadForm({}, {"file": file})
    assert form.is_valid(), form.errors
    return actions.upload(**form.values(), by=by or cast.sato(), at=AT)


def rows_of(batch):
    return [Row.kept(line["said"]) for line in waiting_rows(batch) if line["said"]]


def taken_over(batch):
    assert not batch.fault_count, list(batch.faults.all())
    actions.take_over(batch, by=cast.sato(), at=AT)
    worked_off()
    batch.refresh_from_db()
    assert batch.state == BatchState.DONE, Errand.objects.latest("pk").fault
    return batch


def undone(batch):
    actions.undo(batch, by=cast.sato(), at=AT)
    worked_off()
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    return batch


def test_rows_are_told_by_the_number_they_have_in_the_file():
    given.a_city()
    file = excel_file([["令和8年度 団体名簿"], [], HEAD, LINES[0], [], ["", "", "漢字のよみ"]])
    form = UploadForm({}, {"file": SimpleUploadedFile("名簿.xlsx", file)})
    assert form.is_valid()
    batch = actions.upload(**form.values(), by=cast.sato(), at=AT)
    assert (batch.row_count, batch.group_count) == (2, 1)
    assert {fault.row for fault in batch.faults.all()} == {6}


def test_columns_are_guessed_from_their_headings():
    assert guess(HEAD) == [
        "number", "name", "kana", "kind", "field_codes", "wards", "representative", "phone", "members", "founded", "valid_until",
    ]  # fmt: skip
    assert guess(["ＮＯ", "団体の名称", "連絡先電話番号", "備考"]) == ["number", "name", "phone", ""]
    assert guess(["団体名", "団体名"]) == ["name", ""]


def test_nothing_of_the_register_changes_before_it_is_confirmed():
    batch = a_batch()
    assert (len(rows_of(batch)), batch.fault_count) == (2, 0)
    worked_off()
    assert not Group.objects.exists()


def test_every_fault_names_its_row_and_what_is_wrong():
    wrong = [
        ["", "", "", "", "", "", "だれか", "", "", "", ""],
        ["", "会", "かんじ読", "秘密結社", "99", "月面地区", "", "電話なし", "たくさん", "むかし", "いつか"],
        ["織協第101号", "一つ目", *[""] * 9],
        ["織協第101号", "二つ目", *[""] * 9],
    ]
    faults = list(a_batch(wrong).faults.all())
    assert {fault.row for fault in faults} == {2, 3, 5}
    said = " ".join(fault.sentence for fault in faults if fault.row == 3)
    for word in ("フリガナ", "秘密結社", "99", "月面地区", "電話番号", "会員数", "設立年月", "有効期限"):
        assert word in said, word
    assert "4行目と同じ" in faults[-1].sentence
    assert all(fault.sentence.endswith(("。", "）。")) for fault in faults)


def test_a_telephone_that_cannot_be_is_told_with_its_column_and_as_it_was_typed():
    batch = a_batch([["", "会", *[""] * 5, "0004-12-3456", *[""] * 3], ["", "会", *[""] * 5, "0778-22-300", *[""] * 3]])
    impossible, short = batch.faults.all()
    assert (impossible.row, short.row) == (2, 3)
    assert impossible.sentence.startswith(
        "「電話番号」の列の「0004-12-3456」：「0004」で始まる10桁の電話番号はありません。"
    )
    assert short.sentence.startswith(
        "「電話番号」の列の「0778-22-300」：電話番号は、0で始まる市外局番から、10桁か11桁の数字で"
    )
    assert [line["cells"][7] for line in waiting_rows(batch)] == ["0004-12-3456", "0778-22-300"]


def test_a_column_without_a_heading_is_told_by_its_place():
    batch = a_batch([["会", "0004-12-3456"]], head=["団体名", "電話番号"])
    batch.headers = ["団体名", ""]
    form = MappingForm({"column_0": "name", "column_1": "phone"}, batch=batch)
    assert form.is_valid()
    actions.remap(batch, **form.values(), by=cast.sato(), at=AT)
    assert batch.faults.get().sentence.startswith("「2列目」の列の「0004-12-3456」：")


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
    assert not waits(batch)


def test_every_imported_group_went_through_the_journal():
    batch = taken_over(a_batch())
    for group in batch.groups.all():
        acts = list(Entry.objects.filter(subject=group.subject).order_by("seq").values_list("act", flat=True))
        assert acts == ["begin", "enrol"]


def many(count):
    """So many rows that they are taken in several portions."""
    return [[f"織協第{n}号", f"第{n}の会", *[""] * 4, "森 一郎" if n % 2 else "", *[""] * 4] for n in range(count)]


def test_a_number_that_is_given_already_is_told_with_its_group():
    taken_over(a_batch())
    fault = a_batch([["織協第101号", "別の会", *[""] * 9]]).faults.get()
    assert (fault.row, fault.name) == (2, "別の会")
    assert "すでに「NPO法人 里山」の番号です" in fault.sentence


def test_an_import_that_stops_in_the_middle_says_at_which_row_and_goes_on_or_goes_back():
    batch, other = a_batch(many(SIZE + 2)), a_batch([[f"織協第{SIZE}号", "先に入った会", *[""] * 9]])
    taken_over(other)
    actions.take_over(batch, by=cast.sato(), at=AT)
    worked_off()
    batch.refresh_from_db()
    errand = Errand.objects.latest("pk")
    assert f"{SIZE + 2}行目" in errand.fault
    assert "先に入った会" in errand.fault
    assert (batch.state, batch.groups.count()) == (BatchState.RUNNING, SIZE)
    undone(other)
    taken_over(batch)
    assert batch.groups.registered().count() == SIZE + 2
    undone(batch)
    assert not Group.objects.registered().exists()


def test_an_import_that_stopped_can_be_undone_without_going_on():
    batch, other = a_batch(many(SIZE + 2)), a_batch([[f"織協第{SIZE}号", "先に入った会", *[""] * 9]])
    taken_over(other)
    actions.take_over(batch, by=cast.sato(), at=AT)
    worked_off()
    undone(batch)
    assert [group.name for group in Group.objects.registered()] == ["先に入った会"]
    assert not waits(batch)


def test_a_worker_killed_in_any_portion_leaves_nothing_half_and_nothing_twice(monkeypatch):
    batch = a_batch(many(2 * SIZE + 5))
    actions.take_over(batch, by=cast.sato(), at=AT)
    real, calls = importing.__dict__["confirm"], count()

    def dies_once(*args, **said):
        if next(calls) == SIZE + 7:
            raise KeyboardInterrupt  # the process is killed before its transaction ends
        return real(*args, **said)

    monkeypatch.setattr(importing, "confirm", dies_once)
    with pytest.raises(KeyboardInterrupt):
        worked_off()
    assert Errand.objects.get().done == batch.groups.count() == batch.groups.registered().count() == SIZE
    worked_off()
    batch.refresh_from_db()
    assert batch.state == BatchState.DONE
    assert sorted(g.number for g in batch.groups.all()) == sorted(f"織協第{n}号" for n in range(2 * SIZE + 5))
    assert Person.objects.filter(name="森 一郎").count() == SIZE + 2


def test_what_the_worker_does_is_the_act_of_whoever_sent_it_and_ends_with_their_right():
    batch = a_batch()
    actions.take_over(batch, by=cast.sato(), at=AT)
    Duty.objects.filter(person=cast.sato()).update(until=AT.date())  # another desk would have ended it
    worked_off()
    assert "協働担当課の職員だけ" in Errand.objects.get().fault
    assert not Group.objects.exists()


def test_a_batch_is_taken_over_once():
    batch = a_batch()
    actions.take_over(batch, by=cast.sato(), at=AT)
    with pytest.raises(Blocked, match="作業を進めています"):
        actions.take_over(batch, by=cast.sato(), at=AT)
    with pytest.raises(Blocked, match="作業を進めています"):
        actions.undo(batch, by=cast.sato(), at=AT)
    worked_off()
    with pytest.raises(IllegalMove):
        actions.take_over(batch, by=cast.sato(), at=AT)
    assert Group.objects.count() == 2


def test_a_number_given_out_on_the_way_never_takes_one_that_the_file_brings():
    batch = taken_over(a_batch([["", "番号のない会", *[""] * 9], ["2026-001", "番号のある会", *[""] * 9]]))
    assert {g.name: g.number for g in batch.groups.all()} == {"番号のある会": "2026-001", "番号のない会": "2026-002"}


def test_a_whole_batch_is_undone_and_can_be_read_again():
    batch = undone(taken_over(a_batch()))
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
    batch = a_batch()
    assert [name for name, _group in queries.alike_rows(row.values for row in rows_of(batch))] == ["NPO法人 里山"]
    taken_over(batch)


def test_one_group_twice_in_a_file_is_pointed_out(client, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    lines = [["", name, *[""] * 9] for name in ("㈱みなとまちづくり", "川の会", "株式会社みなとまちづくり")]
    batch = a_batch(lines)
    assert list(queries.twins((2 + n, {"name": line[1]}) for n, line in enumerate(lines))) == [
        (4, "株式会社みなとまちづくり", 2, "㈱みなとまちづくり")
    ]
    client.force_login(cast.sato())
    shown = client.get(batch.get_absolute_url()).content.decode()
    assert "2行目「㈱みなとまちづくり」と4行目「株式会社みなとまちづくり」" in shown


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("一般社団法人 川の学校", Kind.ASSOCIATION), ("ＮＰＯ法人　髙台こども食堂", Kind.NPO), ("㈱みなと", Kind.COMPANY),
        ("さくら町内会", Kind.NEIGHBOURHOOD), ("川の学校", Kind.VOLUNTARY),
    ],
)  # fmt: skip
def test_a_register_without_a_column_of_kinds_tells_the_legal_form_in_the_name(name, kind):
    (row,) = rows_of(a_batch([["", name, *[""] * 9]]))
    assert row.values["kind"] == kind


def test_the_columns_can_be_assigned_anew():
    batch = a_batch()
    mapping = ["" if entry == "wards" else entry for entry in batch.mapping]
    form = MappingForm({f"column_{place}": entry for place, entry in enumerate(mapping)}, batch=batch)
    assert form.is_valid()
    assert rows_of(batch)[0].wards
    actions.remap(batch, **form.values(), by=cast.sato(), at=AT)
    assert not rows_of(batch)[0].wards
    with pytest.raises(Refused, match="2つの列"):
        actions.remap(batch, mapping=["name", "name"], lines=[], by=cast.sato(), at=AT)
    taken_over(batch)
    with pytest.raises(IllegalMove):
        actions.remap(batch, **form.values(), by=cast.sato(), at=AT)


def test_a_dropped_file_forgets_what_it_said():
    batch = a_batch()
    actions.discard(batch, by=cast.sato(), at=AT)
    assert (batch.state, waits(batch)) == (BatchState.DISCARDED, False)


def test_only_the_desk_imports_and_not_without_end():
    for person in (cast.hanako(), cast.tanaka()):
        with pytest.raises(NotAllowed):
            a_batch(by=person)
    with pytest.raises(Refused, match="分けて"):
        actions.upload(
            file_name="a.csv", headers=["団体名"], mapping=["name"], by=cast.sato(), at=AT,
            lines=[Line(n, ["会"]) for n in range(MOST_ROWS + 1)],
        )  # fmt: skip
    assert not Batch.objects.exists()
