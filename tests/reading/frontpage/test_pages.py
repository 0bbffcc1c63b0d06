"""The front door: useful when empty, the same for all, quick, and open about who owes an answer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyodo.cycle.collaborations import actions as cases
from kyodo.reading.frontpage.queries import front
from tests import cast, given
from tests.cast import AT
from tests.deliberation.consultations import given as voices
from tests.deliberation.councils import sessions
from tests.reading import stories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("url", ["/", "/accessibility/", "/privacy/"])
def test_the_pages_open_for_everybody(url, browser_of):
    given.a_city()
    for who in (None, cast.hanako, cast.taro, cast.sato, cast.suzuki, cast.tanaka, cast.nakano):
        assert browser_of(who and who()).get(url).status_code == 200


def test_an_empty_city_says_what_to_do_first(browser_of):
    given.a_city()
    page = browser_of().get("/").text
    assert "まだ何も始まっていません" in page
    assert 'href="/seeds/new/"' in page


def test_what_goes_on_is_shown(browser_of):
    seed = given.an_answered_seed()
    table = given.a_table()
    project = stories.a_running_project(title="続いている教室")
    page = browser_of().get("/").text
    for title in (seed.case.title, table.aim, project.case.title):
        assert title in page


def test_hidden_things_stay_hidden_whoever_looks(browser_of):
    given.a_groups_seed(title="まだ見えない話")
    for who in (None, cast.hanako, cast.sato):
        assert "まだ見えない話" not in browser_of(who and who()).get("/").text


def test_a_case_past_its_end_is_not_among_the_running_ones():
    case, after = stories.a_past_end_case()
    assert list(front(at=AT).running) == [case]
    assert list(front(at=after).running) == []
    assert (front(at=AT).numbers.running, front(at=after).numbers.running) == (1, 0)


def test_a_late_answer_is_said_in_public(browser_of, time_machine):
    given.a_groups_seed()
    assert "期限を過ぎたものはありません" in browser_of().get("/").text
    time_machine.move_to(AT + timedelta(days=14), tick=False)
    page = browser_of().get("/").text
    assert "お返事が遅れています" in page
    assert "5開庁日遅れ" in page


def test_a_withdrawn_seed_waits_for_nobody():
    seed = given.a_groups_seed()
    assert front(at=AT).answers.waiting == 1
    cases.set_aside("withdraw", seed.case, by=cast.hanako(), at=AT, reason="ほかで解決したため")
    assert front(at=AT).answers.waiting == 0


def test_the_number_of_queries_is_the_same_for_one_seed_and_five(browser_of):
    given.an_answered_seed()
    browser_of().get("/")
    one = count_of(browser_of())
    for number in range(4):
        given.an_answered_seed(title=f"もう一つ{number}")
    assert count_of(browser_of()) == one


def count_of(client):
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").status_code == 200
    return len(asked)


def test_what_one_can_speak_to_and_where_one_can_listen_stands_on_the_front_page(browser_of, time_machine):
    time_machine.move_to(AT, tick=False)
    asked, meeting = voices.an_open_one(), sessions.a_noticed_meeting()
    hidden = voices.a_draft(title="まだ準備している公募")
    shown = browser_of().get("/").text
    for thing, words in ((asked, asked.title), (meeting, meeting.body.name)):
        assert words in shown
        assert thing.get_absolute_url() in shown
    assert hidden.title not in shown
