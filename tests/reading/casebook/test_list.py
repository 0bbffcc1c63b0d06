"""The list of cases: what each filter leaves, page by page, at a constant price."""

import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyodo.commons.groups.models import Group
from kyodo.cycle.collaborations import actions as cases
from kyodo.kernel.access import Side
from kyodo.reading.casebook.queries import listing
from kyodo.reading.casebook.queries.listing import PAGE
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def river():
    case = given.a_case_with_both_sides()
    cases.describe(case, start_type="A", forms=["1", "3"], by=cast.tanaka(), at=AT)
    cases.judge_zone(case, zone="C", side=Side.CITY, because="対等に進める", by=cast.tanaka(), at=AT)
    return case


@pytest.fixture
def ditch():
    return given.a_case()


@pytest.mark.parametrize(
    ("question", "finds"),
    [
        ("type=A", "river"), ("form=3", "river"), ("zone=C", "river"), ("stage=proposed", "river"),
        ("field=7", "ditch"), ("stage=seed", "ditch"),
    ],
)  # fmt: skip
def test_each_filter_leaves_what_it_names(question, finds, river, ditch, browser_of):
    found, other = (river, ditch) if finds == "river" else (ditch, river)
    page = browser_of().get(f"/cases/?{question}").text
    assert found.title in page
    assert other.title not in page


def test_whoever_signs_in_finds_the_cases_they_sit_in(river, ditch, browser_of):
    """A group may have dozens of cases behind it: its people, its section and its page lead to them."""
    _somebody_elses()
    for person, finds in ((cast.hanako(), river), (cast.tanaka(), ditch)):
        page = browser_of(person).get("/cases/?party=mine").text
        assert finds.title in page
        assert "だれかほかの人の話" not in page
    assert "party=mine" in browser_of(cast.hanako()).get("/today/").text
    assert "わたしの関わる案件" not in browser_of().get("/cases/?party=mine").text


def test_the_page_of_a_group_leads_to_its_cases(river, browser_of):
    _somebody_elses()
    group = Group.objects.get(name="川辺を守る会")
    address = f"/cases/?party={group.ref}"
    assert address in browser_of().get(group.get_absolute_url()).text
    page = browser_of().get(address).text
    assert f"当事者：{group.name}" in page
    assert river.title in page
    assert "だれかほかの人の話" not in page


def test_a_replaced_judgement_places_a_case_no_more(river):
    cases.judge_zone(
        river, zone="D", side=Side.CITY, because="見直した", by=cast.tanaka(), at=AT + timedelta(minutes=1)
    )
    assert listing({"zone": "C"}, cast.visitor(), at=AT).count == 0
    assert listing({"zone": "D"}, cast.visitor(), at=AT).count == 1


def test_filters_in_force_can_be_taken_off_one_by_one(river, browser_of):
    page = browser_of().get("/cases/?type=A&form=1&year=2026").text
    assert "類型：A スタート時協力型" in page
    assert "?form=1&amp;year=2026" in page


def test_unreadable_filters_are_left_out(river, browser_of):
    assert river.title in browser_of().get("/cases/?stage=nonsense&ward=nowhere&after=zzz").text


def test_beyond_what_anybody_reads_the_list_counts_no_further(browser_of, monkeypatch):
    monkeypatch.setattr(sys.modules[listing.__module__], "MANY", 2)
    for number, (count, more) in enumerate([(1, False), (2, False), (2, True)]):
        given.a_case_with_both_sides(title=f"案件{number}")
        found = listing({}, cast.visitor(), at=AT)
        assert (found.count, found.more) == (count, more)
        words = "2件以上" if more else f"{count}件"
        assert f'<p role="status">{words}</p>' in browser_of().get("/cases/").text


def test_hidden_cases_are_not_listed_nor_counted(river):
    given.a_groups_seed(title="まだ見えない話")
    assert listing({}, cast.visitor(), at=AT).count == 1
    assert listing({}, cast.sato(), at=AT).count == 2


def test_pages_follow_each_other_without_gap_or_repeat():
    given.a_city()
    for number in range(PAGE + 5):
        case = cases.open_case(title=f"案件{number}", direction="A", by=cast.hanako(), at=AT)
        cases.show(case, by=cast.sato(), at=AT)
    first = listing({}, cast.visitor(), at=AT)
    second = listing({}, cast.visitor(), at=AT, after=first.older)
    seen = [line.case.title for line in (*first.lines, *second.lines)]
    assert len(first.lines) == PAGE
    assert seen == [f"案件{n}" for n in reversed(range(PAGE + 5))]
    assert second.older == ""


def test_the_list_asks_the_same_number_of_queries_for_one_case_and_for_five(browser_of):
    given.a_case_with_both_sides()
    browser_of().get("/cases/")
    one = count_of(browser_of())
    for number in range(4):
        given.a_case_with_both_sides(title=f"もう一つ{number}")
    assert count_of(browser_of()) == one


def _somebody_elses():
    case = cases.open_case(title="だれかほかの人の話", direction="A", by=cast.jiro(), at=AT)
    cases.show(case, by=cast.sato(), at=AT)


def count_of(client):
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/cases/").status_code == 200
    return len(asked)
