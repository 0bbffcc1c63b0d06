"""Pages: who may open which, and what they show."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kyodo.cycle.agreements import actions
from tests import cast, given
from tests.cast import AT

from . import texts

pytestmark = pytest.mark.django_db

STAGES = {
    "stating": given.an_agreement,
    "reconciling": given.a_revealed_agreement,
    "drafting": given.an_agreement_in_drafting,
    "complete": given.a_complete_agreement,
    "concluded": given.an_agreement_both_confirmed,
}


def client_of(person=None):
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


@pytest.mark.parametrize("stage", STAGES)
def test_the_page_of_the_agreement_opens_for_everybody_who_sees_the_case(stage, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    agreement = STAGES[stage]()
    url = agreement.get_absolute_url()
    for person in (None, cast.hanako(), cast.tanaka(), cast.nakano(), cast.jiro(), cast.sato()):
        assert client_of(person).get(url).status_code == 200


def test_while_a_change_is_talked_about_the_page_shows_what_is_in_force():
    agreement = given.an_agreement_both_confirmed()
    actions.amend(agreement, kinds=["content"], reason="見直す", by=cast.hanako(), at=AT)
    given.an_accepted_section(agreement, "purpose", "まだ確認していない目的")
    for person in (cast.hanako(), None):
        shown = client_of(person).get(agreement.get_absolute_url()).content.decode()
        assert texts.PURPOSE in shown
        assert "まだ確認していない目的" not in shown


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("paper", ["text/", "agreement.pdf", "agreement.docx", "roles.docx"])
def test_papers_are_for_the_table_until_the_agreement_is_concluded(stage, paper):
    agreement = STAGES[stage]()
    home = agreement.get_absolute_url()
    assert client_of().get(home + paper).status_code == (200 if stage == "concluded" else 404)
    assert client_of(cast.hanako()).get(home + paper).status_code == (404 if stage == "stating" else 200)


@pytest.mark.parametrize(
    ("path", "members", "neutral", "strangers"),
    [
        ("text/goals/", 200, 200, 403),
        ("text/goals/rows/new/", 200, 403, 403),
        ("text/terms/edit/", 200, 403, 403),
        ("text/nothing/", 404, 404, 403),
        ("text/purpose/rows/new/", 404, 403, 403),
        ("text/goals/rows/NOBODY/", 404, 403, 403),
        ("moves/call/", 200, 403, 403),
        ("moves/conclude/", 404, 404, 404),
        ("changes/NOBODY/", 404, 404, 403),
        ("statement/", 302, 403, 403),
        ("start/", 200, 200, 403),
        ("waive/", 403, 403, 403),
        ("open/", 405, 405, 405),
        ("history/", 200, 200, 200),
    ],
)
def test_who_may_open_which_page_while_the_text_is_drawn_up(path, members, neutral, strangers, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    home = given.an_agreement_in_drafting().get_absolute_url()
    for person, status in (
        (cast.hanako(), members), (cast.tanaka(), members), (cast.nakano(), neutral), (cast.jiro(), strangers),
    ):  # fmt: skip
        assert client_of(person).get(home + path).status_code == status, person


def test_pages_cost_the_same_however_long_the_text_is(django_assert_max_num_queries):
    agreement = given.a_complete_agreement()
    goal = agreement.text.goals[0]
    many = tuple(replace(goal, ref=f"G{n}" if n else goal.ref, what=f"目標{n}") for n in range(40))
    client = client_of(cast.hanako())
    with CaptureQueriesContext(connection) as few:
        client.get(agreement.get_absolute_url())
    given.an_accepted_section(agreement, "goals", many)
    with django_assert_max_num_queries(len(few)):
        client.get(agreement.get_absolute_url())


def test_the_history_of_many_revisions_costs_no_more(django_assert_max_num_queries):
    agreement = given.an_agreement_both_confirmed()
    client, page = client_of(cast.hanako()), agreement.get_absolute_url() + "history/"
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for purpose in ("川を守る。", "川で遊ぶ。"):
        actions.amend(agreement, kinds=["content"], reason="見直す", by=cast.hanako(), at=AT)
        given.an_accepted_section(agreement, "purpose", purpose)
        actions.call(agreement, by=cast.hanako(), at=AT)
        for who in (cast.hanako(), cast.tanaka()):
            actions.confirm(agreement, digest=agreement.digest(), by=who, at=AT)
    with django_assert_max_num_queries(len(few)):
        client.get(page)


def test_a_page_answers_hostile_input_with_words():
    agreement = given.an_agreement_in_drafting()
    client, home = client_of(cast.hanako()), agreement.get_absolute_url()
    for amount in ("NaN", "1e999", "百二十", "-", "９" * 30):
        answer = client.post(
            home + "text/goals/rows/new/", {"what": "教室", "amount": amount, "submission_key": "k" * 20}
        )
        assert answer.status_code == 422, amount
    answer = client.post(
        home + "text/goals/rows/new/", {"what": "<script>alert(1)</script>", "submission_key": "j" * 20}
    )
    assert answer.status_code == 302
    assert b"<script>alert" not in client.get(home + "text/goals/").content
