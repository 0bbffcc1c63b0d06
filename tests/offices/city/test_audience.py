"""For whom a page is: visitors sign in, citizens are told why not, officers prove who they are first."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from kyodo.offices.city import queries
from kyodo.offices.city.queries import capacities_of as of

from .town import AT, clerk, duty, person, promoter, second_factor, section

DESK_PAGE = "/city/people/"


@pytest.fixture
def strict(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = True


def test_a_visitor_is_led_to_sign_in_and_back(client, orise):
    assert client.get(DESK_PAGE)["Location"] == f"/accounts/login/?next={DESK_PAGE}"
    assert client.get("/city/sections/").status_code == 200


def test_whoever_signs_in_again_to_press_a_button_comes_back_to_where_it_stood(client, orise):
    press = "/city/duties/invitations/0000000000/take-back/"
    stood = {"headers": {"referer": "http://testserver/city/duties/?a=1"}}
    assert client.post(press, **stood)["Location"] == "/accounts/login/?next=/city/duties/%3Fa%3D1"
    elsewhere = {"headers": {"referer": "https://elsewhere.example/x/"}}
    for options in ({}, elsewhere):
        assert client.post(press, **options)["Location"] == "/accounts/login/?next=/"


def test_the_address_of_a_button_opened_as_a_page_says_what_to_do(client, orise, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    client.force_login(clerk())
    answer = client.get("/city/duties/invitations/0000000000/take-back/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "押し直してください" in answer.content.decode()


@pytest.mark.parametrize("who", ["citizen", "promoter", "auditor"])
def test_others_are_told_whose_page_it_is(client, orise, settings, who):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    it = section()
    somebody = promoter(it) if who == "promoter" else person()
    if who == "auditor":
        duty(somebody, "auditor", it)
    client.force_login(somebody)
    answer = client.get(DESK_PAGE)
    assert answer.status_code == 403
    assert "この画面は協働担当課のものです。" in answer.content.decode()


@pytest.mark.parametrize("path", [DESK_PAGE, "/city/sections/", "/me/", "/me/data.json"])
def test_an_officer_without_a_second_factor_opens_nothing_else(client, orise, strict, path):
    client.force_login(clerk())
    assert client.get(path)["Location"] == "/accounts/2fa/"


@pytest.mark.parametrize(
    "path", ["/accounts/2fa/", "/accounts/logout/", "/accounts/reauthenticate/", "/accounts/email/"]
)
def test_the_way_to_a_second_factor_is_open(client, orise, strict, path):
    client.force_login(clerk())
    assert client.get(path).headers.get("Location") != "/accounts/2fa/"


@pytest.mark.parametrize("how", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_an_officer_with_a_second_factor_works(client, orise, strict, how):
    officer = clerk()
    if how == Authenticator.Type.TOTP:
        second_factor(officer)
    else:
        Authenticator.objects.create(user=officer, type=how, data={"name": "鍵", "credential": {}})
    client.force_login(officer)
    assert client.get(DESK_PAGE).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, orise, strict):
    officer = clerk()
    second_factor(officer)
    Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).delete()
    client.force_login(officer)
    assert client.get(DESK_PAGE)["Location"] == "/accounts/2fa/"


def test_a_citizen_may_do_without(client, orise, strict):
    client.force_login(person())
    assert client.get("/me/").status_code == 200


def test_a_trial_city_may_do_without(client, orise, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    client.force_login(clerk())
    assert client.get(DESK_PAGE).status_code == 200


@pytest.mark.parametrize(("strong", "opens"), [(True, True), (False, False)])
def test_the_city_s_staff_sign_in_counts_where_it_asks_twice_itself(client, orise, strict, settings, strong, opens):
    settings.STAFF_SIGN_IN_IS_STRONG = strong
    client.force_login(clerk())
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "provider": "staff"}]
    session.save()
    assert (client.get(DESK_PAGE).status_code == 200) is opens


def test_what_somebody_may_act_as_is_asked_once_a_request_and_anew_in_the_next(client, orise, settings, monkeypatch):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    asked = []

    def counting(person, at):
        asked.append(person)
        return of(person, at)

    monkeypatch.setattr(queries, "capacities_of", counting)
    held = duty(person(), "desk", section())
    client.force_login(held.person)
    for count in (1, 2):
        assert client.get(DESK_PAGE).status_code == 200
        assert asked == [held.person] * count
    held.until = AT.date() - timedelta(days=1)
    held.since = held.until
    held.save()
    assert client.get(DESK_PAGE).status_code == 403
