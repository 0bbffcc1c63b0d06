"""Registering, renewing, ending: numbers, dates, letters and tasks."""

from datetime import date, datetime, timedelta

import pytest

from kyodo.commons.groups import actions
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import Source, State
from kyodo.commons.groups.terms import RENEWAL_DAYS, VALID_YEARS
from kyodo.kernel.policy import Blocked
from kyodo.offices.city.actions import set_number
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry
from kyodo.offices.post.models import Message
from tests import cast, given
from tests.cast import AT, JST

pytestmark = pytest.mark.django_db

SPRING = datetime(2027, 2, 15, 9, tzinfo=JST)


def letters_to(person):
    return list(Message.objects.filter(person=person).order_by("pk").values_list("name", flat=True))


def test_numbers_run_within_the_fiscal_year():
    first, second = given.a_registered_group(), given.another_registered_group()
    assert (first.number, second.number) == ("2026-001", "2026-002")
    later = given.a_submitted_group(name="三つ目の会", kana="ミッツメノカイ")
    actions.move("register", later, by=cast.sato(), at=datetime(2027, 4, 2, 9, tzinfo=JST))
    assert later.number == "2027-001"


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2026, 4, 1), date(2027, 3, 31)),
        (date(2027, 1, 29), date(2027, 3, 31)),
        (date(2027, 1, 31), date(2028, 3, 31)),  # so near the end that it holds for the next year too
        (date(2027, 3, 31), date(2028, 3, 31)),
    ],
)
def test_a_registration_holds_until_the_31st_of_march(day, until):
    group = given.a_submitted_group()
    actions.move("register", group, by=cast.sato(), at=datetime(day.year, day.month, day.day, 9, tzinfo=JST))
    assert group.valid_until == until


def test_a_city_may_register_for_three_years():
    group = given.a_submitted_group()
    set_number(VALID_YEARS, 3, by=cast.sato(), at=AT)
    actions.move("register", group, by=cast.sato(), at=AT)
    assert group.valid_until == date(2029, 3, 31)


def test_a_registration_lapses_by_date_and_the_last_day_still_counts():
    group = given.a_registered_group()
    last = date(2027, 3, 31)
    assert group.is_current(last)
    assert not group.is_current(last + timedelta(days=1))
    assert group in Group.objects.current(last)
    assert group in Group.objects.lapsed(last + timedelta(days=1))
    assert group.state == State.REGISTERED


def test_renewal_is_one_click_in_its_season():
    group = given.a_registered_group()
    actions.move("renew", group, by=cast.hanako(), at=SPRING)
    assert group.valid_until == date(2028, 3, 31)
    assert {c.source for c in group.confirmations.all()} == {Source.GROUP}
    assert {c.confirmed_on for c in group.confirmations.all()} == {SPRING.date()}
    assert "変わりはなく" in Entry.objects.get(act="renew").detail


def test_renewal_is_not_open_all_year_and_says_when_it_opens():
    group = given.a_registered_group()
    with pytest.raises(Blocked, match="1月30日"):
        actions.move("renew", group, by=cast.hanako(), at=AT)
    set_number(RENEWAL_DAYS, 400, by=cast.sato(), at=AT)
    actions.move("renew", group, by=cast.hanako(), at=AT)


def test_a_lapsed_registration_is_renewed_until_the_end_of_the_running_year():
    group = given.a_registered_group()
    actions.move("renew", group, by=cast.hanako(), at=datetime(2028, 6, 1, 9, tzinfo=JST))
    assert group.valid_until == date(2029, 3, 31)


def test_groups_are_asked_to_renew_once_with_a_letter_and_a_task():
    group = given.a_registered_group()
    assert actions.ask_renewals(AT) == 0
    assert actions.ask_renewals(SPRING) == 1
    assert actions.ask_renewals(SPRING + timedelta(days=1)) == 0
    task = Task.objects.open().get(holder=group.subject)
    assert task.due == date(2027, 3, 31)
    assert "groups.renewal" in letters_to(cast.hanako())
    actions.move("renew", group, by=cast.hanako(), at=SPRING + timedelta(days=2))
    assert not Task.objects.open().filter(holder=group.subject).exists()
    assert actions.ask_renewals(datetime(2028, 2, 15, 9, tzinfo=JST)) == 1


def test_asking_for_renewals_costs_nothing_when_there_is_nothing_to_ask(django_assert_max_num_queries):
    given.a_registered_group()
    with django_assert_max_num_queries(2):
        actions.ask_renewals(AT)


def test_the_desk_owes_a_check_and_the_group_owes_the_correction():
    group = given.a_submitted_group()
    desk = given.the_desk().subject
    assert [t.holder for t in Task.objects.open().about(group.subject)] == [desk]
    actions.move("send_back", group, by=cast.sato(), at=AT, reason="住所をご確認ください。")
    assert [t.holder for t in Task.objects.open().about(group.subject)] == [group.subject]
    actions.move("submit", group, by=cast.hanako(), at=AT)
    actions.move("register", group, by=cast.sato(), at=AT)
    assert not Task.objects.open().about(group.subject).exists()


def test_the_letter_of_return_says_what_to_mend():
    group = given.a_submitted_group()
    actions.move("send_back", group, by=cast.sato(), at=AT, reason="会員数が空欄です。")
    assert "会員数が空欄です。" in Message.objects.get(name="groups.returned").body


def test_a_group_without_accounts_is_written_to_at_its_own_address():
    group = given.a_paper_group()
    actions.move("submit", group, by=cast.sato(), at=AT)
    assert Message.objects.filter(name="groups.received", email="satoyama@example.jp").exists()


def test_a_withdrawn_group_keeps_its_number_and_comes_back_with_it():
    group = given.a_registered_group()
    actions.move("withdraw", group, by=cast.hanako(), at=AT, reason="解散")
    assert group.ended_on == AT.date()
    actions.move("reinstate", group, by=cast.sato(), at=AT, reason="活動を再開")
    again = Group.objects.get(pk=group.pk)
    assert (again.number, again.ended_on, again.registered_on) == ("2026-001", None, AT.date())


def test_the_reason_of_a_return_is_forgotten_when_the_group_is_registered():
    group = given.a_submitted_group()
    actions.move("send_back", group, by=cast.sato(), at=AT, reason="住所をご確認ください。")
    actions.move("submit", group, by=cast.hanako(), at=AT)
    actions.move("register", group, by=cast.sato(), at=AT)
    assert group.reason == ""


def test_a_refused_move_writes_nothing():
    group = given.a_submitted_group()
    with pytest.raises(Exception, match="だけ"):
        actions.move("refuse", group, by=cast.taro(), at=AT, reason="いたずら")
    group.refresh_from_db()
    assert group.reason == ""
    assert group.state == State.SUBMITTED
