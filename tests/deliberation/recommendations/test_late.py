"""The list of what is late: five kinds in one order, page by page, at the same cost however long it is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from kyodo.deliberation.recommendations import actions, queries
from kyodo.deliberation.recommendations.queries import Clock
from kyodo.deliberation.recommendations.queries.late import Kind
from kyodo.deliberation.recommendations.states import ResponseState
from kyodo.kernel.policy import IllegalMove
from tests import cast
from tests import given as city
from tests.cast import AT, JST

from . import given

pytestmark = pytest.mark.django_db
#: Nearly two years later everything of a story is late.
LATE = datetime.combine(date(2028, 3, 1), time(10), tzinfo=JST)


def everything_late() -> None:
    """Answers, a study, a report, milestones, sheets of several years and a petition."""
    given.a_report(items=3)
    given.an_answered(title="報告のない提言")
    given.an_answered(ResponseState.STUDYING, title="終わらない検討")
    given.a_plan_in_force(first_year=2025)
    given.a_plan_in_force(title="もう一つの計画")
    given.a_petition()


def an_item(title: str) -> list[dict[str, Any]]:
    return [{"title": title, "section": city.the_environment_section()}]


def names(clocks: list[Clock]) -> list[str]:
    return [clock.key for clock in clocks]


def test_all_five_kinds_are_in_one_list_the_longest_waiting_first():
    everything_late()
    found = queries.clocks(LATE)
    assert {clock.kind for clock in found} == set(Kind)
    assert [(c.due, c.kind) for c in found] == sorted((c.due, c.kind) for c in found)
    years = [str(c.what)[:4] for c in found if c.kind == Kind.SHEET]
    assert sorted(years) == ["2025", "2026", "2026"]  # the year 2027 has not ended yet
    waiting = [c.title for c in found if str(c.what) == "提言への回答"]
    assert waiting == [f"{n} 川べりを直す その{n}" for n in (1, 2, 3)]  # of one paper in its order


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_pages_laid_together_are_the_whole_list(size):
    everything_late()
    whole, seen, after = names(queries.clocks(LATE)), list[str](), ""
    for _page in range(len(whole)):
        rows, after, count = queries.page_of(LATE, after=after, size=size)
        assert (count, len(rows) <= size) == (len(whole), True)
        seen += names(rows)
        if not after:
            break
    assert seen == whole


@pytest.mark.parametrize(
    "after", ["", "GONE", "1-NOBODYHERE-20260710", "9-ABCDEFGHJK-20260710", "1-ABCDEFGHJK-20269999"]
)
def test_a_page_behind_nothing_is_the_first_one(after):
    given.a_report(items=3)
    rows, following, count = queries.page_of(LATE, after=after, size=2)
    assert (names(rows), following, count) == (names(queries.clocks(LATE))[:2], rows[-1].key, 3)


def test_a_page_goes_on_behind_what_was_answered_meanwhile():
    report = given.a_report(items=3)
    (first, second), following, _count = queries.page_of(LATE, size=2)
    life = report.recommendations.get(number=2).response
    actions.answer(life, state=ResponseState.DECLINED, reason="別の川です。", by=cast.tanaka(), at=LATE)
    rows, _following, count = queries.page_of(LATE, after=following, size=2)
    assert ([c.title[0] for c in rows], count) == (["3"], 2)
    assert (first.title[0], second.title[0]) == ("1", "2")


def test_a_page_costs_the_same_for_few_and_for_many(django_assert_num_queries, django_assert_max_num_queries):
    everything_late()
    with django_assert_max_num_queries(16) as few:
        queries.page_of(LATE, size=50)
    given.a_report(items=40, title="もっと")
    with django_assert_num_queries(len(few)):
        rows, following, count = queries.page_of(LATE, size=50)
    assert (len(rows), bool(following), count > 50) == (50, True, True)


def test_a_recommendation_reads_only_its_own_delays():
    everything_late()
    recommendation = given.a_recommendation(title="川上の提言")
    own = queries.clocks(LATE, wholes=[recommendation.ref])
    assert [clock.whole for clock in own] == [recommendation.subject]
    assert queries.clocks(LATE, wholes=[]) == []
    assert names(queries.clocks(LATE, ref=recommendation.response.ref)) == names(own)


def test_a_measure_tells_on_its_page_what_is_late_in_it_and_why_nobody_asks(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATE)
    plan = given.a_plan_in_force(first_year=2026)
    on_time = given.a_plan_in_force(title="もう一つの計画").measures.get()
    measure = plan.measures.get()
    milestone = measure.milestones.get()
    shown = Client().get(measure.get_absolute_url()).content.decode()
    assert "設計ができている：期限を" in shown
    assert "2026年度の進捗シート" in shown
    actions.pause(milestone, reason="川の水が引くのを待つ。", until=date(2028, 5, 1), by=cast.sato(), at=LATE)
    assert "川の水が引くのを待つ。" in Client().get(measure.get_absolute_url()).content.decode()
    assert "川の水が引くのを待つ。" not in Client().get(on_time.get_absolute_url()).content.decode()


# ── 対応表: what needs no heir ──


def test_what_is_closed_or_declined_does_not_wait_for_an_heir():
    open_one = given.an_answered(title="続いている提言", items=an_item("橋を直す"))
    declined = given.an_answered(ResponseState.DECLINED, title="ことわられた提言", items=an_item("橋を架ける"))
    closed = given.a_closed(title="終わった提言", items=an_item("道を直す")).recommendation
    plan = given.a_plan_in_force(at=AT + timedelta(hours=2))
    matrix = queries.matrix(plan)
    assert [row.recommendation for row in matrix.orphans] == [open_one]
    assert {row.recommendation: str(row.settled) for row in matrix.settled} == {
        declined: "対応しないと回答", closed: "終結",
    }  # fmt: skip
    assert [row.recommendation for row in queries.across([plan]) if row.is_unheired] == [open_one]


def test_what_was_declined_and_opened_again_waits_for_an_heir_anew():
    closed = given.a_closed().recommendation
    plan = given.a_plan_in_force(at=AT + timedelta(hours=2))
    assert queries.matrix(plan).orphans == ()
    actions.reopen(closed.closure, reason="また壊れました。", by=cast.hanako(), at=AT + timedelta(hours=3))
    assert [row.recommendation for row in queries.matrix(plan).orphans] == [closed]
    with pytest.raises(IllegalMove):
        actions.reopen(closed.closure, reason="もう一度。", by=cast.hanako(), at=AT + timedelta(hours=4))
