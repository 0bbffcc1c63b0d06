"""Sign-in as people do it: with a passkey, with the keyboard, on a telephone; and every page asked for its accessibility."""

import pytest
from playwright.sync_api import Page, expect

from kyodo.offices.people.models import Person
from tests.browsing import press
from tests.offices.city import town

pytestmark = pytest.mark.browser


@pytest.fixture
def that_morning():
    """Browser and program share the real clock here."""


@pytest.fixture
def town_hall(transactional_db):
    town.found()
    return town.person()


def enter(page: Page) -> None:
    """By password."""
    page.goto("/accounts/login/")
    page.get_by_label("メールアドレス").fill("taro@example.jp")
    page.get_by_label("パスワード").fill(town.PASSWORD)
    page.get_by_role("button", name="サインインする", exact=True).click()
    page.wait_for_url("**/today/**")


@pytest.fixture
def device(page: Page):
    """A telephone that unlocks with its owner's finger."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp, made["authenticatorId"]


def unlocks(device, sure: bool) -> None:
    """Whether the finger is the owner's: a browser calls the wrong one, and turning back, by the same name."""
    cdp, authenticator = device
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": sure})


def begin_passkey(page: Page) -> None:
    """From the page of the safety of sign-in to the one that asks the device."""
    page.goto("/accounts/2fa/")
    press(page.get_by_role("link", name="パスキーを登録する"))
    page.get_by_label("パスワード").fill(town.PASSWORD)
    press(page.get_by_role("button", name="確認する"))


def add_passkey(page: Page) -> None:
    begin_passkey(page)
    page.get_by_label("パスキーの名前").fill("わたしのスマホ")
    page.get_by_role("button", name="この端末で登録する").click()
    page.wait_for_url("**/recovery-codes/")


def test_a_passkey_is_set_up_and_then_signs_in_without_a_password(page, town_hall, device):
    enter(page)
    add_passkey(page)
    assert town_hall.authenticator_set.filter(type="webauthn").exists()
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="わたしのスマホ", exact=True).click()
    page.get_by_label("パスキーの名前").fill("ふるいスマホ")
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_role("link", name="「ふるいスマホ」を外す")).to_be_visible()
    page.goto("/accounts/logout/")
    press(page.get_by_role("button", name="サインアウトする"))
    page.goto("/accounts/login/?next=/me/")
    press(page.get_by_role("button", name="パスキーでサインイン"))
    expect(page.get_by_role("heading", name="わたしの情報")).to_be_visible()
    page.goto("/accounts/2fa/webauthn/add/")
    press(page.get_by_role("link", name="パスキーで確認する"))
    press(page.get_by_role("button", name="パスキーで確認する"))
    page.get_by_role("button", name="この端末で登録する").click()
    expect(page.get_by_text("この端末は、もう登録されています")).to_be_visible()


def test_a_passkey_proves_who_is_there_after_the_password(page, town_hall, device):
    enter(page)
    add_passkey(page)
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_label("メールアドレス").fill("taro@example.jp")
    page.get_by_label("パスワード").fill(town.PASSWORD)
    page.get_by_role("button", name="サインインする", exact=True).click()
    expect(page.get_by_role("heading", name="もう一つの確認")).to_be_visible()
    unlocks(device, sure=False)
    page.get_by_role("button", name="パスキーを使う").click()
    expect(page.get_by_text("操作を取りやめたか、この端末にパスキーがありません。")).to_be_visible()
    unlocks(device, sure=True)
    page.get_by_role("button", name="パスキーを使う").click()
    page.wait_for_url("**/today/**")


def test_a_device_without_a_passkey_is_told_so(page, town_hall, device):
    page.goto("/accounts/login/")
    page.get_by_role("button", name="パスキーでサインイン").click()
    expect(page.get_by_text("パスキーを使えませんでした")).to_be_visible()


def test_whoever_turns_back_while_adding_one_is_told_so_and_goes_on(page, town_hall, device):
    enter(page)
    begin_passkey(page)
    unlocks(device, sure=False)
    page.get_by_role("button", name="この端末で登録する").click()
    expect(page.get_by_text("パスキーを登録しませんでした")).to_be_visible()
    unlocks(device, sure=True)
    page.get_by_role("button", name="この端末で登録する").click()
    page.wait_for_url("**/recovery-codes/")


def test_the_sign_in_page_works_with_the_keyboard_alone(page, town_hall):
    page.goto("/accounts/login/")
    page.get_by_label("メールアドレス").focus()
    page.keyboard.type("taro@example.jp")
    page.keyboard.press("Tab")
    page.keyboard.type(town.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/today/**")


def test_the_pages_before_sign_in_are_accessible(page, town_hall, accessible):
    for path in ("login/", "signup/", "login/code/", "password/reset/"):
        page.goto(f"/accounts/{path}")
        accessible(page)
    page.goto("/accounts/signup/")
    press(page.get_by_role("button", name="登録する"))
    expect(page.get_by_text("「お名前」を入力してください。").first).to_be_visible()
    accessible(page)
    page.goto("/accounts/login/code/")
    page.get_by_label("メールアドレス").fill("taro@example.jp")
    press(page.get_by_role("button", name="確認コードを送る"))
    expect(page.get_by_role("heading", name="確認コードの入力")).to_be_visible()
    accessible(page)


def test_the_person_s_own_pages_are_accessible(page, town_hall, accessible):
    enter(page)
    for path in (
        "/me/", "/me/edit/", "/me/leave/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/email/", "/accounts/password/change/",
        "/accounts/logout/", "/accounts/2fa/totp/activate/",
    ):  # fmt: skip
        page.goto(path)
        accessible(page)
    page.get_by_label("パスワード").fill(town.PASSWORD)
    press(page.get_by_role("button", name="確認する"))
    expect(page.get_by_role("heading", name="認証アプリの登録")).to_be_visible()
    accessible(page)


def test_nothing_is_cut_off_on_a_small_telephone(page, town_hall):
    enter(page)
    page.set_viewport_size({"width": 320, "height": 640})
    for path in (
        "/me/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/accounts/login/",
        "/city/sections/",
        "/city/promoters/",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    assert Person.objects.count() == 1


def test_a_passkey_that_was_taken_off_opens_nothing(page, town_hall, device, accessible):
    enter(page)
    add_passkey(page)
    accessible(page)
    page.goto("/accounts/2fa/webauthn/")
    accessible(page)
    press(page.get_by_role("link", name="「わたしのスマホ」を外す"))
    accessible(page)
    press(page.get_by_role("button", name="外す"))
    expect(page.get_by_text("パスキーはまだありません")).to_be_visible()
    assert not town_hall.authenticator_set.filter(type="webauthn").exists()
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    press(page.get_by_role("button", name="パスキーでサインイン"))
    expect(page.get_by_text("このパスキーは、ここには登録されていません。")).to_be_visible()
    expect(page.get_by_role("heading", name="サインイン", exact=True)).to_be_visible()
