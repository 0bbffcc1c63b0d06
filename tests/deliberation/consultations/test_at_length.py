"""Every list asks the database the same number of questions, however long it is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kyodo.deliberation.consultations import actions
from tests import cast
from tests import given as town

from . import given

pytestmark = pytest.mark.django_db

PAGES = ("ledger", "work", "answers", "consultation", "result", "result_csv")


def asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(path).status_code == 200, path
    return len(seen)


@pytest.fixture
def desk(monkeypatch, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)
    town.a_city()
    client = Client()
    client.force_login(cast.sato(), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def with_opinions(count: int):
    it = given.an_open_one()
    for n in range(count):
        given.an_agreed_answer(given.a_read_bundle(given.a_paper(it, f"意見その{n}").bundle))
    actions.release(given.adopted(it), heard="聴", said="言", done="為", by=cast.sato(), at=given.SORTING)
    return it


@pytest.mark.parametrize("name", PAGES)
def test_more_opinions_ask_no_more_questions(desk, name):
    few, many = (reverse(f"consultations:{name}", args=[with_opinions(n).ref]) for n in (2, 9))
    desk.get(few)
    assert asked(desk, few) == asked(desk, many)


@pytest.mark.parametrize("path", ["/consultations/", "/consultations/yearly/", "/consultations/yearly/2026.csv"])
def test_more_consultations_ask_no_more_questions(desk, path):
    with_opinions(1)
    desk.get(path)
    few = asked(desk, path)
    for n in range(4):
        given.an_open_one(title=f"案件{n}")
    assert asked(desk, path) == few


def test_a_bundle_of_many_shows_few_and_asks_no_more(desk):
    it = given.an_open_one()
    one = given.a_paper(it, "同じ文")
    given.a_paper(it, "同じ文")
    path = one.bundle.get_absolute_url()
    desk.get(path)
    few = asked(desk, path)
    for _n in range(15):
        given.a_paper(it, "同じ文")
    assert asked(desk, path) == few
