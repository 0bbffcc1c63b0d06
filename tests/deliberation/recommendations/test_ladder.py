"""The ladder: nothing is silently overdue, pauses end, nobody hears of what they have just reported."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest

from kyodo.deliberation.recommendations import actions, queries, terms
from kyodo.deliberation.recommendations.models import Pause, Reminder
from kyodo.deliberation.recommendations.queries import paused_days
from kyodo.deliberation.recommendations.states import Hears, Level, ResponseState
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.city import actions as numbers
from kyodo.offices.city.queries import is_open
from kyodo.offices.journal.models import Entry
from kyodo.offices.post.models import Message
from tests import cast
from tests.cast import AT, JST

from . import given

pytestmark = pytest.mark.django_db
#: Ten in the morning of the day on which a recommendation of 11 May 2026 was to be answered.
DUE = date(2026, 7, 10)


def morning(day):
    return datetime.combine(day, time(10), tzinfo=JST)


def over(days):
    """The morning so many days after the due date."""
    return morning(DUE + timedelta(days=days))


def letters():
    return list(
        Message.objects.filter(name="recommendations.overdue").order_by("pk").values_list("person__name", flat=True)
    )


def climb_until(days, *, first=1):
    for n in range(first, days + 1):
        actions.climb(over(n))


def test_the_ladder_goes_from_the_head_to_the_desk_to_the_mayor_to_everybody():
    given.a_mayors_officer()
    recommendation = given.a_recommendation()
    climb_until(70)
    # Fridays plus 7, 14, 30 and 60 days; the 30th is a Sunday and the 60th a Tuesday: a closed day hands the step on.
    taken = [(r.step, (r.taken_at.astimezone(JST).date() - DUE).days) for r in Reminder.objects.all()]
    assert taken == [(1, 7), (2, 14), (3, 31), (4, 60)]
    assert letters()[:3] == ["鈴木 恵", *letters()[1:3]]
    assert {"佐藤 明", "秋山 礼", "川辺 花子"} <= set(letters())
    (clock,) = queries.clocks(over(70))
    assert (clock.reached, clock.is_public, clock.next_step) == (4, True, None)
    assert Entry.objects.filter(act="publish_silence", whole=recommendation.subject).count() == 1


def test_the_days_and_those_who_hear_are_the_citys_own_numbers():
    given.a_recommendation()
    for term, value in ((terms.STEP_1_DAYS, 3), (terms.STEP_1_WHO, 4), (terms.STEP_2_DAYS, 5), (terms.STEP_2_WHO, 2)):
        numbers.set_number(term, value, source="要綱", by=cast.sato(), at=AT)
    steps = queries.ladder()
    assert [(s.number, s.days, s.hears) for s in steps[:2]] == [(1, 3, Hears.PUBLIC), (2, 5, Hears.DESK)]
    climb_until(3)
    assert queries.clocks(over(3))[0].is_public


def test_a_worker_that_slept_takes_one_step_a_day_and_not_all_at_once():
    given.a_recommendation()
    late = morning(date(2026, 10, 5))
    assert [actions.climb(late + timedelta(minutes=n)) for n in range(3)] == [1, 0, 0]
    assert [actions.climb(late + timedelta(days=n)) for n in (1, 2, 3, 4)] == [1, 1, 1, 0]


@pytest.mark.parametrize("at", [over(8), morning(DUE + timedelta(days=10)).replace(hour=6)])
def test_nobody_is_told_on_a_closed_day_or_before_the_hour(at):
    given.a_recommendation()
    assert actions.climb(at) == 0


def test_nobody_hears_of_what_they_have_just_reported():
    recommendation = given.an_answered(ResponseState.STUDYING)
    late = AT.date() + timedelta(days=100)  # the study was to end after ninety
    while not is_open(late):
        late += timedelta(days=1)
    actions.report(
        recommendation.implementation, level=Level.STARTED, words="調べた。", on=late, link=given.PAGE, by=cast.tanaka(),
        at=morning(late),
    )  # fmt: skip
    assert actions.climb(morning(late) + timedelta(hours=1)) == 0
    assert actions.climb(morning(late) + timedelta(days=7)) == 1


def test_what_somebody_else_did_does_not_keep_the_section_in_peace():
    recommendation = given.a_recommendation()
    given.a_view(recommendation, Level.NO_EVIDENCE, by=cast.hanako(), at=over(11) - timedelta(hours=1))
    assert actions.climb(over(11)) == 1


def test_where_nobody_is_head_the_desk_hears():
    given.a_recommendation(items=[{"title": "だれの？"}])
    climb_until(7)
    assert set(letters()) == {"佐藤 明"}


def test_days_of_a_pause_do_not_count():
    recommendation = given.a_recommendation()
    pause = actions.pause(
        recommendation.response, reason="議会を待つ。", until=DUE + timedelta(days=25), by=cast.sato(), at=over(5)
    )
    (clock,) = queries.clocks(over(20))
    # The 5th to the 24th day are paused: of 20 days 16 do not count, and four are left.
    assert (clock.days_over, clock.pause, clock.next_on) == (4, pause, None)
    climb_until(26)
    assert not Reminder.objects.exists()
    # From the 25th day on the clock runs again: on the 27th seven days have passed.
    assert queries.clocks(over(27))[0].days_over == 7
    actions.climb(over(27))
    assert Reminder.objects.get().step == 1


@pytest.mark.parametrize(
    ("pauses", "days"),
    [
        ([], 0), ([(1, 4)], 3), ([(-5, 3)], 2), ([(8, 30)], 3), ([(1, 4), (3, 6)], 5), ([(20, 30)], 0), ([(-9, -1)], 0),
    ],
)  # fmt: skip
def test_paused_days_are_counted_by_hand(pauses, days):
    rows = [Pause(since=DUE + timedelta(days=a), until=DUE + timedelta(days=b)) for a, b in pauses]
    assert paused_days(rows, after=DUE, until=DUE + timedelta(days=10)) == days


def test_a_pause_needs_a_reason_an_end_and_the_desk():
    life = given.a_recommendation().response
    with pytest.raises(Refused, match="理由"):
        actions.pause(life, reason=" ", until=DUE, by=cast.sato(), at=AT)
    with pytest.raises(Refused, match="あす"):
        actions.pause(life, reason="待つ。", until=AT.date(), by=cast.sato(), at=AT)
    with pytest.raises(NotAllowed):
        actions.pause(life, reason="待つ。", until=DUE, by=cast.tanaka(), at=AT)
    actions.pause(life, reason="待つ。", until=DUE, by=cast.sato(), at=AT)
    with pytest.raises(IllegalMove, match="すでに休止"):
        actions.pause(life, reason="待つ。", until=DUE, by=cast.sato(), at=AT)


def test_a_pause_that_is_ended_ends():
    life = given.a_recommendation().response
    pause = actions.pause(life, reason="待つ。", until=over(60).date(), by=cast.sato(), at=over(1))
    actions.resume(pause, by=cast.sato(), at=over(4))
    assert queries.clocks(over(10))[0].days_over == 7
    with pytest.raises(IllegalMove, match="終わって"):
        actions.resume(pause, by=cast.sato(), at=over(5))


def test_a_simulated_year_leaves_nothing_silently_overdue():
    """Answers, reports, a milestone and sheets of a past year run late all year; on no day is one of them hidden."""
    given.a_mayors_officer()
    given.a_recommendation(title="答えのない提言")
    given.an_answered(title="報告のない提言")
    given.an_answered(ResponseState.STUDYING, title="終わらない検討")
    given.a_plan_in_force(first_year=2025)
    paused = given.a_recommendation(title="休んでいる提言").response
    heard: dict[str, list[int]] = {}
    paused_on = DUE + timedelta(days=20)
    for n in range(366):
        day = AT.date() + timedelta(days=n)
        if day == paused_on:
            actions.pause(
                paused, reason="訴訟の結果を待つ。", until=day + timedelta(days=40), by=cast.sato(), at=morning(day)
            )
        actions.climb(morning(day))
        steps = queries.ladder()
        for clock in queries.clocks(morning(day)):
            owed = max((s.number for s in steps if clock.days_over >= s.days + 4), default=0)
            # Either as many steps were taken as days allow (four days of grace for long weekends), or a pause says why not.
            assert clock.pause or clock.reached >= owed, f"{day} {clock.title} {clock.what}: {clock.reached} < {owed}"
            assert clock.url
            heard.setdefault(f"{clock.subject} {clock.due}", []).append(clock.reached)
    assert len(heard) == 6  # two answers, a study, a report, a milestone, a sheet
    assert all(run[-1] == 4 for run in heard.values() if len(run) > 110)
    assert all(a <= b for run in heard.values() for a, b in pairwise(run))


def test_what_is_late_costs_the_same_number_of_queries_for_one_as_for_many(django_assert_num_queries):
    given.a_report(items=1)
    given.a_plan_in_force(first_year=2025)
    late = over(90)
    with django_assert_num_queries(10):
        assert len(queries.clocks(late)) == 3
    given.a_report(items=8, title="もう一つ")
    with django_assert_num_queries(10):
        assert len(queries.clocks(late)) == 11


def test_a_closed_recommendation_and_a_superseded_plan_are_late_no_more():
    recommendation = given.a_recommendation()
    plan = given.a_plan_in_force(first_year=2025)
    assert len(queries.clocks(over(90))) == 3
    actions.close(recommendation.closure, closed_as="taken_on", reason="次の提言に。", by=cast.hanako(), at=AT)
    actions.supersede(plan, by=cast.sato(), at=AT)
    assert queries.clocks(over(90)) == []


def test_a_plan_entered_late_is_not_asked_for_years_that_were_told_on_paper():
    given.a_plan_in_force(first_year=2015)
    asked = [str(clock.what) for clock in queries.clocks(over(90)) if "シート" in str(clock.what)]
    assert asked == ["2025年度の進捗シート"]
