"""残す記録: each form's own download, read back cell by cell; what is not known stays empty."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.states import Form
from kyodo.cycle.formalities.terms import GUIDES, Record
from kyodo.cycle.projects import actions as projects
from kyodo.reading.casebook.queries import records
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


def with_forms(case, *forms):
    return cases.describe(case, start_type="A", forms=forms, by=cast.tanaka(), at=AT)


def address(case, record):
    return reverse("casebook:record", args=[case.ref, record])


def read(case, record, client=None):
    answer = (client or Client()).get(address(case, record))
    assert answer.status_code == 200
    assert answer.content.startswith("\ufeff".encode())
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def test_every_form_keeps_a_record_and_every_record_can_be_made():
    assert {record for guide in GUIDES.values() for record in guide.records} == set(Record)
    assert set(records.MAKERS) == set(records.COLUMNS) == set(Record) - {Record.ROLES, Record.COMMITTEE}


def test_a_case_gives_the_records_of_its_own_forms_and_no_others():
    case = with_forms(given.a_case_with_both_sides(), "2")
    given_out = {record for record in Record if Client().get(address(case, record)).status_code != 404}
    assert given_out == {Record.EVENT}
    assert Client().get(address(case, "nothing")).status_code == 404


def test_every_form_of_a_running_case_hands_out_its_records(settings):
    case = with_forms(given.a_running_project().case, *Form.values)
    for record in Record:
        answer = Client().get(address(case, record), follow=True)
        assert answer.status_code == 200, record
        assert len(answer.content) > 40


def test_the_event_list_has_the_columns_of_the_standard_and_nothing_made_up():
    case = with_forms(given.a_started_case(), "1")
    (row,) = read(case, Record.EVENT)
    assert list(row)[:6] == [
        "都道府県コード又は市区町村コード",
        "NO",
        "都道府県名",
        "市区町村名",
        "イベント名",
        "イベント名_カナ",
    ]
    assert len(row) == 32
    assert row["イベント名"] == case.title
    assert row["開始日"] == case.starts_on.isoformat()
    assert row["主催者"] == "川辺を守る会、環境課"
    assert row["連絡先名称"] == "環境課"
    assert row["緯度"] == row["定員"] == row["開始時間"] == ""


def test_of_a_name_lent_only_the_citizens_are_hosts():
    (row,) = read(with_forms(given.a_started_case(), "2"), Record.EVENT)
    assert row["主催者"] == "川辺を守る会"


def test_places_are_listed_with_what_was_done_there():
    project = given.a_running_project()
    case = with_forms(project.case, "4")
    (empty,) = read(case, Record.PLACES)
    assert (empty["団体名"], empty["活動日"]) == ("川辺を守る会", "")
    projects.tell(
        project, on=AT.date(), pace="smooth", done="=草を刈った", place="川の土手", people=12, by=cast.hanako(), at=AT
    )
    (row,) = read(case, Record.PLACES)
    assert (row["場所名称"], row["活動日"], row["参加人数"]) == ("川の土手", AT.date().isoformat(), "12")
    assert row["活動内容"] == "'=草を刈った"


def test_open_points_are_for_the_table_and_questions_for_everybody(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    sitting = given.a_held_sitting()
    case = with_forms(sitting.case, "5")
    from kyodo.cycle.roundtables.models import OpenPoint

    OpenPoint.objects.create(
        sitting=sitting, text="回数", citizens_view="月2回", city_view="月1回", handling="次回話す"
    )
    cases.show(case, by=cast.sato(), at=AT)
    assert read(case, Record.OPINIONS) == []
    inside = Client()
    inside.force_login(cast.tanaka())
    (row,) = read(case, Record.OPINIONS, inside)
    assert (row["意見"], row["市民の考え"], row["行政の考え"], row["扱い"]) == ("回数", "月2回", "月1回", "次回話す")


def test_money_is_told_line_by_line_and_a_grant_in_one_row():
    project = given.a_reported_project()
    case = with_forms(project.case, "8")
    lines = read(case, Record.MONEY)
    books = list(project.books.all())
    assert [(row["費目"], row["予算額"]) for row in lines] == [(line.item, str(line.budget)) for line in books]
    (grant,) = read(case, Record.GRANT)
    assert (grant["団体"], grant["担当課"], grant["事業"]) == ("川辺を守る会", "環境課", case.title)
    assert grant["年度"] == str(case.carried_year)


def test_years_are_told_one_by_one():
    project = given.a_running_project()
    case = with_forms(project.case, "9")
    goal = case.agreement.goals.first()
    day = AT.date() + timedelta(days=1)
    projects.measure(project, goal=goal, value=Decimal(30), on=day, by=cast.hanako(), at=AT + timedelta(days=2))
    rows = list(records.rows_of(Record.YEARLY, case, cast.visitor(), AT + timedelta(days=400)))
    told = [dict(zip(records.COLUMNS[Record.YEARLY], row, strict=True)) for row in rows]
    years = [str(row["年度"]) for row in told]
    assert years == sorted(set(years))
    assert told[-1]["目標"] == goal.what
    assert told[-1]["年度末の値"] == "30"
    assert told[-1]["測った日"] == day.isoformat()


def test_a_committee_takes_its_rules_members_and_money_along_in_word():
    case = with_forms(given.a_running_project().case, "6")
    answer = Client().get(address(case, Record.COMMITTEE))
    document = Document(BytesIO(answer.content))
    words = [p.text for p in document.paragraphs]
    assert {"委員の名簿", "規約", "収支"} <= set(words)
    assert any(p.startswith("第1条") for p in words)
    names = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"川辺を守る会", "環境課"} <= names


def test_nobody_gets_a_record_of_a_case_they_may_not_see():
    case = with_forms(given.a_case_with_both_sides(), "2")
    type(case).objects.filter(pk=case.pk).update(shown_at=None)
    assert Client().get(address(case, Record.EVENT)).status_code == 404


def test_day_is_iso():
    assert records._day(date(2026, 4, 1)) == "2026-04-01"
    assert records._day(None) == ""
