"""The packet for the assembly: its numbers are those of the public pages, to the digit, in every medium."""

import csv
import io
from datetime import timedelta

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from kyodo.cycle.agreements.models import GateOverride
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.projects import actions as projects
from kyodo.cycle.projects.queries import totals
from kyodo.deliberation.consultations import queries as consultations
from kyodo.deliberation.councils.actions import planning
from kyodo.deliberation.recommendations import queries as recommendations
from kyodo.deliberation.recommendations.models import Plan
from kyodo.offices.city.queries import local_day
from kyodo.reading.insights.queries import figures, packet
from tests import cast, given
from tests.cast import AT
from tests.deliberation.consultations import given as consulted
from tests.deliberation.councils import sessions
from tests.deliberation.recommendations import given as recommended

pytestmark = pytest.mark.django_db
#: Most dates of the example have passed, and the fiscal year is still the same.
LATER = AT + timedelta(days=200)
CODES = (
    "leading", "stages", "forms", "projects", "grants", "consultations", "adoption", "overrides", "recommendations", "overdue", "plans",
)  # fmt: skip


def rows(code, *, year=2026, at=LATER):
    """The cells of a table of the packet."""
    return [row.cells for row in packet(year, at=at).by_code[code].rows]


def total(code, *, year=2026, at=LATER):
    """The sum below a table."""
    row = packet(year, at=at).by_code[code].total
    assert row is not None
    return row.cells


def a_project_with_books(**case):
    """A project whose budget of 30,000 yen the city carries by two thirds."""
    project = given.a_running_project(**case)
    lines = (
        ("income", "会費と負担金", "citizens", 30000), ("expense", "消耗品", "city", 20000), ("expense", "保険", "citizens", 10000),
    )  # fmt: skip
    books = [{"flow": f, "item": i, "bearer": b, "budget": n, "settled": None} for f, i, b, n in lines]
    return projects.keep_books(project, lines=books, by=cast.hanako(), at=AT)


def a_full_year():
    """Something in every table."""
    project = a_project_with_books()
    cases.describe(project.case, start_type="A", forms=["1", "8"], by=cast.tanaka(), at=AT)
    given.a_notified_screening()
    consulted.a_result()
    recommended.an_answered("studying")
    recommended.a_plan_in_force()
    meeting = sessions.a_meeting(starts_at=AT + timedelta(days=3))
    sessions.an_item(meeting)
    planning.notice(meeting, urgent_reason="大水のあとのため。", by=cast.tanaka(), at=AT)
    return project


def test_every_table_is_there_also_in_an_empty_city():
    given.a_city()
    made = packet(2026, at=AT)
    assert tuple(sheet.code for sheet in made.sheets) == CODES
    assert not any(sheet.rows or sheet.total for sheet in made.sheets if sheet.code not in ("leading", "stages"))
    assert {count for _name, count, _says, _days in rows("leading", at=AT)} == {0}


def test_every_column_has_its_share_of_the_paper_and_days_and_sums_of_money_stand_on_a_page_laid_across(browser_of):
    sheets = packet(2026, at=AT).sheets
    assert all(len(sheet.widths) == len(sheet.columns) and min(sheet.widths) >= 10 for sheet in sheets)
    a_full_year()
    made = docx.Document(io.BytesIO(browser_of().get("/insights/assembly/2026.docx").content))
    across = [(section.page_width or 0) > (section.page_height or 0) for section in made.sections]
    assert across == [False, True, False]
    broadest = next(table for table in made.tables if len(table.columns) == 10)
    widths = [column.width or 0 for column in broadest.columns]
    assert abs(sum(widths) - 257 * 36000) < 36000
    assert widths[0] > widths[5]


def test_every_figure_says_what_it_counts_and_of_which_days():
    a_full_year()
    made = packet(2026, at=LATER)
    assert all(sheet.says and sheet.as_of for sheet in made.sheets if sheet.code != "leading")
    told = {row[0]: row[2:] for row in rows("leading")}
    assert len(told) == sum(lead.count is not None for sheet in made.sheets for lead in sheet.leads) > 10
    assert all(says and days for says, days in told.values())
    assert told["実施した協働事業"][1] == "令和8年4月1日から令和8年11月27日（作成日）まで"
    assert told["継続中の提言"][1] == "令和8年11月27日現在"
    (ended,) = {row[3] for row in rows("leading", year=2025) if row[0] == "意見公募"}
    assert ended == "令和7年4月1日から令和8年3月31日まで（令和8年11月27日に集計）"


