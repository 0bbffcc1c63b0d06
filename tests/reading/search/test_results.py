"""What a reader is shown."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyodo.offices.city.models import Principle
from kyodo.reading.search import actions
from kyodo.reading.search.queries import Card, results, search
from kyodo.reading.search.queries.results import excerpt

AT = datetime(2027, 4, 1, tzinfo=UTC)


def titles(text, **how):
    return [hit.card.title for hit in search(text, at=AT, **how).hits]


@pytest.fixture
def public(publish):
    """Publish and index: `public(("題名", "本文"), …)`, oldest first."""

    def made(*texts, **more):
        things = [publish(title, text, days=days, **more) for days, (title, text) in enumerate(texts)]
        actions.rebuild(at=AT)
        return things

    return made


def test_a_title_stands_before_a_text_and_the_newer_before_the_older(public):
    public(("里山の会", ""), ("森の会", "里山へ"), ("里山の道", ""), ("川の会", "里山から"))
    assert titles("里山") == ["里山の道", "里山の会", "川の会", "森の会"]


def test_newest_first_takes_no_heed_of_titles(public):
    public(("里山の会", ""), ("森の会", "里山へ"), ("里山の道", ""), ("川の会", "里山から"))
    assert titles("里山", newest_first=True) == ["川の会", "里山の道", "森の会", "里山の会"]


def test_every_word_must_be_there_wherever_it_stands(public):
    public(("里山の会", "子どもと歩く"), ("里山の道", "大人と歩く"), ("子どもの家", "町なか"))
    assert titles("里山　子ども") == ["里山の会"]


def test_a_name_is_found_whole_in_any_legal_form_and_by_its_reading(public):
    public(("特定非営利活動法人 あおぞら雲の会", "散歩"), reading="アオゾラクモノカイ")
    for asked in ("NPO法人あおぞら雲の会", "あおぞら雲の会", "あおぞらくものかい", "ｱｵｿﾞﾗｸﾓﾉｶｲ"):
        assert len(titles(asked)) == 1, asked


def test_where_nothing_holds_the_words_as_written_their_parts_are_looked_for(public):
    public(("里山の会", "週末は棚田の手入れ"), ("川の会", "棚田"))
    found = search("棚田の里山", at=AT)
    assert [hit.card.title for hit in found.hits] == ["里山の会"]
    assert found.loosened
    assert not search("里山", at=AT).loosened


def test_nothing_found_is_no_error(public):
    public(("里山の会", ""))
    for asked in ("天文台", "", "　", "。", "の"):
        found = search(asked, at=AT)
        assert (found.total, found.hits, found.loosened) == (0, [], False), asked


def test_what_was_withdrawn_a_moment_ago_is_not_shown_although_the_index_still_knows_it(public):
    things = public(("里山の会", ""), ("里山の道", ""))
    Principle.objects.filter(pk=things[0].pk).update(kind=Principle.Kind.RULE)
    assert titles("里山") == ["里山の道"]


def test_what_was_changed_a_moment_ago_is_shown_as_it_is_now(public):
    things = public(("里山の会", "連絡先は佐藤"))
    Principle.objects.filter(pk=things[0].pk).update(text="連絡先は窓口")
    assert search("里山", at=AT).hits[0].excerpt == [("連絡先は窓口", False)]


def test_pages_follow_each_other_without_gap_or_repetition(public, monkeypatch):
    monkeypatch.setattr(results, "PAGE", 3)
    public(*((f"第{number}の会", "里山") for number in range(8)))
    pages = [titles("里山", page=number) for number in (1, 2, 3)]
    assert [title for page in pages for title in page] == [f"第{number}の会" for number in reversed(range(8))]
    assert search("里山", at=AT).pages == 3
    assert titles("里山", page=99) == pages[2]


def test_more_than_anybody_reads_is_cut_and_said(public, monkeypatch):
    monkeypatch.setattr(results, "MOST", 4)
    public(*((f"第{number}の会", "里山") for number in range(6)), ("里山の道", ""))
    found = search("里山", at=AT)
    assert (found.total, found.more, found.uncounted) == (4, True, True)
    assert found.hits[0].card.title == "里山の道"


def test_a_ward_and_a_kind_narrow_the_results(publish):
    publish("里山の会", ward="AB2C")
    publish("里山の道", ward="XY9Z")
    actions.rebuild(at=AT)
    assert titles("里山", ward="ab2c") == titles("里山", ward="AB2C") == ["里山の会"]
    assert len(titles("里山", kind="city.principle")) == 2
    found = search("里山", at=AT, kind="nowhere.nothing")
    assert found.hits == []
    assert found.kinds == [("city.principle", "原則", 2)]


def test_a_page_of_results_costs_the_same_for_one_and_for_many(public):
    public(("棚田の会", "里山"), *((f"第{number}の会", "里山") for number in range(30)))
    costs = []
    for asked, found in (("棚田", 1), ("里山", 20)):
        with CaptureQueriesContext(connection) as cost:
            assert len(titles(asked)) == found
        costs.append(len(cost))
    assert costs[0] == costs[1] < 12


@pytest.mark.parametrize(
    ("text", "words", "parts"),
    [
        ("里山を歩く", ["里山"], [("里山", True), ("を歩く", False)]),
        ("NPOとnpo", ["npo"], [("NPO", True), ("と", False), ("npo", True)]),
        ("一行目\n二行目", ["ない"], [("一行目 二行目", False)]),
        ("a.b", ["."], [("a", False), (".", True), ("b", False)]),
        ("", ["里山"], []),
        ("<b>里山</b>", ["里山"], [("<b>", False), ("里山", True), ("</b>", False)]),
    ],
)
def test_an_excerpt_tells_the_words_apart(text, words, parts):
    assert excerpt(Card("題名", "/", AT, summary=text), words) == parts


def test_an_excerpt_stands_around_the_words():
    card = Card("題名", "/", AT, summary="あ" * 500, text=("い" * 300 + "里山" + "う" * 300,))
    shown = "".join(part for part, _is_word in excerpt(card, ["里山"]))
    assert "里山" in shown
    assert shown.startswith("…い")
    assert shown.endswith("う…")
    assert len(shown) < 150
