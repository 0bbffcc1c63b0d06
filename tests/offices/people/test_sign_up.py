"""利用者登録, passwords and addresses: what a person keeps up themselves."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from kyodo.offices.journal.models import Entry
from kyodo.offices.people.models import Person
from tests.offices.city import town

FORM = {
    "name": "髙橋 花子",
    "kana": "たかはし はなこ",
    "email": "Hanako@Example.JP",
    "password1": "hitotsu-no-nagai-bun",
}
CONFIRM = "/accounts/confirm-email/"


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_citizen_registers_with_a_code_from_the_mail(client, orise, mailed_code):
    assert client.post("/accounts/signup/", FORM)["Location"] == CONFIRM
    assert not is_in(client)
    assert mail.outbox[-1].to == ["hanako@example.jp"]
    client.post(CONFIRM, {"code": mailed_code()})
    assert is_in(client)
    hanako = Person.objects.get()
    assert (hanako.name, hanako.kana, hanako.email) == ("髙橋 花子", "タカハシ ハナコ", "hanako@example.jp")
    assert EmailAddress.objects.get(user=hanako).verified
    assert [e.act for e in Entry.objects.filter(subject=hanako.subject)] == ["register", "sign_in"]
    assert abs(hanako.joined_at - Entry.objects.get(subject=hanako.subject, act="register").at) < timedelta(minutes=1)


def test_the_code_may_be_sent_again(client, orise, mailed_code, that_morning):
    client.post("/accounts/signup/", FORM)
    that_morning.shift(60)
    client.post(CONFIRM, {"action": "resend"})
    assert len(mail.outbox) == 2
    client.post(CONFIRM, {"code": mailed_code()})
    assert is_in(client)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "「お名前」を入力してください。"),
        ("kana", "花子", "ひらがなかカタカナ"),
        ("email", "hanako", "メールアドレス"),
        ("password1", "short", "10"),
        ("password1", "takahashi", "10"),
        ("password1", "hanako@example.jp", "似"),
        ("password1", "kyodo2026kyodo", "推測されやすい"),
        ("password1", "1234567890", "一般的"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(client, orise, field, value, sentence):
    answer = client.post("/accounts/signup/", {**FORM, field: value})
    assert sentence in str(answer.context["form"].errors)
    assert 'value="髙橋 花子"' in answer.content.decode() or field == "name"
    assert not Person.objects.exists()


def test_a_name_is_kept_byte_for_byte(client, orise):
    client.post("/accounts/signup/", {**FORM, "name": "𠮷田 邉󠄀子"})
    assert Person.objects.get().name == "𠮷田 邉󠄀子"


def test_a_forgotten_password_is_set_anew_with_a_code_and_the_second_factor_stays(client, taro, sign_in, mailed_code):
    town.second_factor(taro)
    assert (
        client.post("/accounts/password/reset/", {"email": "taro@example.jp"})["Location"]
        == "/accounts/password/reset/confirm/"
    )
    client.post("/accounts/password/reset/confirm/", {"code": mailed_code()})
    new = "mou-hitotsu-no-nagai-bun"
    answer = client.post("/accounts/password/reset/complete/", {"password1": new, "password2": new})
    assert answer.status_code == 302, answer.context["form"].errors
    assert not is_in(client)
    assert mail.outbox[-1].subject == "パスワードが再設定されました"
    assert sign_in(password=new)["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)


def test_a_password_is_changed_with_the_old_one_and_a_notice(client, taro, sign_in):
    sign_in()
    new = "mou-hitotsu-no-nagai-bun"
    form = {"oldpassword": town.PASSWORD, "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", {**form, "oldpassword": "wrong"}).status_code == 200
    assert client.post("/accounts/password/change/", form).status_code == 302
    taro.refresh_from_db()
    assert taro.check_password(new)
    assert mail.outbox[-1].subject == "パスワードが変わりました"


def test_an_address_changes_only_when_its_code_came_back(client, taro, sign_in, mailed_code):
    sign_in()
    answer = client.post("/accounts/email/", {"email": "new@example.jp", "action_add": "1"})
    client.post(answer["Location"], {"password": town.PASSWORD})
    assert mail.outbox[-1].to == ["new@example.jp"]
    taro.refresh_from_db()
    assert taro.email == "taro@example.jp"
    client.post(CONFIRM, {"code": mailed_code()})
    taro.refresh_from_db()
    assert taro.email == "new@example.jp"
    assert [(a.email, a.verified, a.primary) for a in EmailAddress.objects.filter(user=taro)] == [
        ("new@example.jp", True, True)
    ]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/accounts/email/"),
        ("get", "/accounts/2fa/totp/activate/"),
        ("get", "/accounts/2fa/webauthn/add/"),
        ("get", "/accounts/2fa/recovery-codes/generate/"),
    ],
)
def test_a_grave_change_asks_again_who_is_there(client, taro, sign_in, method, path):
    sign_in()
    answer = getattr(client, method)(path, {"email": "new@example.jp", "action_add": "1"})
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not mail.outbox
    page = client.get(answer["Location"])
    assert "ご本人の確認" in page.content.decode()
    client.post(answer["Location"], {"password": "wrong-password"})
    assert getattr(client, method)(path, {"email": "new@example.jp", "action_add": "1"}).status_code == 302
    assert not mail.outbox


def test_too_much_of_anything_is_answered_with_a_page(client, orise):
    answers = [client.post("/accounts/signup/", {**FORM, "email": ""}) for _try in range(21)]
    assert answers[-1].status_code == 429
    assert "しばらくお待ちください" in answers[-1].content.decode()
