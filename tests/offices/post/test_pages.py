"""Letters on screen."""

import pytest
from django.urls import reverse

from kyodo.offices.post import actions, queries
from kyodo.offices.post.context import letters
from kyodo.offices.post.models import Message
from kyodo.offices.post.states import Delivery, Mode

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters_to_hanako(letter, section, hanako, clerk, at):
    return [actions.post(letter(hanako.subject), section, by=clerk, at=at)[0] for _n in range(3)]


def test_a_person_reads_their_letters_and_what_is_read_stays_read(as_person, hanako, letters_to_hanako):
    browser = as_person(hanako)
    assert "まだ開いていない手紙が3通" in browser.get("/letters/").content.decode()
    page = browser.get(letters_to_hanako[0].get_absolute_url()).content.decode()
    assert "環境課 から &lt;連絡&gt; です。" in page
    assert letters_to_hanako[0].path in page
    assert queries.unread_count(hanako) == 2
    browser.post("/letters/read/")
    assert "すべて開いてあります" in browser.get("/letters/").content.decode()


def test_nobody_reads_the_letters_of_others(as_person, person, letters_to_hanako, client):
    url = letters_to_hanako[0].get_absolute_url()
    assert client.get(url).status_code == 302
    assert as_person(person("他人")).get(url).status_code == 404
    assert queries.unread_count(letters_to_hanako[0].person) == 3


def test_a_person_says_how_they_want_to_be_told(as_person, hanako):
    browser = as_person(hanako)
    assert browser.post("/letters/preferences/", {"mode": "daily"}).status_code == 302
    assert queries.mode_of(hanako) == Mode.DAILY
    assert browser.post("/letters/preferences/", {"mode": "never"}).status_code == 422


def test_the_desk_alone_sees_what_was_not_delivered_and_sends_it_again(
    as_person, clerk, promoter, letters_to_hanako, now
):
    Message.objects.filter(pk=letters_to_hanako[0].pk).update(state=Delivery.DEAD, failure="550 unknown", next_try=None)
    assert as_person(promoter).get("/letters/undelivered/").status_code == 403
    browser = as_person(clerk)
    page = browser.get("/letters/undelivered/").content.decode()
    assert "550 unknown" in page
    assert "hanako@example.jp" in page
    url = reverse("post:resend", args=[letters_to_hanako[0].ref])
    assert browser.post(url).status_code == 302
    assert Message.objects.get(pk=letters_to_hanako[0].pk).state == Delivery.QUEUED
    assert browser.post(url).status_code == 409


def test_a_long_list_has_pages_and_costs_the_same(as_person, hanako, at, django_assert_max_num_queries):
    Message.objects.bulk_create(Message(person=hanako, title=f"手紙{n}", body="x", made_at=at) for n in range(120))
    browser = as_person(hanako)
    browser.get("/letters/")
    with django_assert_max_num_queries(14):
        page = browser.get("/letters/?page=2").content.decode()
    assert "?page=1" in page
    assert "?page=3" in page
    assert page.count("<li>") >= 50


def test_the_head_counts_only_where_it_is_shown(rf, hanako, letters_to_hanako, django_assert_num_queries):
    request = rf.get("/")
    request.actor = hanako
    with django_assert_num_queries(0):
        known = letters(request)
    assert known["unread_letters"] == 3
    request.actor = None
    assert letters(request) == {"unread_letters": 0}
