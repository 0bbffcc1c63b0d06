"""The register on a telephone: a group registers itself, the desk takes over a list, and every page is accessible."""

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import Part, State
from tests import cast, given
from tests.browsing import press
from tests.working import worked_off

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def as_person(page, live_server, settings):
    """Sign in as somebody of the cast in the browser."""
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    name = configured.SESSION_COOKIE_NAME

    def sign_in(person):
        client = Client()
        client.force_login(person, backend=configured.AUTHENTICATION_BACKENDS[0])
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return sign_in


def at(name, *args):
    return reverse(f"groups:{name}", args=args)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_group_registers_itself_on_a_telephone(page, as_person, accessible):
    given.a_city()
    as_person(cast.hanako())
    page.goto(at("start"))
    press(page.get_by_role("link", name="申請を始める"))
    page.get_by_label("団体名").fill("髙﨑を楽しむ会")
    page.get_by_label("フリガナ").fill("たかさきをたのしむかい")
    page.get_by_role("radio", name="代表").check()
    press(page.get_by_role("button", name="下書きを作って進む"))
    press(page.get_by_role("link", name="団体のこと"))
    page.get_by_label("目的").fill("まちを楽しむ。")
    press(page.get_by_role("button", name="保存する"))
    press(page.get_by_role("link", name="「主な活動」が入力されていません。"))
    assert page.get_by_label("目的").input_value() == "まちを楽しむ。"
    page.get_by_label("主な活動").fill("散歩の会を開く。")
    page.get_by_label("活動分野（主なもの）").select_option("3")
    press(page.get_by_role("button", name="保存する"))
    press(page.get_by_role("link", name="連絡先", exact=True))
    page.get_by_label("所在地").fill("織瀬市中央１－２－３")
    page.get_by_label("電話番号").fill("０４８－２８２－１１１１")
    press(page.get_by_role("button", name="保存する"))
    press(page.get_by_role("link", name="会員と活動のようす"))
    page.get_by_label("会員数").fill("１２")
    press(page.get_by_role("button", name="保存する"))
    press(page.get_by_role("link", name="登録の要件", exact=True))
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(page.get_by_role("button", name="保存する"))
    accessible(page)
    press(page.get_by_role("button", name="申請する"))
    group = Group.objects.get()
    assert (group.state, group.name, group.phone) == (State.SUBMITTED, "髙﨑を楽しむ会", "0482821111")


def test_the_desk_takes_over_a_register_and_takes_it_back(page, as_person, accessible):
    given.a_city()
    as_person(cast.sato())
    page.goto(at("import"))
    register = "団体名,電話\r\n里山の会,048-282-1111\r\n㈱髙﨑,\r\n".encode("cp932")
    page.set_input_files("input[type=file]", {"name": "名簿.csv", "mimeType": "text/csv", "buffer": register})
    press(page.get_by_role("button", name="読み込んで確かめる"))
    accessible(page)
    press(page.get_by_role("button", name="2団体を取り込む"))
    accessible(page)
    worked_off(timezone.now())
    page.reload()
    assert Group.objects.registered().count() == 2
    press(page.get_by_role("button", name="取り込みを取り消す"))
    worked_off(timezone.now())
    assert not Group.objects.registered().exists()


def test_every_page_of_the_register_is_accessible_and_no_wider_than_a_telephone(page, as_person, accessible):
    group = given.a_registered_group(at=timezone.now())
    own = [at(name, group.ref) for name in ("group", "application", "publication", "conditions", "people")]
    own += [at(name, group.ref) for name in ("invite", "hand_over")]
    own += [at("edit", group.ref, part.value) for part in Part] + [at("move", group.ref, "withdraw")]
    desk = [at(name) for name in ("desk", "paper", "city_conditions", "import")] + [at("group", group.ref)]
    public = [at("index"), at("start"), at("group", group.ref)]
    for person, paths in ((None, public), (cast.hanako(), own), (cast.sato(), desk)):
        if person:
            as_person(person)
        for path in paths:
            answer = page.goto(path)
            assert answer.status == 200, path
            assert fits(page), f"{path} is wider than a telephone"
            accessible(page)
