"""What takes long to count is kept, says of when it is, and is what a count of that moment finds."""

from datetime import timedelta

import pytest

from kyodo.cycle.collaborations import actions as cases
from kyodo.reading.insights.actions import keep_counts
from kyodo.reading.insights.models import Kept
from kyodo.reading.insights.queries import counted, kept_or_counted
from kyodo.reading.insights.terms import COUNT_EVERY
from tests import cast, given
from tests.cast import AT
from tests.reading import stories

pytestmark = pytest.mark.django_db
LATER = AT + COUNT_EVERY


@pytest.fixture
def evaluation():
    return stories.a_closed_evaluation(citizens=4, city=3)


def test_what_is_kept_is_what_was_counted(evaluation):
    cases.describe(evaluation.case, start_type="A", forms=["1", "3"], by=cast.tanaka(), at=AT)
    assert keep_counts(AT) == 1
    found = kept_or_counted(at=LATER)
    assert found == counted(at=AT)
    assert all(found.gaps.values())
    assert sum(found.items) > 0


def test_before_anything_is_kept_the_page_counts_for_itself(evaluation):
    assert kept_or_counted(at=LATER) == counted(at=LATER)


def test_it_is_counted_anew_when_something_happened_but_not_all_the_time(evaluation):
    keep_counts(AT)
    assert keep_counts(LATER) == 0, "nothing happened"
    cases.describe(evaluation.case, start_type="A", forms=["1"], by=cast.tanaka(), at=LATER)
    assert keep_counts(LATER - timedelta(seconds=1)) == 0, "it is too soon"
    assert kept_or_counted(at=LATER).gaps["forms"] == []
    assert keep_counts(LATER) == 1
    assert kept_or_counted(at=LATER) == counted(at=LATER)


def test_a_new_day_is_counted_anew_also_where_nothing_happened(evaluation):
    keep_counts(AT)
    assert keep_counts(AT + timedelta(days=1)) == 1
    assert Kept.objects.get().at == AT + timedelta(days=1)


def test_the_page_says_of_when_the_kept_numbers_are(evaluation, browser_of, time_machine):
    keep_counts(AT)
    time_machine.move_to(AT + timedelta(hours=3), tick=False)
    page = browser_of().get("/insights/").text
    assert page.count(f'<time datetime="{AT.isoformat(timespec="minutes")}">') == 2
    assert page.count("現在</p>") == 2


def test_an_empty_city_keeps_that_there_is_nothing(browser_of):
    given.a_city()
    keep_counts(AT)
    assert "公開した評価がまだありません" in browser_of().get("/insights/").text
