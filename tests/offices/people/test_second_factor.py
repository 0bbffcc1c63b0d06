"""サインインの守り: setting up, using and giving up a second factor."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail

from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.offices.people.actions import reset_second_factor
from kyodo.offices.people.queries import has_second_factor
from tests.offices.city import town

ACTIVATE = "/accounts/2fa/totp/activate/"


def shown(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def proven(client, taro, sign_in):
    """A browser in which 太郎 has just proved to be there."""
    sign_in()
    client.post("/accounts/reauthenticate/", {"password": town.PASSWORD})
    return client


@pytest.mark.django_db(transaction=True)
def test_an_authenticator_app_is_set_up_and_recovery_codes_are_shown(proven, taro):
    page = proven.get(ACTIVATE)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert "data:image/svg+xml" in page.content.decode()
    answer = proven.post(ACTIVATE, {"code": shown(secret)})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    assert has_second_factor(taro)
    codes = taro.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10
    assert all(code in proven.get("/accounts/2fa/recovery-codes/").content.decode() for code in codes)
    assert codes[0] in proven.get("/accounts/2fa/recovery-codes/download/").content.decode()
    assert {m.subject for m in mail.outbox} >= {"認証アプリが登録されました"}


def test_a_wrong_code_sets_nothing_up(proven, taro):
    proven.get(ACTIVATE)
    answer = proven.post(ACTIVATE, {"code": "000000"})
    assert answer.status_code == 200
    assert not has_second_factor(taro)


def test_a_second_factor_is_taken_off_by_its_owner(proven, taro):
    town.second_factor(taro)
    assert proven.get("/accounts/2fa/totp/deactivate/").status_code == 200
    assert proven.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert not has_second_factor(taro)


def test_an_officer_goes_from_sign_in_through_the_set_up_to_work(client, orise, sign_in, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = True
    town.clerk("taro@example.jp")
    sign_in()
    led = client.get("/city/")
    assert led["Location"] == "/accounts/2fa/"
    assert "市の職員として仕事の頁を開くには" in client.get("/accounts/2fa/").content.decode()
    ask = client.get(ACTIVATE)
    assert ask["Location"].startswith("/accounts/reauthenticate/")
    client.post(ask["Location"], {"password": town.PASSWORD})
    secret = client.get(ACTIVATE).context["form"].secret
    client.post(ACTIVATE, {"code": shown(secret)})
    assert client.get("/city/").status_code == 200


def test_only_the_desk_takes_a_lost_factor_off_and_says_why(orise, taro):
    desk = town.clerk()
    town.second_factor(taro)
    with pytest.raises(NotAllowed):
        reset_second_factor(taro, reason="自分で", by=taro, at=town.AT)
    with pytest.raises(Refused, match="理由"):
        reset_second_factor(taro, reason=" ", by=desk, at=town.AT)
    assert has_second_factor(taro)
    reset_second_factor(taro, reason="窓口で確認", by=desk, at=town.AT)
    assert not has_second_factor(taro)
    assert not taro.authenticator_set.exists()
