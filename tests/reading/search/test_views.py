"""The page of the search."""

from html import unescape
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from kyodo.reading.search import actions
from kyodo.reading.search.queries import results
from kyodo.reading.search.queries.catalogue import SOURCES
from tests import given
from tests.browsing import press
from tests.cast import AT

from .conftest import SOURCE


@pytest.fixture
def ask(client, publish):
    """Open the page with these words in its address."""
    given.a_city()

    def opened(**asked):
        response = client.get(reverse("search:index") + "?" + urlencode(asked))
        assert response.status_code == 200
        return unescape(response.content.decode())

    return opened


@pytest.fixture
def two(publish):
    publish("里山の会", "子どもと歩く")
    publish("里山の道", "花を植える", days=1)
    actions.rebuild(at=AT)


def test_an_empty_page_says_what_can_be_searched(ask):
    page = ask()
    assert "まとめて探せます" in page
    assert "見つかりませんでした" not in page


def test_a_hit_is_a_link_with_its_kind_and_its_words_marked(ask, two):
    page = ask(q="こども")
    assert "1件見つかりました" in page
    assert ">里山の会</a>" in page
    assert "原則" in page
    assert "<mark>里山</mark>" not in page
    assert "<mark>花</mark>を植える" in ask(q="花")


def test_the_words_stay_in_the_box_and_in_the_title(ask, two):
    page = ask(q='里山"><b>')
    assert 'value="里山"><b>"' in page
    assert "の検索結果" in page.partition("</title>")[0]


def test_what_was_typed_is_never_part_of_the_page_as_code(client, two):
    given.a_city()
    page = client.get(reverse("search:index"), {"q": "<script>alert(1)</script>里山"}).content.decode()
    assert "<script>alert" not in page


def test_nothing_found_says_what_to_try(ask, two):
    page = ask(q="天文台", kind=SOURCE.kind)
    assert "見つかりませんでした" in page
    assert "しぼり込みを外して探す" in page
    assert "/search/?q=%E5%A4%A9%E6%96%87%E5%8F%B0" in page


def test_the_page_says_when_it_looked_for_parts(ask, two):
    assert "言葉を分けて" in ask(q="里山と花と")
    assert "言葉を分けて" in ask(q="花の里山")
    assert "言葉を分けて" not in ask(q="里山")


def test_the_address_holds_the_page(ask, publish, monkeypatch):
    monkeypatch.setattr(results, "PAGE", 2)
    for number in range(5):
        publish(f"第{number}の会", "里山", days=number)
    actions.rebuild(at=AT)
    assert "3ページ中2ページ目" in ask(q="里山", page=2)
    assert "第0の会" in ask(q="里山", page=3)
    first = ask(q="里山", order="new")
    assert "?q=%E9%87%8C%E5%B1%B1&order=new&page=2" in first
    assert "前のページ" not in first


@pytest.mark.parametrize(
    "odd",
    [{"page": "-1"}, {"page": "x"}, {"page": "９"}, {"page": "9" * 50}, {"kind": "x"}, {"ward": "x"}, {"order": "x"}],
)
def test_an_odd_address_still_shows_results(ask, two, odd):
    assert "2件見つかりました" in ask(q="里山", **odd)


@pytest.mark.parametrize("odd", ["里山" * 500, "里山 " * 50, "里山\x00", "里山\n子ども", "　", "%", "\u202e里山"])
def test_odd_words_are_no_error(ask, two, odd):
    ask(q=odd)


def test_kinds_are_offered_with_their_counts(ask, two, monkeypatch):
    monkeypatch.setattr("kyodo.reading.search.queries.catalogue.SOURCES", (*SOURCES, SOURCE))
    page = ask(q="里山", kind=SOURCE.kind)
    assert "原則（2）" in page
    assert 'aria-current="true">原則' in page


def test_the_page_keeps_the_rules_of_accessibility(page, accessible, transactional_db, publish):
    given.a_city()
    publish("里山の会", "子どもと歩く")
    actions.rebuild(at=AT)
    page.goto(reverse("search:index"))
    page.get_by_label("探す言葉").fill("こども")
    press(page.get_by_role("main").get_by_role("button", name="探す"))
    page.get_by_role("link", name="里山の会").wait_for()
    accessible(page)
    page.goto(reverse("search:index") + "?q=天文台&order=new")
    accessible(page)
