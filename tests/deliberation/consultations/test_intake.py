"""Taking in a file: whole or not at all, safe to stop anywhere, and undone as a whole."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.actions import intake as engine
from kyodo.deliberation.consultations.models import Bundle, Intake, Sender, Submission
from kyodo.deliberation.consultations.states import IntakeState
from kyodo.kernel.policy import AlreadyDone, Blocked, IllegalMove, Refused
from kyodo.offices.desk.actions import stop
from kyodo.offices.desk.actions.errands import _portion
from kyodo.offices.desk.models import Errand
from kyodo.offices.desk.queries import waits
from tests import cast

from . import given
from .flooding import HEAD, a_file, a_form, read_in, rows, taken_in, worked_off

pytestmark = pytest.mark.django_db

SAME, OTHER = "灯りがほしい。", "北町の坂で3人が転んだ。"


@pytest.fixture
def it(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)
    return given.an_open_one()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
def test_a_file_is_read_in_the_usual_encodings_and_every_row_becomes_a_submission(it, encoding):
    intake = read_in(it, a_file(rows([SAME, OTHER, SAME]), encoding=encoding))
    assert it.submissions.count() == 0
    actions.take_in(intake, by=cast.sato(), at=given.SORTING)
    worked_off()
    assert list(it.submissions.order_by("number").values_list("text", flat=True)) == [SAME, OTHER, SAME]
    assert [s.sender.name for s in it.submissions.order_by("number")] == ["提出者1", "提出者2", "提出者3"]
    assert sorted(b.voices for b in it.bundles.all()) == [1, 2]
    intake.refresh_from_db()
    assert intake.state == IntakeState.DONE
    assert not waits(intake)


def test_an_excel_file_is_read_like_a_csv(it):
    book, packed = Workbook(), io.BytesIO()
    for line in (HEAD.split(","), ["2026-05-11 10:00", "川辺", "織瀬市1", "市内に住む人", SAME]):
        book.worksheets[0].append(line)
    book.save(packed)
    read_in(it, SimpleUploadedFile("iken.xlsx", packed.getvalue()))
    assert Intake.objects.get().row_count == 1


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("きのう,甲,乙,市内に住む人,意見です", "受付日時「きのう」を読み取れません"),
        ("2099-01-01,甲,乙,市内に住む人,意見です", "未来"),
        ("2026-05-11,甲,乙,火星の人,意見です", "「区分」の「火星の人」"),
        ("2026-05-11,甲,乙,市内に住む人,  ", "意見が空です"),
        ("2026-05-11,甲,乙,市内に住む人,意見,余り", "見出しより多くの列"),
        (f"2026-05-11,{'長' * 101},乙,市内に住む人,意見", "100文字まで"),
        ("2026-05-11,甲\x07,乙,市内に住む人,意見", "使えない文字"),
    ],
)
def test_one_bad_row_keeps_the_whole_file_out_and_says_which_and_why(it, line, sentence):
    intake = read_in(it, a_file([*rows([SAME]), line]))
    fault = intake.faults.get()
    assert fault.row == 3
    assert sentence in fault.sentence
    with pytest.raises(Refused):
        actions.take_in(intake, by=cast.sato(), at=given.SORTING)
    worked_off()
    assert not Submission.objects.exists()
    assert not waits(intake)


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.csv", b"\xff\xfe\x00\x81\x00"), SimpleUploadedFile("a.csv", b"\n"), SimpleUploadedFile("a.xlsx", b"PK"),
        SimpleUploadedFile("a.csv", "題,本文\n甲,乙\n".encode()), SimpleUploadedFile("a.csv", "意見,意見\n甲,乙\n".encode()),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_of_opinions_is_refused_with_a_sentence(file):
    assert a_form(file).errors["file"]


def test_a_file_stopped_after_any_portion_goes_on_where_it_stopped(it, monkeypatch):
    monkeypatch.setattr(engine, "PART", 3)
    intake = read_in(it, a_file(rows(f"{SAME}{n % 4}" for n in range(10))))
    errand = actions.take_in(intake, by=cast.sato(), at=given.SORTING)
    real, calls = engine.__dict__["record"], list[int]()

    def dies_once(*args, **said):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt  # the process is killed before its transaction ends
        return real(*args, **said)

    monkeypatch.setattr(engine, "record", dies_once)
    with pytest.raises(KeyboardInterrupt):
        worked_off()
    errand.refresh_from_db()
    assert (errand.done, it.submissions.count()) == (3, 3)
    worked_off()
    assert sorted(it.submissions.values_list("intake_row", flat=True)) == list(range(2, 12))
    assert list(it.submissions.order_by("number").values_list("number", flat=True)) == list(range(1, 11))
    assert sum(it.bundles.values_list("voices", flat=True)) == 10


def test_the_same_file_is_not_taken_in_twice(it):
    taken_in(it, [SAME])
    with pytest.raises(Refused):
        read_in(it, a_file(rows([SAME])))


def test_a_whole_file_is_undone_and_what_came_otherwise_stays(it):
    mine = given.a_paper(it, SAME)
    intake = taken_in(it, [SAME, OTHER, SAME])
    actions.undo(intake, by=cast.sato(), at=given.SORTING)
    worked_off()
    intake.refresh_from_db()
    assert intake.state == IntakeState.UNDONE
    assert list(it.submissions.all()) == [mine]
    assert Sender.objects.count() == 1
    assert [b.voices for b in Bundle.objects.heads().filter(consultation=it)] == [1]
    taken_in(it, [SAME, OTHER, SAME])  # and the same file can come again
    assert it.submissions.count() == 4


def test_a_file_somebody_has_worked_on_is_not_undone(it):
    intake = taken_in(it, [SAME, OTHER])
    given.a_read_bundle(it.bundles.first())
    with pytest.raises(Refused):
        actions.undo(intake, by=cast.sato(), at=given.SORTING)


def test_nothing_is_decided_while_rows_of_a_file_still_wait(it, monkeypatch):
    monkeypatch.setattr(engine, "PART", 2)
    intake = read_in(it, a_file(rows([SAME, SAME, OTHER])))
    errand = actions.take_in(intake, by=cast.sato(), at=given.SORTING)
    _portion(given.SORTING)
    stop(errand, reason="あとで続ける。", by=cast.sato(), at=given.SORTING)
    given.an_agreed_answer(given.a_read_bundle(it.bundles.get()))
    with pytest.raises(Blocked) as blocked:
        actions.finish(it, by=cast.sato(), at=given.SORTING)
    assert [block.mend for block in blocked.value.blocks] == [intake.get_absolute_url()]
    actions.take_in(intake, by=cast.sato(), at=given.SORTING)
    worked_off()
    given.an_agreed_answer(given.a_read_bundle(it.bundles.unread().get()))
    assert actions.finish(it, by=cast.sato(), at=given.SORTING).state == "review"


def test_a_file_is_taken_in_once_however_often_the_button_is_pressed(it):
    intake = read_in(it, a_file(rows([SAME])))
    actions.take_in(intake, by=cast.sato(), at=given.SORTING)
    with pytest.raises((IllegalMove, AlreadyDone, Refused)):
        actions.take_in(intake, by=cast.sato(), at=given.SORTING)
    assert Errand.objects.count() == 1


def test_the_ledger_and_the_template_are_files_for_whoever_runs_it(it, as_):
    taken_in(it, [SAME, "=1+1"])
    desk = as_(cast.sato())
    ledger = b"".join(desk.get(reverse("consultations:ledger_csv", args=[it.ref]))).decode()
    assert SAME in ledger
    assert "提出者2" in ledger
    assert "'=1+1" in ledger
    template = desk.get(reverse("consultations:intake_template", args=[it.ref])).content
    assert a_form(SimpleUploadedFile("t.csv", template)).is_valid()
    assert as_(cast.suzuki()).get(reverse("consultations:ledger_csv", args=[it.ref])).status_code in (403, 404)


def test_a_unique_voice_among_ten_thousand_copies_is_on_the_first_page(it):
    taken_in(it, [*[SAME] * 5000, *[f"反対です。{'あ' * (n % 7)}" for n in range(5000)], OTHER])
    shown = queries.to_read(it).rows
    assert OTHER in [row.gist for row in shown]
    assert shown[0].gist == OTHER
