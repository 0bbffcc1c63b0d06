"""サインイン: by password, by code; the same answer whoever asks; an end to guessing."""

import logging

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from kyodo.offices.journal.models import Entry
from kyodo.offices.people.actions import disable, sign_out_everywhere
from kyodo.offices.people.models import Person
from tests.offices.city import town

LOGIN, PROVE, SET_UP = "/accounts/login/", "/accounts/2fa/authenticate/", "/accounts/2fa/"


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def code_of(secret: str) -> str:
    """What the authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize(
    ("officer", "factor", "lands"),
    [(False, False, "/today/"), (False, True, "/today/"), (True, False, SET_UP), (True, True, "/today/")],
)
def test_who_signs_in_with_what_lands_where(client, orise, sign_in, settings, officer, factor, lands):
    settings.OFFICERS_NEED_SECOND_FACTOR = True
    it = town.clerk("taro@example.jp") if officer else town.person()
    secret = town.second_factor(it) if factor else ""
    answer = sign_in()
    if factor:
        assert answer["Location"] == PROVE
        assert not is_in(client)
        answer = client.post(PROVE, {"code": code_of(secret)})
    assert is_in(client)
    assert answer["Location"] == "/today/"
    first = client.get("/me/")
    assert first.status_code == (302 if lands == SET_UP else 200)
    if lands == SET_UP:
        assert first["Location"] == SET_UP


def test_a_wrong_password_is_refused_in_words(client, taro, sign_in):
    answer = sign_in(password="not-the-password")
    assert not is_in(client)
    assert "正しくありません" in answer.content.decode()


def test_the_second_factor_is_asked_and_a_wrong_code_does_not_open(client, taro, sign_in):
    town.second_factor(taro)
    sign_in()
    client.post(PROVE, {"code": "000000"})
    assert not is_in(client)
    assert client.get("/me/").status_code == 302


def test_a_recovery_code_opens_once(client, taro, sign_in):
    town.second_factor(taro)
    codes = taro.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    sign_in()
    client.post(PROVE, {"code": codes[0]})
    assert is_in(client)
    client.logout()
    sign_in()
    client.post(PROVE, {"code": codes[0]})
    assert not is_in(client)


def test_a_code_by_mail_signs_in(client, taro, mailed_code):
    answer = client.post("/accounts/login/code/", {"email": "taro@example.jp"})
    assert answer["Location"] == "/accounts/login/code/confirm/"
    assert mail.outbox[-1].to == ["taro@example.jp"]
    assert "織瀬市" in mail.outbox[-1].body
    client.post("/accounts/login/code/confirm/", {"code": mailed_code()})
    assert is_in(client)


@pytest.mark.parametrize("address", ["taro@example.jp", "nobody@example.jp"])
def test_a_code_that_cannot_be_sent_is_told_to_whoever_waits_for_it(client, taro, settings, caplog, address):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client.post("/accounts/login/code/", {"email": address})
    assert answer.status_code == 422
    assert "いま、メールを送れません。" in answer.content.decode()
    assert "mail not sent" in caplog.text
    assert address not in caplog.text


def test_a_code_does_not_go_round_the_second_factor(client, taro, mailed_code):
    town.second_factor(taro)
    client.post("/accounts/login/code/", {"email": "taro@example.jp"})
    answer = client.post("/accounts/login/code/confirm/", {"code": mailed_code()})
    assert answer["Location"] == PROVE
    assert not is_in(client)


def test_a_code_lives_ten_minutes(client, taro, mailed_code, that_morning):
    client.post("/accounts/login/code/", {"email": "taro@example.jp"})
    that_morning.shift(601)
    client.post("/accounts/login/code/confirm/", {"code": mailed_code()})
    assert not is_in(client)


def test_three_wrong_codes_end_it(client, taro, mailed_code):
    client.post("/accounts/login/code/", {"email": "taro@example.jp"})
    for _try in range(3):
        client.post("/accounts/login/code/confirm/", {"code": "WRONG1"})
    client.post("/accounts/login/code/confirm/", {"code": mailed_code()})
    assert not is_in(client)


def told(client, path, data):
    """Everything a stranger sees: status, where it leads, and the page that follows without the address typed."""
    answer = client.post(path, data)
    follow = client.get(answer["Location"]) if answer.status_code == 302 else answer
    text = follow.content.decode().replace(data.get("email") or data.get("login", ""), "…")
    main = text.split("<main")[1].split("</main")[0]
    client.logout()
    for row in main.splitlines():
        if "csrf" in row or "submission_key" in row:
            main = main.replace(row, "")
    return answer.status_code, answer.get("Location"), main


@pytest.mark.parametrize(
    ("path", "data"),
    [
        (LOGIN, {"login": "{}", "password": "some-wrong-password"}),
        ("/accounts/login/code/", {"email": "{}"}),
        ("/accounts/password/reset/", {"email": "{}"}),
        (
            "/accounts/signup/",
            {"name": "山田 太郎", "kana": "やまだ たろう", "email": "{}", "password1": "hitotsu-no-nagai-bun"},
        ),
    ],
)
def test_the_same_answer_whether_or_not_the_account_exists(client, taro, path, data):
    def fill(email):
        return {key: value.format(email) for key, value in data.items()}

    known = told(client, path, fill("taro@example.jp"))
    unknown = told(client, path, fill("dare@example.jp"))
    assert known == unknown


def test_the_owner_of_an_address_learns_of_an_attempt_to_register_it(client, taro):
    client.post(
        "/accounts/signup/",
        {"name": "別の人", "kana": "べつ", "email": "taro@example.jp", "password1": "hitotsu-no-nagai-bun"},
    )
    assert mail.outbox[-1].to == ["taro@example.jp"]
    assert "すでに登録があります" in mail.outbox[-1].body
    assert Person.objects.count() == 1


def test_guessing_ends_after_five_tries_whoever_shares_the_count(client, taro, sign_in):
    for _try in range(5):
        sign_in(password="not-the-password")
    answer = sign_in()
    assert not is_in(client)
    assert "失敗" in str(answer.context["form"].errors)


def test_the_counts_are_shared_by_every_process(settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_a_failure_is_logged_without_what_was_typed(client, taro, sign_in, caplog):
    with caplog.at_level(logging.WARNING, logger="kyodo.people"):
        sign_in(email="taro@example.jp", password="secret-in-the-wrong-box")
    said = " ".join(record.getMessage() for record in caplog.records if record.name == "kyodo.people")
    assert said == "sign-in failed from 127.0.0.1"


def test_every_sign_in_is_in_the_journal_and_on_the_person_s_page(client, taro, sign_in):
    sign_in()
    entry = Entry.objects.get(act="sign_in")
    assert (entry.subject, entry.actor) == (taro.subject, taro.subject)
    assert "最近のサインイン" in client.get("/me/").content.decode()


@pytest.mark.parametrize(("data", "remembered"), [({}, False), ({"remember": "on"}, True)])
def test_a_device_is_remembered_only_when_asked(client, taro, sign_in, data, remembered):
    sign_in(**data)
    assert client.session.get_expire_at_browser_close() is not remembered
    assert client.session.get_expiry_age() <= 14 * 24 * 3600


def test_a_new_session_begins_at_sign_in(client, taro, sign_in):
    client.get(LOGIN)
    before = client.session.session_key
    sign_in()
    assert client.session.session_key != before


def test_whoever_is_disabled_is_out_at_once_and_cannot_come_back(client, taro, sign_in):
    desk = town.clerk()
    sign_in()
    assert client.get("/me/").status_code == 200
    disable(taro, reason="いたずらのため", by=desk, at=town.AT)
    assert client.get("/me/").status_code == 302
    sign_in()
    assert not is_in(client)


def test_signing_out_elsewhere_leaves_only_this_device(client, taro, sign_in):
    other = Client()
    other.post(LOGIN, {"login": "taro@example.jp", "password": town.PASSWORD})
    sign_in()
    assert "この端末" in client.get("/accounts/sessions/").content.decode()
    client.post("/accounts/sessions/")
    assert client.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302


def test_all_sessions_end_together(client, taro, sign_in):
    sign_in()
    client.get("/me/")
    assert sign_out_everywhere(taro) == 1
    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_else(client, taro, sign_in, where):
    assert sign_in(next=where)["Location"] == "/today/"


def test_sign_in_leads_back(client, taro, sign_in):
    assert sign_in(next="/me/edit/")["Location"] == "/me/edit/"


def test_an_unverified_address_does_not_open(client, taro, sign_in):
    EmailAddress.objects.filter(user=taro).update(verified=False)
    answer = sign_in()
    assert answer["Location"] == "/accounts/confirm-email/"
    assert not is_in(client)