def test_stages_are_those_of_the_page_of_figures():
    a_full_year()
    shown = {str(row.label): row.total for row in figures.stages([2026], at=LATER) if row.total}
    assert dict(rows("stages")) == shown
    assert total("stages")[1] == sum(shown.values())


def test_forms_are_those_of_the_list_of_cases(browser_of):
    a_full_year()
    for row in packet(2026, at=LATER).by_code["forms"].rows:
        label, n = row.cells
        assert f"{n}件" in browser_of().get(row.url).text, label
    assert dict(rows("forms"))["補助"] == 1


def test_money_is_that_of_the_page_of_the_project(browser_of):
    project = a_project_with_books()
    budget, _settled = totals(project.books.all())
    (row,) = rows("projects", at=AT)
    assert row[6:] == (budget["expense"], None, 20000, None) == (30000, None, 20000, None)
    assert total("projects", at=AT)[6:] == row[6:], "what nobody has written down is no zero"
    assert "30,000円" in browser_of().get(project.get_absolute_url()).text
    assert rows("projects", year=2024) == []


def test_settled_money_is_counted_once_it_is_known():
    project = a_project_with_books()
    books = [
        {"flow": m.flow, "item": m.item, "bearer": m.bearer, "budget": m.budget, "settled": m.budget - 1000 * (m.flow == "expense")}
        for m in project.books.all()
    ]  # fmt: skip
    books[0 if books[0]["flow"] == "income" else -1]["settled"] -= 2000
    projects.keep_books(project, lines=books, by=cast.hanako(), at=AT)
    (row,) = rows("projects", at=AT)
    assert row[6:] == (30000, 28000, 20000, 19000)


def test_a_case_that_is_not_shown_is_in_no_table():
    project = a_full_year()
    Collaboration.objects.update(shown_at=None)
    text = str([row.cells for sheet in packet(2026, at=AT).sheets for row in sheet.rows])
    assert project.case.title not in text


def test_grants_are_counted_once_the_proposer_was_told():
    given.a_decided_screening(amount=50000)
    assert rows("grants") == []


def test_what_was_granted_is_summed():
    given.a_notified_screening(amount=50000)
    assert [row[-1] for row in rows("grants")] == [50000]
    assert total("grants")[-1] == 50000
    assert {row[0]: row[1] for row in rows("leading")}["うち採択"] == 1


def test_consultations_are_those_of_the_yearly_report():
    a_full_year()
    report = consultations.year_report(2026)
    assert [row[6:] for row in rows("consultations")] == [
        (line.persons, line.submissions, line.opinions, line.reflected) for line in report.lines
    ]
    submissions, persons, opinions, reflected, _none = report.total
    assert total("consultations")[6:] == (persons, submissions, opinions, reflected) == (2, 2, 2, 1)


def test_what_became_of_opinions_is_what_the_results_say():
    it = consulted.a_result().consultation
    assert {name: (kinds, n) for name, kinds, n in rows("adoption")} == consultations.figures_of(it).categories
    assert len(rows("adoption")) == 2


def test_what_became_of_opinions_is_unsaid_before_the_result():
    consulted.an_adopted_one()
    assert rows("adoption") == []


def test_every_exception_stands_there_with_its_reason():
    a_full_year()
    consulted.an_open_one(closes_on=AT.date() + timedelta(days=9), short_reason="国の期限があるため。")
    reasons = [reason for _what, _rule, _day, reason in rows("overrides")]
    assert sorted(reasons) == ["国の期限があるため。", "大水のあとのため。"]
    assert rows("overrides", year=2025) == []


def a_waiver(agreement):
    """A rule waived on the last day of the fiscal year, as the gate writes it."""
    return GateOverride.objects.create(
        agreement=agreement, rule="clauses", digest="0" * 64, officer=cast.tanaka().subject, name="田中", acting_as="課長",
        reason="保険は市のもので足りるため。", at=AT.replace(year=2027, month=3, day=31),
    )  # fmt: skip


