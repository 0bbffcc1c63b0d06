"""Taking over lists: looked at first, refused by the row, taken whole, undone whole; and files for everybody."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from kyodo.deliberation.recommendations import actions
from kyodo.deliberation.recommendations.forms.importing import checked_rows
from kyodo.deliberation.recommendations.models import Batch, Measure, Pillar, Recommendation
from kyodo.deliberation.recommendations.states import BatchState, HeirKind, Level
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.ui.forms.tables import Table, read_table
from tests import cast
from tests.cast import AT

from . import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return given.a_report(items=[{"title": "はじめの提言"}])


def rows(place, text):
    return checked_rows(read_table("一覧.csv", text.encode("cp932")), place)


def upload(place, text):
    return actions.upload(place, file_name="一覧.csv", rows=rows(place, text), by=cast.sato(), at=AT)


def test_a_list_of_recommendations_is_taken_over_and_undone(report):
    batch = upload(report, "番号,題名,内容,担当課\r\n第５号,水門を開ける,毎月。,環境課\r\n,川の日,,\r\n")
    assert Recommendation.objects.count() == 1
    actions.take_over(batch, by=cast.sato(), at=AT)
    told = list(report.recommendations.values_list("number", "title", "section__name"))
    assert told == [(1, "はじめの提言", None), (5, "水門を開ける", "環境課"), (6, "川の日", None)]
    assert Task.objects.open().filter(what="提言に回答する").count() == 3
    actions.undo(batch, by=cast.sato(), at=AT)
    assert Recommendation.objects.count() == 1
    assert Task.objects.open().filter(what="提言に回答する").count() == 1
    assert batch.state == BatchState.UNDONE


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("番号,題名\r\nいち,水門\r\n", "2行目：番号「いち」"), ("番号,題名\r\n1,水門\r\n", "2行目：1番は、すでに"),
        ("番号,題名\r\n3,水門\r\n3,川\r\n", "3行目：3番は、すでに"), ("題名,担当課\r\n水門,火星課\r\n", "2行目：「火星課」という課"),
        ("題名,内容\r\n,内容だけ\r\n", "2行目：「題名」が空"), ("名前,内容\r\n水門,毎月\r\n", "見出しに「題名」"),
        (f"題名,内容\r\n{'あ' * 201},x\r\n", "200文字を超えて"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_and_nothing_is_kept(report, text, fault):
    with pytest.raises(ValidationError) as found:
        rows(report, text)
    assert fault in " ".join(found.value.messages)
    assert not Batch.objects.exists()


def test_no_more_than_twenty_faults_are_told(report):
    with pytest.raises(ValidationError) as found:
        checked_rows(Table(["題名", "担当課"], [["提言", "火星課"]] * 33, 2), report)
    assert len(found.value.messages) == 21
    assert found.value.messages[-1] == "ほかに13件あります。"


def test_a_list_of_measures_makes_its_pillars_and_is_undone():
    plan = given.a_draft_plan()
    text = "柱,取組,担当課,予算額,指標\r\n川を生かす,道を直す,環境課,120万円,直した道\r\n川を生かす,草を刈る,,,\r\n人を育てる,講座を開く,,,\r\n"
    batch = actions.take_over(upload(plan, text), by=cast.sato(), at=AT)
    told = list(plan.measures.values_list("pillar__title", "number", "title", "budget"))
    assert told == [
        ("川を生かす", 1, "道を直す", 1_200_000),
        ("川を生かす", 2, "草を刈る", None),
        ("人を育てる", 3, "講座を開く", None),
    ]
    actions.undo(batch, by=cast.sato(), at=AT)
    assert (Measure.objects.count(), Pillar.objects.count()) == (0, 0)


def test_what_somebody_has_worked_on_is_not_undone(report):
    batch = actions.take_over(upload(report, "題名,担当課\r\n水門,環境課\r\n"), by=cast.sato(), at=AT)
    recommendation = report.recommendations.get(title="水門")
    given.a_view(recommendation, Level.NO_EVIDENCE, by=cast.jiro())
    with pytest.raises(IllegalMove, match="取り消せません"):
        actions.undo(batch, by=cast.sato(), at=AT)
    plan = given.a_draft_plan()
    batch = actions.take_over(upload(plan, "柱,取組\r\n柱,取組\r\n"), by=cast.sato(), at=AT)
    actions.link(
        report.recommendations.get(number=1),
        plan=plan,
        kind=HeirKind.AS_IS,
        measure=plan.measures.get(),
        by=cast.sato(),
        at=AT,
    )
    with pytest.raises(IllegalMove, match="取り消せません"):
        actions.undo(batch, by=cast.sato(), at=AT)
    assert Batch.objects.filter(state=BatchState.DONE).count() == 2


def test_a_number_taken_meanwhile_takes_nothing_over(report):
    batch = upload(report, "番号,題名\r\n2,水門\r\n3,川\r\n")
    actions.enter(report, number=3, title="先に来た", by=cast.sato(), at=AT)
    with pytest.raises(Refused, match="3番"):
        actions.take_over(batch, by=cast.sato(), at=AT)
    assert not report.recommendations.filter(number=2).exists()
    assert Batch.objects.get().state == BatchState.PREVIEW


@pytest.mark.parametrize("stranger", [cast.hanako, cast.tanaka, cast.visitor])
def test_only_the_desk_imports(report, stranger):
    with pytest.raises(NotAllowed):
        actions.upload(report, file_name="x.csv", rows=[{"title": "x"}], by=stranger(), at=AT)


def test_a_workbook_is_read_and_shown_before_it_is_taken_over(report, settings, monkeypatch):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    book, kept = Workbook(), BytesIO()
    table: Any = book.active
    for line in (["題名", "担当課"], ["=水門を開ける", "環境課"]):
        table.append(line)
    table["A2"].data_type = "s"
    book.save(kept)
    desk = Client()
    desk.force_login(cast.sato())
    sent: Any = desk.post(
        reverse("recommendations:import_report", args=[report.ref]),
        {"file": SimpleUploadedFile("一覧.xlsx", kept.getvalue())},
    )
    assert sent.status_code == 302, sent.content.decode()[:3000]
    assert "=水門を開ける" in desk.get(sent.url).content.decode()
    desk.post(sent.url + "take_over/")
    assert report.recommendations.count() == 2
    lines = list(csv.reader(StringIO(Client().get(reverse("recommendations:data")).content.decode("utf-8-sig"))))
    assert [line[4] for line in lines] == ["提言", "はじめの提言", "'=水門を開ける"]
    desk.post(sent.url + "undo/")
    assert report.recommendations.count() == 1
    assert desk.post(sent.url + "burn/").status_code == 404


def test_the_matrix_is_a_file_with_a_line_for_every_pair_and_every_orphan():
    story = given.three_terms()
    path = reverse("recommendations:matrix_data", args=[story.plans["second_plan"].ref])
    lines = list(csv.reader(StringIO(Client().get(path).content.decode("utf-8-sig"))))
    assert len(lines) == 1 + 18
    assert [line[3] for line in lines].count("統合") == 8
    assert [line[1] for line in lines if line[3] == "対応する取組なし"] == ["10"]
