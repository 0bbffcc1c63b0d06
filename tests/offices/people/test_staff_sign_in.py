"""職員認証: an officer comes in through the city's own identity provider, which runs beside the test."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.core import mail
from django.utils.html import escape

from kyodo.config.settings import staff_sign_in
from kyodo.offices.journal.models import Entry
from kyodo.offices.people.actions import invite
from kyodo.offices.people.models import Person
from kyodo.offices.people.terms import OFFICER_IDLE
from tests.offices.city import town

from .provider import CLIENT, SECRET, IdentityProvider

SATO = {"sub": "s-1", "email": "sato@city.example.jp", "email_verified": True, "name": "佐藤 明"}
LOGIN = "/accounts/oidc/staff/login/"


@pytest.fixture
def provider(settings, monkeypatch) -> Iterator[IdentityProvider]:
    """The city's identity provider, named as the environment names it."""
    server = IdentityProvider()
    server.claims = SATO
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setenv("OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("OIDC_CLIENT_SECRET", SECRET)
    monkeypatch.setenv("OIDC_EMAIL_DOMAINS", "")
    settings.SOCIALACCOUNT_PROVIDERS = staff_sign_in(server.issuer)
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def way_back(client, path=LOGIN) -> str:
    """Go to the provider, and where it sends the browser from there."""
    away = client.post(path)["Location"]
    back = requests.get(away, allow_redirects=False, timeout=5)
    assert back.status_code == 302, back.text
    return back.headers["Location"].removeprefix("http://testserver")


def signed_in(client) -> int | None:
    return int(key) if (key := client.session.get("_auth_user_id")) else None


def test_without_a_provider_there_is_no_such_door(client, orise, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "職員認証" not in client.get("/accounts/login/").content.decode()
    assert client.get(LOGIN).status_code == 404


def test_the_sign_in_page_leads_to_the_provider(client, orise, provider):
    page = client.get("/accounts/login/").content.decode()
    assert "職員認証でサインイン（市の職員）" in page
    assert f'href="{LOGIN}' in page
    assert "進む" in client.get(LOGIN).content.decode()
    away = urlsplit(client.post(LOGIN)["Location"])
    asked = parse_qs(away.query)
    assert f"{away.scheme}://{away.netloc}{away.path}" == f"{provider.issuer}/authorize"
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert asked["code_challenge_method"] == ["S256"]


def test_an_officer_who_is_known_keeps_their_one_record(client, orise, provider):
    sato = town.clerk()
    provider.claims = {**SATO, "email": "Sato@City.example.jp"}
    assert client.get(way_back(client))["Location"] == "/today/"
    assert signed_in(client) == sato.pk
    assert Person.objects.count() == 1
    assert [path for path in provider.asked if "known" not in path] == ["/authorize", "/token", "/userinfo"]


def test_an_officer_is_known_by_the_provider_when_the_address_has_changed(client, orise, provider):
    sato = town.clerk()
    client.get(way_back(client))
    client.logout()
    provider.claims = {**SATO, "email": "akira.sato@city.example.jp"}
    client.get(way_back(client))
    assert signed_in(client) == sato.pk


def test_somebody_unknown_is_told_so_and_gets_no_account(client, orise, provider):
    answer = client.get(way_back(client))
    assert answer.status_code == 403
    assert "「sato@city.example.jp」は、まだここに登録されていません。" in answer.content.decode()
    assert "招待を頼んでください" in answer.content.decode()
    assert signed_in(client) is None
    assert not Person.objects.exists()
    assert client.get("/accounts/3rdparty/signup/").status_code == 302, "no form waits for what the provider said"


def test_whoever_was_invited_comes_in_with_name_and_address_and_no_duty(client, orise, provider):
    by = town.person()
    invite(email="Sato@city.example.jp", name="佐藤", purpose="市民協働課の一員", by=by, at=town.AT)
    client.get(way_back(client))
    sato = Person.objects.exclude(pk=by.pk).get()
    assert signed_in(client) == sato.pk
    assert (sato.name, sato.email) == ("佐藤 明", "sato@city.example.jp")
    assert sato.capacities(town.AT) == ()
    assert not sato.has_usable_password()
    assert list(Entry.objects.filter(actor=sato.subject).values_list("act", flat=True)) == ["register", "sign_in"]


def test_an_address_the_provider_did_not_verify_opens_nobody_s_account(client, orise, provider):
    town.clerk()
    invite(email="suzuki@city.example.jp", name="鈴木", purpose="市民協働課の一員", by=Person.objects.get(), at=town.AT)
    letters = len(mail.outbox)
    for address in ("sato@city.example.jp", "suzuki@city.example.jp"):
        provider.claims = {**SATO, "email": address, "email_verified": False}
        answer = client.get(way_back(client))
        assert answer.status_code == 403
        assert "確かめられたメールアドレスが届きませんでした" in answer.content.decode()
    assert signed_in(client) is None
    assert (Person.objects.count(), len(mail.outbox)) == (1, letters)


def test_a_provider_that_never_says_verified_is_believed_for_the_citys_own_domain(
    client, orise, provider, settings, monkeypatch
):
    monkeypatch.setenv("OIDC_EMAIL_DOMAINS", "city.example.jp")
    settings.SOCIALACCOUNT_PROVIDERS = staff_sign_in(provider.issuer)
    sato, taro = town.clerk(), town.person()
    provider.claims = {name: SATO[name] for name in ("sub", "email", "name")}
    client.get(way_back(client))
    assert signed_in(client) == sato.pk
    client.logout()
    provider.claims = {"sub": "s-2", "email": taro.email}
    assert client.get(way_back(client)).status_code == 403
    assert signed_in(client) is None


def test_a_way_back_that_this_browser_did_not_begin_signs_nobody_in(client, orise, provider):
    town.clerk()
    back = way_back(client)
    state = parse_qs(urlsplit(back).query)["state"][0]
    for wrong in (back.replace(state, "x" * len(state)), back.partition("&state")[0]):
        answer = client.get(wrong)
        assert answer.status_code == 401
        assert "サインインの結果を受け取れませんでした" in answer.content.decode()
    stranger = type(client)()
    assert stranger.get(back).status_code == 401
    assert signed_in(client) is signed_in(stranger) is None
    assert "/token" not in provider.asked, "nothing is fetched for an answer nobody asked for"


def test_turning_back_at_the_provider_is_answered_with_a_page(client, orise, provider):
    provider.claims = None
    answer = client.get(way_back(client), follow=True)
    assert answer.status_code == 200
    assert "サインインをやめました" in answer.content.decode()
    assert "窓口にお問い合わせください" in client.get("/accounts/inactive/").content.decode()


def test_a_code_that_the_provider_has_ended_signs_nobody_in(client, orise, provider, caplog):
    town.clerk()
    back = way_back(client)
    provider.forget()
    answer = client.get(back)
    assert answer.status_code == 502
    assert "時間をおいてもう一度" in answer.content.decode()
    assert "staff sign-in: 400" in caplog.text
    assert signed_in(client) is None


def test_a_code_is_good_once(client, orise, provider):
    town.clerk()
    back = way_back(client)
    client.get(back)
    client.logout()
    assert client.get(back).status_code == 401
    assert signed_in(client) is None


def test_a_provider_that_does_not_answer_is_told_on_a_page(client, orise, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS = staff_sign_in(f"{provider.issuer}/nowhere")
    provider.shutdown()
    provider.server_close()
    answer = client.post(LOGIN)
    assert answer.status_code == 502
    assert "職員認証から、サインインの結果を受け取れませんでした。" in answer.content.decode()


def test_a_mail_about_the_sign_in_that_cannot_be_sent_keeps_nobody_out(client, orise, provider, settings):
    sato = town.clerk()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert client.get(way_back(client))["Location"] == "/today/"
    assert signed_in(client) == sato.pk


def test_an_ended_session_is_told_and_taken_up_again_through_the_provider(
    client, orise, provider, settings, that_morning
):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    sato = town.clerk()
    client.get(way_back(client))
    assert client.get("/city/").status_code == 200
    that_morning.shift(OFFICER_IDLE + timedelta(minutes=1))
    away = client.get("/city/")
    assert away["Location"] == "/accounts/login/?next=/city/"
    page = client.get(away["Location"]).content.decode()
    assert "しばらく操作がなかったため、サインアウトしました。" in page
    onward = f"{LOGIN}?process=login&next=%2Fcity%2F"
    assert escape(onward) in page
    assert client.get(way_back(client, onward))["Location"] == "/city/"
    assert signed_in(client) == sato.pk


def test_an_officer_sees_and_cuts_the_connection(client, orise, provider, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    town.clerk()
    client.get(way_back(client))
    page = client.get("/accounts/3rdparty/")
    assert "職員認証" in page.content.decode()
    account = page.context["form"].accounts[0]
    asked = client.post("/accounts/3rdparty/", {"account": account.pk})
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    client.post(asked["Location"], {"password": town.PASSWORD})
    assert "つながっている職員認証はありません" in client.get("/accounts/3rdparty/").content.decode()
