"""A result of thousands of opinions is read page by page: nothing twice, nothing left out, and every sender finds theirs."""

import re

import pytest
from django.urls import reverse

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.queries import telling
from tests import cast

from . import given

pytestmark = pytest.mark.django_db

#: Of each answer, how many opinions it answers.
SIZES = (2, 5, 1, 4)


@pytest.fixture
def it(monkeypatch):
    monkeypatch.setattr(telling, "KINDS", 3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)
    it = given.an_open_one()
    for nth, size in enumerate(SIZES):
        units = [given.a_read_bundle(given.a_paper(it, f"{nth}番の意見その{n}。").bundle) for n in range(size)]
        given.an_agreed_answer(*units, category="参考" if nth % 2 else "盛り込み済み")
    actions.release(given.adopted(it), heard="聴", said="言", done="為", by=cast.sato(), at=given.SORTING)
    return it


def pages(it, **narrowed):
    shown = queries.opinions_of(it, **narrowed)
    while shown.onward:
        yield shown
        shown = queries.opinions_of(it, **{**narrowed, "begin": shown.onward})
    yield shown


def refs(shown):
    return [unit.ref for line in shown.lines for unit in line.units]


def test_the_pages_together_tell_every_opinion_once_in_the_order_of_the_answers(it):
    told = [ref for shown in pages(it) for ref in refs(shown)]
    assert told == [unit.ref for line in queries.lines_of(it) for unit in line.units]
    assert len(told) == sum(SIZES)
    assert [shown.is_first for shown in pages(it)] == [True, False, False, False]


def test_an_answer_that_goes_over_pages_says_so_and_counts_all_its_voices_on_each(it):
    told = [[(line.answer.order, line.voices, line.follows, line.goes_on) for line in s.lines] for s in pages(it)]
    assert told == [
        [(1, 2, False, False), (2, 5, False, True)],
        [(2, 5, True, True)],
        [(2, 5, True, False), (3, 1, False, False), (4, 4, False, True)],
        [(4, 4, True, False)],
    ]


def test_one_category_can_be_read_by_itself(it):
    chosen = given.a_category("参考")
    told = [line.answer.order for shown in pages(it, category=chosen.ref) for line in shown.lines]
    assert list(dict.fromkeys(told)) == [2, 4]
    assert [one.name for one in queries.opinions_of(it).categories] == ["盛り込み済み", "参考"]


@pytest.mark.parametrize("asked", [{"begin": "0000000000"}, {"answer": "x"}, {"answer": "99"}, {"category": "x"}])
def test_what_is_not_there_leads_to_the_first_page(it, asked):
    shown = queries.opinions_of(it, **asked)
    assert shown.is_first
    assert shown.lines[0].answer.order == 1


def test_the_receipt_leads_to_the_senders_own_opinion_on_whatever_page_it_stands(it, client):
    for one in it.submissions.all():
        receipt = client.get(reverse("consultations:receipt", args=[actions.receipt_token(one)])).content.decode()
        [way] = re.findall(r'href="([^"]+begin=[^"]+)"', receipt)
        path, _hash, anchor = way.partition("#")
        told = client.get(path).content.decode()
        assert f'id="{anchor}"' in told
        assert one.text in told


def test_later_pages_are_short_and_lead_back_and_on(it, client):
    whole = reverse("consultations:result", args=[it.ref])
    first = client.get(whole).content.decode()
    second = client.get(whole + "?" + re.findall(r'href="[^"]*\?(begin=[0-9A-Z]+)#opinions"', first)[0])
    assert "数え方と進め方" in first
    assert "数え方と進め方" not in second.content.decode()
    assert "はじめから読む" in second.content.decode()
    assert "この番号のはじめの意見から読む" in second.content.decode()


def test_the_file_holds_them_all(it, client):
    file = b"".join(client.get(reverse("consultations:result_csv", args=[it.ref]))).decode()
    assert file.count("番の意見その") == sum(SIZES)


def test_a_change_leads_to_the_opinions_behind_it(client):
    it = given.a_result().consultation
    whole = reverse("consultations:result", args=[it.ref])
    assert 'href="?answer=1#answer-1"' in client.get(whole).content.decode()
    assert 'id="answer-1"' in client.get(f"{whole}?answer=1").content.decode()
