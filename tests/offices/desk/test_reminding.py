"""Reminders: one letter a person and day, in rungs, and never about what was just done."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from kyodo.offices.city.models import Duty, Holiday, Section, Setting
from kyodo.offices.desk import actions
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.actions import record
from kyodo.offices.post.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db, desk):
    return Section.objects.create(code="90", name="川の清掃", since=date(2020, 4, 1))


def days_with_letters(at, days):
    """The days, counted from the start, on which somebody was written to."""
    return [n for n in range(days) if actions.remind(at + timedelta(days=n))]


def test_a_holder_hears_the_day_before_the_day_after_and_every_five_open_days(case, hanako, at):
    Setting.objects.create(key="desk.escalate_after", value=99)
    actions.owe(case, what="報告", holder=hanako.subject, due=date(2026, 6, 4), at=at)
    # Monday 1 June: Wednesday 3 (before), Friday 5 (after), Friday 12, Friday 19
    assert days_with_letters(at, 19) == [2, 4, 11, 18]
    assert {m.person for m in Message.objects.all()} == {hanako}
    assert "1開庁日遅れ" in Message.objects.order_by("made_at")[1].body


def test_everything_that_is_due_comes_in_one_letter(case, section, promoter, at):
    for n in range(3):
        actions.owe(case, what=f"仕事{n}", holder=section.subject, due=date(2026, 6, 2), at=at - timedelta(days=7))
    actions.owe(case, what="自分の分", holder=promoter.subject, due=date(2026, 6, 2), at=at - timedelta(days=7))
    assert actions.remind(at) == 1
    letter = Message.objects.get()
    assert letter.title == "期限のお知らせ（4件）"
    assert letter.body.count("あと1開庁日") == 4
    assert actions.remind(at + timedelta(hours=1)) == 0


def test_nobody_is_written_to_before_eight_or_on_closed_days(case, hanako, at):
    actions.owe(case, what="報告", holder=hanako.subject, due=date(2026, 6, 2), at=at - timedelta(days=7))
    Holiday.objects.create(day=date(2026, 6, 1), name="臨時閉庁")
    tomorrow = at + timedelta(days=1)
    assert [actions.remind(when) for when in (at, tomorrow - timedelta(hours=2), tomorrow)] == [0, 0, 1]


def test_who_has_just_reported_is_left_in_peace(case, hanako, at):
    actions.owe(case, what="報告", holder=hanako.subject, due=date(2026, 6, 2), at=at - timedelta(days=7))
    record("reported", case, by=hanako, at=at - timedelta(hours=1))
    assert days_with_letters(at, 7) == [3]


def test_somebody_elses_act_does_not_silence_the_holder(case, hanako, promoter, at):
    actions.owe(case, what="報告", holder=hanako.subject, due=date(2026, 6, 2), at=at - timedelta(days=7))
    record("noted", case, by=promoter, at=at - timedelta(hours=1))
    assert actions.remind(at) == 1


def test_what_is_settled_is_not_spoken_of(case, hanako, at):
    actions.owe(case, what="報告", holder=hanako.subject, due=date(2026, 6, 2), at=at - timedelta(days=7))
    actions.settle(case, by=hanako, at=at)
    assert actions.remind(at) == 0


def test_after_ten_open_days_the_desk_hears_of_it_too(case, hanako, clerk, at):
    actions.owe(case, what="報告", holder=hanako.subject, due=date(2026, 6, 1), at=at - timedelta(days=7))
    seen = [
        (n, {m.person for m in Message.objects.filter(made_at=at + timedelta(days=n))})
        for n in days_with_letters(at, 16)
    ]
    assert seen == [(0, {hanako}), (1, {hanako}), (8, {hanako}), (15, {hanako, clerk})]
    told = Message.objects.get(person=clerk)
    assert "髙橋 花子｜報告｜川の清掃" in told.body
    assert "11開庁日遅れ" in told.body


def test_the_desk_hears_at_once_of_what_nobody_is_there_to_do(case, section, clerk, at):
    actions.owe(case, what="返事", holder=section.subject, due=date(2026, 6, 2), at=at - timedelta(days=7))
    assert actions.remind(at) == 1
    assert Message.objects.get().person == clerk


def test_the_desk_is_not_told_twice_of_its_own_tasks(case, desk, clerk, at):
    actions.owe(case, what="返事", holder=desk.subject, due=date(2026, 5, 1), at=at - timedelta(days=60))
    Task.objects.update(remind_on=at.date())
    assert actions.remind(at) == 1
    assert Message.objects.get().body.count("返事") == 1


def test_an_idle_day_costs_one_query(at, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert actions.remind(at) == 0
    with django_assert_num_queries(1):
        assert actions.move_due(at) == 0


def test_a_year_of_silence_leaves_nothing_forgotten(case, hanako, clerk, at):
    """Whatever is late is spoken of at least every six open days, all year."""
    actions.owe(case, what="報告", holder=hanako.subject, due=date(2026, 6, 1), at=at - timedelta(days=7))
    days = days_with_letters(at, 200)
    assert max(b - a for a, b in pairwise(days)) <= 14, "the longest pause is the turn of the year"
    assert Duty.objects.count() == 1
