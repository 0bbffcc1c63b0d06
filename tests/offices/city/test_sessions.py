"""How long a session lasts: officers' limits are short, a shared computer's too."""

from datetime import timedelta

import pytest
import time_machine

from .town import AT, duty, person, promoter, section


@pytest.fixture
def clock():
    with time_machine.travel(AT, tick=False) as travel:
        yield travel


def is_in(client):
    """Whether the next page still knows who asks."""
    return client.get("/me/").status_code == 200


@pytest.fixture
def officer(orise, as_person, clock):
    return as_person(promoter(section()))


@pytest.fixture
def citizen(orise, as_person, clock):
    return as_person(person())


def remembered(client):
    session = client.session
    session.set_expiry(14 * 24 * 3600)
    session.save()


def test_an_officer_who_does_nothing_for_half_an_hour_is_signed_out(officer, clock):
    assert is_in(officer)
    clock.shift(timedelta(minutes=29))
    assert is_in(officer)
    clock.shift(timedelta(minutes=29))
    assert is_in(officer)
    clock.shift(timedelta(minutes=31))
    answer = officer.get("/me/", follow=True)
    assert answer.redirect_chain[0][0].startswith("/accounts/login/?next=/me/")
    assert "しばらく操作がなかったため" in answer.content.decode()


def test_an_officer_is_signed_out_after_twelve_hours_however_busy(officer, clock):
    for _half_hour in range(24):
        assert is_in(officer)
        clock.shift(timedelta(minutes=29))
    clock.shift(timedelta(minutes=26))
    assert not is_in(officer)


def test_a_remembered_officer_has_no_longer_limits(officer, clock):
    assert is_in(officer)
    remembered(officer)
    clock.shift(timedelta(minutes=31))
    assert not is_in(officer)


def test_a_citizen_on_a_shared_computer_is_signed_out_after_two_idle_hours(citizen, clock):
    assert is_in(citizen)
    clock.shift(timedelta(minutes=119))
    assert is_in(citizen)
    clock.shift(timedelta(minutes=121))
    assert not is_in(citizen)


def test_a_citizen_whose_device_is_remembered_stays_for_fourteen_days(citizen, clock):
    assert is_in(citizen)
    remembered(citizen)
    for _two_days in range(7):
        clock.shift(timedelta(days=1, hours=23))
        assert is_in(citizen)
    clock.shift(timedelta(days=1))
    assert not is_in(citizen)


def test_who_becomes_an_officer_meets_the_short_limit_at_once(orise, as_person, clock):
    taro, environment = person(), section()
    client = as_person(taro)
    assert is_in(client)
    duty(taro, "promoter", environment)
    clock.shift(timedelta(minutes=31))
    assert not is_in(client)


def test_reading_page_after_page_writes_the_session_once_a_minute(citizen, clock):
    assert is_in(citizen)
    before = citizen.session["seen"]
    clock.shift(timedelta(seconds=59))
    assert is_in(citizen)
    assert citizen.session["seen"] == before
    clock.shift(timedelta(seconds=1))
    assert is_in(citizen)
    assert citizen.session["seen"] == before + 60
