"""The long story: three terms, two plans, what became what, and how long everything took."""

from collections import Counter
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.deliberation.councils.models import Body, Term
from kyodo.deliberation.recommendations import actions, queries
from kyodo.deliberation.recommendations.models import Plan
from kyodo.deliberation.recommendations.states import HeirKind, PlanState, Voice
from kyodo.kernel.access import find
from kyodo.kernel.policy import NotAllowed
from tests import cast
from tests import given as city
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


def test_terms_papers_and_plans_stand_in_the_months_of_the_document(story):
    committee = find(story.reports["first"].voice_ref)
    assert isinstance(committee, Body)
    sat = [(f"{t.since:%Y-%m}", f"{t.until:%Y-%m}") for t in committee.terms.order_by("number")]
    assert sat == [("2007-02", "2008-03"), ("2008-11", "2010-03"), ("2010-12", "2012-03")]
    handed = [f"{story.reports[key].handed_on:%Y-%m}" for key in ("first", "second", "third")]
    assert handed == [until for _since, until in sat]  # each paper is what its term ended with
    adopted = {key: f"{plan.adopted_on:%Y-%m}" for key, plan in story.plans.items()}
    assert adopted == {"ten": "2008-11", "second_plan": "2010-10"}


def test_each_term_looked_into_its_own_matters(story):
    terms = [find(story.reports[key].source_ref) for key in ("first", "second", "third")]
    themes = [term.themes.split("\n") for term in terms if isinstance(term, Term)]
    assert [len(said) for said in themes] == [3, 2, 3]
    assert themes[0] == [pillar.title for pillar in story.plans["ten"].pillars.all()]
    assert "条文と照らした取組の点検" in themes[2]
    assert "第2次推進プランの進みぐあい" in themes[2]
    # Beside its four directions the third term drew four pictures of what a ward office should be.
    assert len(story.reports["third"].summary.splitlines()) == 1 + 4


def test_twelve_measures_stand_under_five_pillars(story):
    pillars = story.plans["second_plan"].pillars.all()
    numbers = [list(pillar.measures.values_list("number", flat=True)) for pillar in pillars]
    assert numbers == [[1, 2], [3, 4, 5], [6], [7, 8, 9], [10, 11, 12]]


def test_what_became_of_each_recommendation_is_as_in_the_document(story):
    """Six went on as they were, three in other words, eight were merged into three measures, one has no heir."""
    heirs = story.plans["second_plan"].heirs.select_related("measure", "recommendation__report")
    assert Counter(h.kind for h in heirs) == {HeirKind.AS_IS: 6, HeirKind.REWORDED: 3, HeirKind.MERGED: 8}
    merged: dict[int, set[str]] = {}
    for h in heirs:
        if h.kind == HeirKind.MERGED:
            merged.setdefault(h.measure.number, set()).add(
                f"{h.recommendation.report.title[1]}-{h.recommendation.number}"
            )
    assert merged == {1: {"1-1", "2-6"}, 6: {"2-1", "2-2", "2-3", "2-5"}, 9: {"2-7", "2-8"}}
    assert all(h.kind == HeirKind.AS_IS for h in story.plans["ten"].heirs.all())  # the first plan had one measure each


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


def shown(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_everybody_reads_the_whole_story(story, monkeypatch):
    """From a term's paper to its items, to what two plans made of each, and how long it took."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    first = shown(story.reports["first"].get_absolute_url())
    term = find(story.reports["first"].source_ref)
    assert isinstance(term, Term)
    assert term.get_absolute_url() in first
    assert all(str(title) in first for title in story.reports["first"].recommendations.values_list("title", flat=True))
    orphan = story.reports["first"].recommendations.get(number=10)
    matrix = shown(reverse("recommendations:matrix", args=[story.plans["second_plan"].ref]))
    assert orphan.title in matrix
    assert str(HeirKind.MERGED.label) in matrix
    across = shown(reverse("recommendations:across"))
    assert all(one.title in across for one in story.reports["third"].recommendations.all())
    figures = shown(reverse("recommendations:figures"))
    assert "十の提言の推進プラン" in figures
    assert all(f"{n}か月" in figures for n in (8, 7, 169))
    heir = story.reports["second"].recommendations.get(number=6)
    assert "自治を担う職員の育成" in shown(heir.get_absolute_url())


def test_a_plan_as_data_has_every_recommendation_once(story):
    answer = Client().get(reverse("recommendations:matrix_data", args=[story.plans["second_plan"].ref]))
    text = b"".join(answer).decode("utf-8-sig") if answer.streaming else answer.content.decode("utf-8-sig")
    for key in ("first", "second"):
        for one in story.reports[key].recommendations.all():
            assert one.title in text


def test_nobody_speaks_for_a_committee_on_which_nobody_sits(story):
    """Its last term ended in 2012."""
    recommendation = story.reports["first"].recommendations.get(number=1)
    with pytest.raises(NotAllowed):
        actions.state_view(
            recommendation, voice=Voice.COMMITTEE, level="not_started", words="まだ。", by=cast.hanako(), at=AT
        )


def test_between_two_terms_the_unfinished_has_a_named_owner(story):
    body = find(story.reports["first"].voice_ref)
    assert isinstance(body, Body)
    gaps = [(term.until, term.keeper) for term in body.terms.order_by("number")]
    assert [keeper for _until, keeper in gaps] == [city.the_desk().subject] * 3
    assert [until for until, _keeper in gaps] == [end for _begin, end in story.terms]
