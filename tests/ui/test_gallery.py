"""The gallery in a browser: every component on a telephone and on a desk, for eyes, ears, keys and paper."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests import given

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE: ViewportSize = {"width": 360, "height": 800}
DESK: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture
def gallery(page: Page) -> Page:
    given.a_city()
    page.set_viewport_size(PHONE)
    page.goto("/_gallery/")
    return page


def press(page: Page, switch: str, choice: str) -> None:
    page.get_by_role("form", name=switch).get_by_role("button", name=choice, exact=True).click()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("look", ["plain", "invert"])
def test_every_component_keeps_the_rules_of_accessibility(gallery, accessible, size, look):
    gallery.set_viewport_size(size)
    if look == "invert":
        press(gallery, "画面の色", "白黒反転")
    gallery.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    accessible(gallery)


@pytest.mark.parametrize("text", ["標準", "とても大きく"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wider_than_the_screen(gallery, width, text):
    press(gallery, "文字の大きさ", text)
    gallery.set_viewport_size({"width": width, "height": 800})
    assert gallery.evaluate("document.documentElement.scrollWidth") <= width


def test_the_two_sides_stand_side_by_side_with_one_width_and_on_a_phone_one_above_the_other(gallery):
    def boxes(place):
        return [place.nth(n).bounding_box() for n in (0, 1)]

    for place in (
        gallery.locator(".ky-sides__side"),
        gallery.locator("tbody .ky-pairs__citizens, tbody .ky-pairs__city"),
    ):
        gallery.set_viewport_size(DESK)
        citizens, city = boxes(place)
        assert citizens["y"] == city["y"]
        assert citizens["x"] < city["x"]
        assert abs(citizens["width"] - city["width"]) < 1
        gallery.set_viewport_size(PHONE)
        citizens, city = boxes(place)
        assert citizens["y"] < city["y"]
        assert citizens["width"] == city["width"]


def test_every_stop_of_the_keyboard_can_be_seen(gallery):
    gallery.set_viewport_size(DESK)
    seen = set()
    for _stop in range(64):
        gallery.keyboard.press("Tab")
        width, style = gallery.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return [s.outlineWidth, s.outlineStyle]; })()"
        )
        stop = gallery.evaluate("document.activeElement.outerHTML")
        assert (stop, width, style) == (stop, "4px", "solid")
        seen.add(stop)
    assert len(seen) > 50


def test_the_first_stop_leads_past_the_menus(gallery):
    gallery.keyboard.press("Tab")
    expect(gallery.locator(":focus")).to_have_text("本文へ移動")
    expect(gallery.locator(":focus")).to_be_in_viewport()


def test_what_is_wrong_is_said_first_gets_the_focus_and_leads_to_its_control(gallery):
    gallery.get_by_label("団体名").fill("㈱髙橋")
    gallery.get_by_role("button", name="確認画面へ進む").nth(-1).click()
    expect(gallery).to_have_title(re.compile("^エラー："))
    expect(gallery.locator("[data-focus]")).to_be_focused()
    expect(gallery.get_by_label("団体名")).to_have_value("㈱髙橋")
    gallery.get_by_role("link", name="「フリガナ」を入力してください。").click()
    expect(gallery.get_by_label("フリガナ")).to_be_focused()


def test_a_wrong_form_keeps_the_rules_of_accessibility(gallery, accessible):
    gallery.get_by_role("button", name="確認画面へ進む").nth(-1).click()
    expect(gallery.locator("[data-focus]")).to_be_focused()
    accessible(gallery)


def test_characters_left_are_counted_as_they_are_typed(gallery):
    area = gallery.get_by_label("どんなことを一緒にしたいですか")
    area.fill("𠮷" * 390)
    expect(gallery.locator("#id_text_limit")).to_have_text("あと10文字入力できます")
    area.fill("あ" * 403)
    expect(gallery.locator("#id_text_limit")).to_have_text("3文字多すぎます")
    expect(gallery.locator("#id_text_count [role=status]")).to_have_text("3文字多すぎます")


def test_a_second_press_sends_nothing_and_disables_nothing(gallery):
    sent = []
    gallery.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    send = gallery.get_by_role("button", name="確認画面へ進む").nth(-1)
    send.dblclick()
    expect(gallery.locator("[data-focus]")).to_be_focused()
    assert len(sent) == 1
    expect(send).to_be_enabled()


def test_pressing_enter_sends_the_form_and_adds_no_row(gallery):
    gallery.get_by_label("団体名").press("Enter")
    expect(gallery.locator("[data-focus]")).to_be_visible()


def test_another_row_comes_without_losing_what_was_typed(gallery):
    gallery.get_by_label("団体名").fill("川の会")
    gallery.get_by_role("button", name="行を増やす").click()
    expect(gallery.get_by_role("group", name="2行目")).to_be_visible()
    expect(gallery.get_by_label("団体名")).to_have_value("川の会")
    expect(gallery.locator("[data-focus]")).to_have_count(0)


def test_everything_works_without_script(browser, live_server, gallery):
    context = browser.new_context(base_url=live_server.url, locale="ja-JP", java_script_enabled=False)
    page = context.new_page()
    page.goto("/_gallery/")
    page.get_by_label("団体名").fill("川の会")
    page.get_by_role("button", name="行を増やす").click()
    assert page.get_by_label("団体名").input_value() == "川の会"
    page.get_by_role("button", name="確認画面へ進む").nth(-1).click()
    assert page.title().startswith("エラー：")
    press(page, "画面の色", "白黒反転")
    assert "ky-invert" in (page.locator("html").get_attribute("class") or "")
    context.close()


def test_a_page_can_be_printed_by_a_button_where_there_is_script(gallery):
    gallery.evaluate("window.print = () => { window.printed = true; }")
    gallery.get_by_role("button", name="印刷する").click()
    assert gallery.evaluate("window.printed")


def test_paper_stays_white_for_those_who_read_white_on_black(gallery):
    press(gallery, "画面の色", "白黒反転")
    assert gallery.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    gallery.emulate_media(media="print")
    assert gallery.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_paper_shows_the_city_and_the_day_and_no_menus(gallery):
    gallery.emulate_media(media="print")
    expect(gallery.locator(".ky-paper")).to_be_visible()
    expect(gallery.locator(".ky-paper")).to_contain_text("/_gallery/")
    for menu in (".ky-head__top", ".ky-foot", ".ky-crumbs"):
        expect(gallery.locator(menu).first).to_be_hidden()
    citizens, city = (gallery.locator(".ky-sides__side").nth(n).bounding_box() for n in (0, 1))
    assert citizens["y"] == city["y"]


def test_states_can_be_told_apart_in_forced_colours(gallery):
    gallery.emulate_media(forced_colors="active")
    done, late = gallery.locator(".ky-life__done").first, gallery.locator(".ky-life__late").first
    expect(done).to_contain_text("済み")
    expect(late).to_contain_text("遅れています")
    look = "n => getComputedStyle(n, '::before').backgroundColor"
    assert done.evaluate(look) != late.evaluate(look)


def test_a_first_look_is_light(gallery):
    sizes: dict[str, int] = {}
    gallery.on("response", lambda response: sizes.setdefault(response.url, len(response.body())))
    gallery.reload(wait_until="networkidle")
    assert 5 < len(sizes) <= 12
    assert not [url for url in sizes if not url.startswith(gallery.url.partition("/_gallery")[0])]
