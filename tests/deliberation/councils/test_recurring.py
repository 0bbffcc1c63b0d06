"""The days of a series."""

from datetime import date

import pytest

from kyodo.deliberation.councils.queries.recurring import MOST, Rule, spread


def on(days):
    return [(day.on.month, day.on.day) for day in days]


def test_the_second_tuesday_of_each_month():
    assert on(spread(Rule("monthly", 1, 2, date(2026, 5, 1), date(2026, 8, 31)), lambda _day: True)) == [
        (5, 12), (6, 9), (7, 14), (8, 11)
    ]  # fmt: skip


def test_the_last_friday_of_a_year():
    assert on(spread(Rule("monthly", 4, -1, date(2026, 11, 1), date(2027, 1, 31)), lambda _day: True)) == [
        (11, 27), (12, 25), (1, 29)
    ]  # fmt: skip


@pytest.mark.parametrize(("cadence", "count"), [("weekly", 5), ("fortnightly", 3)])
def test_weeks(cadence, count):
    found = spread(Rule(cadence, 0, 1, date(2026, 5, 11), date(2026, 6, 8)), lambda _day: True)
    assert len(found) == count
    assert {day.on.weekday() for day in found} == {0}


def test_closed_days_are_told_and_not_silently_left_out():
    found = spread(Rule("weekly", 1, 1, date(2026, 5, 4), date(2026, 5, 15)), lambda day: day != date(2026, 5, 5))
    assert [(day.on.day, day.is_open) for day in found] == [(5, False), (12, True)]


def test_an_end_before_the_beginning_gives_no_day():
    assert spread(Rule("weekly", 1, 1, date(2026, 5, 4), date(2026, 5, 3)), lambda _day: True) == []


def test_a_series_without_measure_stops():
    assert len(spread(Rule("weekly", 1, 1, date(2026, 1, 1), date(2036, 1, 1)), lambda _day: True)) == MOST + 1
