"""The pages of the figures: for whom, with what beside them, at what price."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyodo.cycle.collaborations import actions as cases
from kyodo.offices.desk.actions import owe
from kyodo.reading.insights.queries import SORTS, sheet
from kyodo.reading.insights.terms import PAGE
from tests import cast, given
from tests.cast import AT
from tests.reading import stories

pytestmark = pytest.mark.django_db


def test_every_figure_says_how_it_is_counted(browser_of):
    stories.a_closed_evaluation()
    page = browser_of().get("/insights/").text
    assert page.count("数え方</strong>") == page.count("<h2 id=") - 2  # the two headings of the foot count nothing


@pytest.mark.parametrize("query", ["", "?year=2024", "?year=nonsense"])
def test_the_page_opens_on_an_empty_city_and_for_any_year(query, browser_of):
    given.a_city()
    for who in (None, cast.hanako, cast.sato):
        assert browser_of(who and who()).get(f"/insights/{query}").status_code == 200


def test_the_table_is_for_officers(browser_of):
    given.a_case_with_both_sides()
    assert browser_of().get("/insights/status/").status_code == 302
    assert browser_of(cast.hanako()).get("/insights/status/").status_code == 403
    for officer in (cast.sato, cast.tanaka, cast.suzuki):
        assert "川の教室" in browser_of(officer()).get("/insights/status/").text


def test_the_table_names_the_next_step_and_marks_what_is_late(browser_of):
    case = given.a_case_with_both_sides()
    section = given.the_environment_section()
    owe(case, what="後の一歩", holder=section.subject, due=AT.date() + timedelta(days=9), at=AT)
    owe(case, what="次の一歩", holder=section.subject, due=AT.date() - timedelta(days=3), at=AT)
    (row,) = sheet(cast.sato(), at=AT).rows
    assert row.next is not None
    assert (row.next.task.what, row.next.holder, row.is_late) == ("次の一歩", "環境課", True)


def test_late_is_what_is_past_its_end_or_owes_something_that_was_due_each_case_once():
    case, after = stories.a_past_end_case()
    other = given.a_case_with_both_sides(title="ほかの案件")
    day = after.date() + timedelta(days=1)
    assert (sheet(cast.sato(), at=AT).late, sheet(cast.sato(), at=after).late) == (0, 1)
    for thing, due in ((case, AT.date()), (other, AT.date()), (other, day)):
        owe(thing, what=f"宿題{due}", holder=given.the_desk().subject, due=due, at=AT, kind=f"{due}")
    found = sheet(cast.sato(), at=after)
    assert (found.late, found.count) == (2, 2)
    assert [row.is_late for row in found.rows] == [True, True]


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_pages_without_gap_or_repeat(sort):
    given.a_city()
    for number in range(PAGE + 7):
        case = cases.open_case(
            title=f"案件{number % 5}", direction="A", by=cast.hanako(), at=AT + timedelta(hours=number % 3)
        )
        if number % 4:
            due = AT.date() + timedelta(days=number % 6)
            owe(case, what="宿題", holder=given.the_desk().subject, due=due, at=AT)
    first = sheet(cast.sato(), at=AT, sort=sort)
    second = sheet(cast.sato(), at=AT, sort=sort, after=first.following)
    refs = [row.case.ref for row in (*first.rows, *second.rows)]
    assert len(first.rows) == PAGE
    assert len(refs) == len(set(refs)) == PAGE + 7
    assert second.following == ""


def test_ended_cases_are_shown_only_where_asked_for():
    case = given.a_case_with_both_sides()
    cases.set_aside("withdraw", case, by=cast.hanako(), at=AT, reason="人手が足りないため")
    assert sheet(cast.sato(), at=AT).count == 0
    assert sheet(cast.sato(), at=AT, ended=True).count == 1


@pytest.mark.parametrize("url", ["/insights/", "/insights/status/"])
def test_the_number_of_queries_is_the_same_for_one_case_and_five(url, browser_of):
    stories.a_closed_evaluation()
    given.a_case_with_both_sides(title="一つめ")
    browser = browser_of(cast.sato())
    browser.get(url)
    one = count_of(browser, url)
    for number in range(4):
        given.a_case_with_both_sides(title=f"もう一つ{number}")
    assert count_of(browser, url) == one


def count_of(client, url):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)
