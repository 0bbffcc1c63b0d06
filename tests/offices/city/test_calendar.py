"""開庁日と期限: 地方自治法4条の2, holiday by holiday."""

from datetime import UTC, date, datetime

import pytest

from kyodo.offices.city import actions
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.city.queries import (
    business_days_after,
    business_days_left,
    closed_days,
    is_open,
    local_day,
    period_end,
)

from .town import AT


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 5, 9), "土曜日"),
        (date(2026, 5, 10), "日曜日"),
        (date(2026, 5, 6), "振替休日: 5/3 is a Sunday"),
        (date(2026, 9, 22), "国民の休日: between two holidays"),
        (date(2027, 3, 22), "振替休日 of 春分の日"),
        (date(2026, 12, 29), "年末"),
        (date(2026, 12, 31), "年末"),
        (date(2027, 1, 1), "元日"),
        (date(2030, 1, 3), "年始 on a Thursday"),
        (date(2026, 8, 11), "山の日"),
    ],
)
def test_city_hall_is_closed(day, why):
    assert not is_open(day, local={}), why


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 12, 28), "御用納め"),
        (date(2027, 1, 4), "御用始め"),
        (date(2028, 2, 29), "閏日 on a Tuesday"),
        (date(2026, 5, 7), "after 振替休日"),
        (date(2026, 3, 31), "年度の最終日"),
    ],
)
def test_city_hall_is_open(day, why):
    assert is_open(day, local={}), why


def test_a_local_day_closes_and_opens(orise):
    founding_day, saturday = date(2026, 10, 1), date(2026, 10, 3)
    assert is_open(founding_day)
    actions.set_holiday(founding_day, name="市制施行記念日", by=FIRST_RUN, at=AT)
    actions.set_holiday(saturday, name="休日開庁", closed=False, by=FIRST_RUN, at=AT)
    assert not is_open(founding_day)
    assert is_open(saturday)
    actions.drop_holiday(founding_day, by=FIRST_RUN, at=AT)
    assert is_open(founding_day)


@pytest.mark.parametrize(
    ("ends", "moved"),
    [
        (date(2026, 5, 8), date(2026, 5, 8)),
        (date(2026, 5, 9), date(2026, 5, 11)),
        (date(2026, 5, 3), date(2026, 5, 7)),
        (date(2026, 9, 19), date(2026, 9, 24)),
        (date(2026, 12, 29), date(2027, 1, 4)),
        (date(2027, 1, 1), date(2027, 1, 4)),
    ],
)
def test_a_period_that_ends_on_a_closed_day_moves_on(orise, ends, moved):
    assert period_end(ends) == moved


def test_a_period_moves_past_a_local_day_too(orise):
    actions.set_holiday(date(2026, 10, 1), name="市制施行記念日", by=FIRST_RUN, at=AT)
    assert period_end(date(2026, 10, 1)) == date(2026, 10, 2)


def test_business_days_skip_what_is_closed(orise):
    assert business_days_after(date(2026, 4, 28), 1) == date(2026, 4, 30)  # 4/29 昭和の日
    assert business_days_after(date(2026, 4, 30), 2) == date(2026, 5, 7)
    assert business_days_after(date(2026, 5, 7), -1) == date(2026, 5, 1)
    assert business_days_left(date(2026, 5, 1), date(2026, 5, 7)) == 1
    assert business_days_left(date(2026, 5, 7), date(2026, 5, 1)) == -1


@pytest.mark.parametrize("start", [date(2026, 1, 1), date(2026, 5, 2), date(2026, 9, 18), date(2026, 12, 25)])
@pytest.mark.parametrize("count", [0, 1, 5, 30])
def test_counting_and_adding_agree(orise, start, count):
    assert business_days_left(start, business_days_after(start, count)) == count


def test_counting_days_asks_the_database_once(orise, django_assert_num_queries):
    with django_assert_num_queries(1):
        business_days_after(date(2026, 4, 1), 60)


def test_the_closed_days_of_a_year_have_reasons(orise):
    actions.set_holiday(date(2026, 10, 1), name="市制施行記念日", by=FIRST_RUN, at=AT)
    actions.set_holiday(date(2026, 5, 5), name="臨時開庁", closed=False, by=FIRST_RUN, at=AT)
    days = dict(closed_days(2026))
    assert days[date(2026, 10, 1)] == "市制施行記念日"
    assert days[date(2026, 12, 29)] == "年末年始"
    assert "振替" in days[date(2026, 5, 6)]
    assert date(2026, 5, 5) not in days
    assert list(days) == sorted(days)
    assert all(date(2026, 4, 1) <= day <= date(2027, 3, 31) for day in days)


def test_the_day_is_the_day_in_japan():
    assert local_day(datetime(2026, 5, 10, 15, 30, tzinfo=UTC)) == date(2026, 5, 11)
    assert local_day(datetime(2026, 5, 10, 14, 59, tzinfo=UTC)) == date(2026, 5, 10)
