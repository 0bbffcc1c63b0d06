"""The city's own limits on seats, each held against figures reckoned by hand."""

from datetime import date

import pytest

from kyodo.deliberation.councils.models import Membership
from kyodo.deliberation.councils.queries import counting
from kyodo.deliberation.councils.terms.bodies import COOL_DOWN_MONTHS, MAX_BODIES, MAX_YEARS
from kyodo.kernel.policy import Blocked
from kyodo.offices.city.actions.rules import set_number
from tests import cast
from tests.cast import AT

from .founding import a_body, a_seat, a_term

pytestmark = pytest.mark.django_db
SPRING = date(2026, 4, 1)


def refused(*args, **values):
    with pytest.raises(Blocked) as refusal:
        a_seat(*args, **values)
    return " ".join(str(block.sentence) for block in refusal.value.blocks)


def test_ten_years_in_one_body_are_enough():
    body = a_body(since=date(2014, 4, 1))
    for number in range(1, 6):
        year = 2014 + 2 * number
        term = a_term(body, number, date(year, 4, 1), date(year + 2, 3, 31))
        a_seat(term, cast.hanako())
    sixth = a_term(body, 6, date(2026, 4, 1), date(2028, 3, 31))
    said = refused(sixth, cast.hanako())
    assert "通算12.0年" in said
    assert "10年" in said
    assert not a_seat(sixth, cast.taro()).exception


def test_the_city_may_set_another_number_of_years():
    body = a_body()
    a_seat(a_term(body, 1, date(2024, 4, 1), date(2026, 3, 31)), cast.hanako())
    set_number(MAX_YEARS, 3, source="指針", by=cast.sato(), at=AT)
    assert "3年" in refused(a_term(body, 2, SPRING, date(2028, 3, 31)), cast.hanako())


def test_a_fourth_body_at_once_is_one_too_many_and_officers_are_not_counted():
    for number in range(3):
        a_seat(a_term(a_body(name=f"会議{number}"), 1, SPRING, date(2028, 3, 31)), cast.hanako())
    fourth = a_term(a_body(name="会議の四つめ"), 1, SPRING, date(2028, 3, 31))
    assert "同時に4の会議体" in refused(fourth, cast.hanako())
    for number in range(4):
        officers = a_term(a_body(name=f"庁内{number}", kind="internal"), 1, SPRING, date(2028, 3, 31))
        a_seat(officers, cast.suzuki(), route="officer")


def test_the_load_of_meetings_is_said_before_the_appointment():
    busy = a_term(a_body(meetings_a_year=20), 1, SPRING, date(2028, 3, 31))
    a_seat(busy, cast.hanako())
    more = a_term(a_body(name="もう一つ", meetings_a_year=5), 1, SPRING, date(2028, 3, 31))
    assert "年に25回" in refused(more, cast.hanako())


def test_a_public_member_comes_back_after_the_time_the_city_sets():
    body = a_body()
    a_seat(a_term(body, 1, date(2022, 4, 1), date(2024, 3, 31)), cast.hanako())
    set_number(COOL_DOWN_MONTHS, 60, source="要綱", by=cast.sato(), at=AT)
    term = a_term(body, 2, SPRING, date(2028, 3, 31))
    assert "25か月" in refused(term, cast.hanako())
    assert not a_seat(term, cast.hanako(), route="recommended").exception


def test_more_members_of_a_route_than_seats_is_an_exception():
    term = a_term(a_body(seats={"public": 1, "recommended": 4}), 1, SPRING, date(2028, 3, 31))
    a_seat(term, name="一人め", gender="w")
    assert "2人目" in refused(term, name="二人め", gender="w")


def test_shares_are_asked_when_the_last_seat_is_filled():
    term = a_term(a_body(seats={"public": 1, "recommended": 4}), 1, SPRING, date(2028, 3, 31))
    a_seat(term, name="一人め", gender="w")
    for name in ("二人め", "三人め", "四人め"):
        a_seat(term, name=name, route="recommended", gender="m")
    said = refused(term, name="五人め", route="recommended", gender="m")
    assert "女性の委員は5人中1人" in said
    assert "公募" not in said  # one of five is the aim of twenty percent
    assert not a_seat(term, name="五人め", route="recommended", gender="w").exception


def test_an_exception_needs_a_reason_keeps_what_it_broke_and_is_listed():
    for number in range(3):
        a_seat(a_term(a_body(name=f"会議{number}"), 1, SPRING, date(2028, 3, 31)), cast.hanako())
    fourth = a_term(a_body(name="会議の四つめ"), 1, SPRING, date(2028, 3, 31))
    seat = a_seat(fourth, cast.hanako(), exception="手話の専門家がほかにいないため")
    assert seat.broken_rules == [MAX_BODIES.key]
    lines = counting.statistics(AT.date())
    assert [it.exception for it in counting.totals(lines, AT.date()).exceptions] == ["手話の専門家がほかにいないため"]


def test_a_reason_without_a_breach_is_not_kept_as_an_exception():
    seat = a_seat(a_term(a_body(), 1, SPRING, date(2028, 3, 31)), cast.hanako(), exception="念のため")
    assert (seat.exception, seat.broken_rules) == ("", [])


def test_statistics_are_those_of_the_day_reckoned_by_hand():
    body = a_body(seats={"public": 1, "recommended": 2, "expert": 1})
    term = a_term(body, 1, date(2024, 5, 11), date(2028, 3, 31))
    for name, route, gender in (
        ("A", "public", "w"),
        ("B", "recommended", "m"),
        ("C", "recommended", ""),
        ("D", "expert", "m"),
    ):
        a_seat(term, name=name, route=route, gender=gender, exception="割合")
    a_body(name="開かれない会議", since=date(2020, 1, 1))
    first, second = sorted(counting.statistics(AT.date()), key=lambda line: line.sitting, reverse=True)
    assert (first.seats, first.sitting, first.women, first.told, first.public) == (4, 4, 1, 3, 1)
    assert (first.women_percent, first.public_percent, round(first.years or 0, 1)) == (33, 25, 2.0)
    assert (second.sitting, second.women_percent, second.years, second.is_idle) == (0, None, None, True)


def test_statistics_cost_the_same_for_one_body_and_for_many(django_assert_num_queries):
    for number in range(6):
        a_seat(a_term(a_body(name=f"会議{number}"), 1, SPRING, date(2028, 3, 31)), name="委員")
    with django_assert_num_queries(6):
        counting.statistics(AT.date())
    assert Membership.objects.count() == 6
