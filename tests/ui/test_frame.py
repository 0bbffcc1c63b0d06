"""The frame of every page: its switches, its language, its menus that know only rooms that exist."""

import re

import pytest
from django.test import Client

from kyodo.ui import display, navigation
from kyodo.ui.context import Page


def gallery(client: Client) -> str:
    return client.get("/_gallery/").content.decode()


@pytest.mark.parametrize(
    ("switch", "value", "css"),
    [
        ("ky_text", "125", "ky-text-125"),
        ("ky_text", "150", "ky-text-150"),
        ("ky_colour", "invert", "ky-invert"),
        ("ky_ruby", "off", "ky-no-ruby"),
    ],
)
def test_a_switch_is_kept_and_written_on_the_page(alone, switch, value, css):
    assert css not in gallery(alone).partition("<head>")[0]
    answer = alone.post("/display/", {"switch": switch, "value": value, "next": "/_gallery/?a=1"})
    assert answer.status_code == 302
    assert answer["Location"] == "/_gallery/?a=1"
    assert alone.cookies[switch]["httponly"]
    assert alone.cookies[switch]["samesite"] == "Lax"
    page = gallery(alone)
    assert css in page.partition("<head>")[0]
    assert re.search(rf'value="{value}" aria-pressed="true"', page)


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "\\\\evil",
        "",
        "evil",
        "/\t/evil.example",
    ],
)
def test_a_switch_never_leads_to_another_site(alone, back):
    answer = alone.post("/display/", {"switch": "ky_text", "value": "125", "next": back})
    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"switch": "ky_text"},
        {"switch": "ky_text", "value": "900"},
        {"switch": "sessionid", "value": "x"},
        {"switch": "django_language", "value": "xx"},
    ],
)
def test_an_unknown_switch_sets_no_cookie(alone, settings, sent):
    answer = alone.post("/display/", {**sent, "next": "/"})
    assert answer.status_code == 404
    assert set(alone.cookies) <= {settings.CSRF_COOKIE_NAME}


def test_a_switch_is_not_turned_by_a_link(alone):
    assert alone.get("/display/").status_code == 405


def test_a_spoilt_cookie_counts_as_no_choice(alone):
    alone.cookies["ky_text"] = '"><script>'
    assert '<html lang="ja">' in gallery(alone)


def test_the_language_switch_offers_the_languages_of_the_settings(alone, settings):
    alone.post("/display/", {"switch": settings.LANGUAGE_COOKIE_NAME, "value": "en", "next": "/_gallery/"})
    page = gallery(alone)
    assert '<html lang="en"' in page
    for code, _name in settings.LANGUAGES:
        assert f'value="{code}"' in page


def test_easy_japanese_is_japanese_for_a_screen_reader(rf):
    from django.utils import translation

    with translation.override("ja-easy"):
        assert Page(rf.get("/")).lang == "ja"


def test_easy_japanese_is_offered_by_its_name_at_the_head_of_a_page_and_stays_chosen(alone):
    assert "やさしい日本語" in gallery(alone).partition("<main")[0]
    alone.post("/display/", {"switch": "django_language", "value": "ja-easy", "next": "/"})
    page = gallery(alone)
    assert '<html lang="ja"' in page
    assert 'value="ja-easy" aria-pressed="true"' in page
    assert "ページの中身へ行く" in page


def test_a_menu_lists_only_pages_that_exist(settings):
    settings.ROOT_URLCONF = "tests.ui.pages"
    entries = [navigation.Entry("ui:gallery", "部品"), navigation.Entry("nowhere:index", "まだない")]
    assert navigation.links(entries, "/_gallery/") == [navigation.Link("/_gallery/", "部品", "page")]
    assert navigation.links(entries, "/_gallery/deeper/")[0].current == "true"
    assert navigation.links(entries, "/elsewhere/")[0].current == ""


def test_every_page_has_a_way_to_its_text_and_a_way_to_help(alone):
    page = gallery(alone)
    assert re.search(r"<body>\s*<a class=\"ky-skip\" href=\"#main\">", page)
    assert 'id="help"' in page
    assert page.count("<main") == page.count("<h1") == 1


def test_htmx_may_neither_eval_nor_write_style_nor_leave_the_site(alone):
    page = gallery(alone)
    for rule in ('"allowEval":false', '"includeIndicatorStyles":false', '"selfRequestsOnly":true'):
        assert rule in page


def test_every_switch_has_a_first_choice_without_a_class():
    assert all(switch.choices[0].css == "" for switch in display.SWITCHES)
