"""The long story: three terms, two plans, what became what, and how long everything took."""

from typing import Any

import pytest

from kyodo.deliberation.recommendations import queries
from kyodo.deliberation.recommendations.models import Plan
from kyodo.deliberation.recommendations.states import HeirKind, PlanState
from tests.cast import AT

from . import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return given.three_terms()


def titles(rows):
    return [(row.recommendation.report.title[:3], row.recommendation.number) for row in rows]


def test_the_story_has_its_numbers(story):
    counts = {key: report.recommendations.count() for key, report in story.reports.items()}
    assert counts == {"first": 10, "second": 8, "third": 4}
    second = story.plans["second_plan"]
    assert (second.pillars.count(), second.measures.count()) == (5, 12)
    assert story.plans["ten"].measures.count() == 10


def test_the_second_plan_takes_the_place_of_the_first(story):
    assert Plan.objects.get(pk=story.plans["ten"].pk).state == PlanState.SUPERSEDED
    assert Plan.objects.get(pk=story.plans["second_plan"].pk).state == PlanState.IN_FORCE


def test_eighteen_recommendations_become_twelve_measures_and_one_has_no_heir(story):
    matrix = queries.matrix(story.plans["second_plan"])
    assert len(matrix.rows) == 18
    assert titles(matrix.orphans) == [("第1期", 10)]
    assert matrix.new_measures == ()
    merged = [row for row in matrix.rows for cell in row.cells if cell and cell.kind == HeirKind.MERGED]
    assert len(merged) == 8


def test_the_first_plan_knows_nothing_of_what_came_after_it(story):
    matrix = queries.matrix(story.plans["ten"])
    assert len(matrix.rows) == 10
    assert (matrix.orphans, matrix.new_measures) == ((), ())


def test_across_the_plans_the_third_term_waits_for_an_heir(story):
    plans = [story.plans["ten"], story.plans["second_plan"]]
    rows = queries.across(plans)
    assert len(rows) == 22
    assert titles([row for row in rows if row.is_unheired]) == [("第3期", n) for n in (1, 2, 3, 4)]
    second_term = rows[10]
    assert second_term.plans[0] is None  # that plan was older
    tenth: Any = rows[9]
    assert ([h.measure.number for h in tenth.plans[0]], tenth.plans[1]) == ([10], ())


def test_plans_lag_eight_and_seven_months_behind_their_recommendations(story):
    lags = {lag.report.title[:3]: (lag.months, lag.plan and lag.plan.title[:2]) for lag in queries.lags(AT.date())}
    # 31 March to 30 November and to 31 October; the third term still waits: 31 March 2012 to 11 May 2026.
    assert lags == {"第1期": (8, "十の"), "第2期": (7, "自治"), "第3期": (169, None)}


def test_between_the_terms_nobody_sat_for_seven_and_eight_whole_months(story):
    ends = [end for _begin, end in story.terms[:-1]]
    begins = [begin for begin, _end in story.terms[1:]]
    assert [queries.months_between(e, b) for e, b in zip(ends, begins, strict=True)] == [7, 8]


def test_the_matrix_takes_as_many_queries_for_one_row_as_for_eighteen(story, django_assert_num_queries):
    plan = story.plans["second_plan"]
    with django_assert_num_queries(3):
        queries.matrix(plan)
    plan.refresh_from_db()
    with django_assert_num_queries(2):
        queries.across([plan])