def test_waivers_are_as_many_as_on_the_page_of_figures_and_unnamed_while_the_case_is():
    agreement = given.an_agreement_both_confirmed()
    a_waiver(agreement)
    at = LATER.replace(year=2027)
    (row,) = rows("overrides", at=at)
    assert (row[0], row[3]) == (str(agreement), "保険は市のもので足りるため。")
    assert sum(one.total for one in figures.waived(2026).rules) == 1
    assert rows("overrides", year=2027, at=at) == []
    Collaboration.objects.update(shown_at=None)
    (row,) = rows("overrides", at=at)
    assert row[0] == "公開前の案件"
    assert "保険" not in row[3]


def test_open_recommendations_and_what_is_overdue_are_those_of_their_pages():
    open_one = recommended.an_answered("accepted")
    recommended.a_view(open_one, "started", by=cast.hanako())
    recommended.a_closed(title="済んだ提言")
    recommended.a_recommendation(title="待っている提言")
    recommended.a_plan_in_force()
    assert [row[0] for row in rows("recommendations")] == [str(r) for r in recommendations.register(open_only=True)]
    (answered,) = [row for row in rows("recommendations") if row[1] == "川べりの提言"]
    assert answered[4:] == ("受け入れる", "証拠なし", "着手")
    clocks = recommendations.clocks(LATER)
    assert [(row[0], row[4]) for row in rows("overdue")] == [(c.title, c.days_over) for c in clocks]
    assert len(clocks) > 1


def test_plans_are_counted_as_on_their_own_page():
    plan = recommended.a_plan_in_force()
    recommended.a_draft_plan(title="つくりかけの計画")
    (row,) = rows("plans")
    _lines, whole = recommendations.plan_lines(Plan.objects.get(pk=plan.pk), local_day(LATER))
    assert row[2:] == (1, whole.total, whole.met, whole.partly, whole.missed, whole.due, whole.late)


def test_the_packet_costs_the_same_for_one_and_for_many():
    def cost():
        with CaptureQueriesContext(connection) as asked:
            packet(2026, at=LATER)
        return len(asked)

    a_full_year()
    recommended.an_answered("accepted")
    one = cost()
    a_project_with_books(title="もう一つの教室")
    consulted.a_result()
    recommended.an_answered("accepted", title="もう一つの提言")
    recommended.a_plan_in_force(title="もう一つの計画")
    assert cost() == one


def test_everybody_reads_the_page_and_takes_it_along_in_word_pdf_and_data(browser_of):
    a_full_year()
    browser = browser_of()
    page = browser.get("/insights/assembly/?year=2026").text
    assert "議会への報告　令和8年度" in page
    assert "これから増えます" in page
    for code in CODES:
        assert f"/insights/assembly/2026/{code}.csv" in page
    assert browser.get("/insights/assembly/?year=nonsense").status_code == 200


def test_word_and_data_hold_the_numbers_of_the_packet(browser_of):
    a_full_year()
    made = packet(2026, at=AT)
    answer = browser_of().get("/insights/assembly/2026.docx")
    written = docx.Document(io.BytesIO(answer.content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in written.tables]
    assert [table[1:] for table in tables] == [
        [[word for word, _number in row.words] for row in sheet.lines] for sheet in made.sheets if sheet.rows
    ]
    for sheet in made.sheets:
        data = browser_of().get(f"/insights/assembly/2026/{sheet.code}.csv").content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(data)))
        assert lines[0] == [str(column) for column in sheet.columns]
        assert lines[1:] == [["" if cell is None else str(cell) for cell in row.cells] for row in sheet.rows]


def test_the_pdf_is_tagged_and_holds_the_same_numbers(browser_of):
    project = a_full_year()
    answer = browser_of().get("/insights/assembly/2026.pdf")
    reader = PdfReader(io.BytesIO(answer.content))
    assert "True" in str(reader.root_object["/MarkInfo"])
    printed = "".join("".join(page.extract_text().split()) for page in reader.pages)
    for words in (project.case.title, "30,000", consulted.TITLE, "大水のあとのため。", "川べり推進プラン"):
        assert words in printed, words


@pytest.mark.parametrize("path", ["1999.pdf", "2999.docx", "2026/nothing.csv", "2999/stages.csv", "99999999999999.pdf"])
def test_what_the_page_does_not_offer_is_not_there(path, browser_of):
    given.a_city()
    assert browser_of().get(f"/insights/assembly/{path}").status_code == 404
