"""Which move is open to whom in which state; and the calendar of a consultation."""

from datetime import timedelta

import pytest

from kyodo.deliberation.consultations import actions
from kyodo.deliberation.consultations.models import Answer, Consultation
from kyodo.deliberation.consultations.states import AnswerState, Phase, State
from kyodo.deliberation.consultations.terms import MIN_DAYS
from kyodo.deliberation.consultations.workflow import ANSWERS, WORKFLOW
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Blocked, IllegalMove, Refused
from kyodo.offices.city import actions as city
from kyodo.offices.city.actions.founding import FIRST_RUN
from tests import cast
from tests import given as town

from . import given

pytestmark = pytest.mark.django_db

S = State
#: Every move of a consultation that is open in a state, to 佐藤 at the desk (d), to the head of the section (h).
TABLE = {
    S.DRAFT: {"announce": "dh", "publish": "dh", "cancel": "dh"},
    S.ANNOUNCED: {"publish": "dh", "cancel": "dh"},
    S.PUBLISHED: {"finish": "dh", "drop": "dh"},
    S.REVIEW: {"send_back": "dh", "adopt": "h", "drop": "dh"},
    S.ADOPTED: {"send_back": "dh", "release": "dh", "drop": "dh"},
    S.RESULT: {"take_back": "dh", "enact": "dh", "drop": "dh"},
    S.ENACTED: {},
    S.DROPPED: {},
    S.CANCELLED: {},
}
ANSWER_TABLE = {
    AnswerState.DRAFT: {"submit": "d", "withdraw": "d"},
    AnswerState.SUBMITTED: {"agree": "r", "return": "r", "reopen": "d"},
    AnswerState.AGREED: {"reopen": "d"},
    AnswerState.WITHDRAWN: {},
}


def in_state(state: str) -> Consultation:
    """A consultation put into a state, whatever led there: the table is asked, not the way."""
    it = given.an_open_one()
    it.state = state
    return it


@pytest.mark.parametrize("state", list(State))
def test_every_move_is_open_where_the_table_says_and_nowhere_else(state):
    it = in_state(state)
    people: dict[str, Actor] = {
        "d": cast.sato(),
        "h": given.the_head(),
        "r": cast.suzuki(),
        "t": cast.tanaka(),
        "v": cast.visitor(),
        "j": cast.jiro(),
    }
    open_to = {mark: {m.name for m in WORKFLOW.open_to(who, it, at=cast.AT)} for mark, who in people.items()}
    for mark in people:
        assert open_to[mark] == {name for name, marks in TABLE[state].items() if mark in marks}, mark


@pytest.mark.parametrize("state", list(AnswerState))
def test_every_move_of_an_answer_is_open_where_the_table_says(state):
    answer = given.an_answer(given.a_read_bundle(given.a_submission(given.an_open_one()).bundle))
    answer.state = state
    people: dict[str, Actor] = {"d": cast.sato(), "r": cast.suzuki(), "t": cast.tanaka(), "v": cast.visitor()}
    for mark, who in people.items():
        found = {m.name for m in ANSWERS.open_to(who, answer, at=cast.AT)}
        assert found == {name for name, marks in ANSWER_TABLE[state].items() if mark in marks}, mark


def test_a_move_outside_the_table_is_refused_by_its_action():
    it = given.a_draft()
    for act in (actions.finish, actions.announce):
        if act is actions.announce:
            act(it, by=cast.sato(), at=cast.AT)
        with pytest.raises(IllegalMove):
            act(it, by=cast.sato(), at=cast.AT)


def test_administrative_procedure_act_39_3_thirty_days_are_counted_with_both_ends():
    it = given.a_complete_draft()
    assert it.days == MIN_DAYS.default == 30
    assert not WORKFLOW.blocks("publish", it, at=cast.AT)


def test_administrative_procedure_act_39_3_twenty_nine_days_are_refused_without_a_reason():
    it = given.a_complete_draft(closes_on=given.CLOSES - timedelta(days=1))
    with pytest.raises(Blocked, match="29日"):
        actions.publish(it, by=cast.sato(), at=cast.AT)


def test_administrative_procedure_act_40_1_a_shorter_period_needs_a_reason_that_everybody_reads(client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: cast.AT)
    it = given.an_open_one(closes_on=given.CLOSES - timedelta(days=10), short_reason="国の締切が7月1日であるため。")
    assert it.state == State.PUBLISHED
    assert "国の締切が7月1日であるため。" in client.get(it.get_absolute_url()).content.decode()


def test_the_city_may_ask_for_more_days_than_the_law():
    town.a_city()
    city.set_number(MIN_DAYS, 40, by=FIRST_RUN, at=cast.BEFORE)
    it = given.a_complete_draft()
    with pytest.raises(Blocked, match="40日"):
        actions.publish(it, by=cast.sato(), at=cast.AT)


def test_nothing_is_published_for_days_that_are_over():
    it = given.a_complete_draft()
    with pytest.raises(Blocked, match="過ぎています"):
        actions.publish(it, by=cast.sato(), at=cast.AT + timedelta(days=1))


def test_without_a_draft_nothing_is_published():
    with pytest.raises(Blocked, match="公表する案がありません") as refused:
        actions.publish(given.a_draft(), by=cast.sato(), at=cast.AT)
    assert refused.value.blocks[0].mend.endswith("/documents/")


@pytest.mark.parametrize("entry", ["originals_at", "send_to", "who_may", "channels"])
def test_every_entry_that_people_need_is_asked_for_before_publication(entry):
    it = given.a_complete_draft(**{entry: type(given.SAID[entry])()})
    with pytest.raises(Blocked) as refused:
        actions.publish(it, by=cast.sato(), at=cast.AT)
    assert refused.value.blocks[0].mend.endswith("/edit/")


def test_the_dates_alone_open_and_close_a_consultation():
    it = given.an_open_one(opens_on=given.OPENS + timedelta(days=3), closes_on=given.CLOSES + timedelta(days=3))
    days = {-1: Phase.UPCOMING, 2: Phase.UPCOMING, 3: Phase.OPEN, 32: Phase.OPEN, 33: Phase.SORTING}
    assert {n: it.phase(given.OPENS + timedelta(days=n)) for n in days} == days


def test_the_period_can_grow_and_never_shrink():
    it = given.an_open_one()
    late = given.a_submission(it, at=cast.AT + timedelta(days=31))
    assert late.late
    with pytest.raises(Refused):
        actions.extend(it, closes_on=given.CLOSES, reason="短く", by=cast.sato(), at=cast.AT)
    actions.extend(it, closes_on=given.CLOSES + timedelta(days=14), reason="大雨", by=cast.sato(), at=cast.AT)
    late.refresh_from_db()
    assert not late.late


def test_what_people_answered_to_stands_once_it_is_public():
    it = given.an_open_one()
    with pytest.raises(Refused, match="趣旨"):
        actions.describe(it, purpose="別の趣旨", by=cast.sato(), at=cast.AT)
    actions.describe(it, result_on=given.CLOSES + timedelta(days=40), by=cast.sato(), at=cast.AT)
    assert it.result_on


def test_everybody_sees_what_was_announced_and_officers_what_is_prepared(client):
    it = given.a_draft()
    assert client.get(it.get_absolute_url()).status_code == 404
    actions.announce(it, by=cast.sato(), at=cast.AT)
    assert client.get(it.get_absolute_url()).status_code == 200


def test_nothing_is_decided_while_people_may_still_speak():
    it = given.an_answered_one(sorting=cast.AT)
    with pytest.raises(Blocked, match="募集の期間が終わるまで"):
        actions.finish(it, by=cast.sato(), at=cast.AT)


def test_an_answer_is_written_by_whoever_began_it_until_it_is_withdrawn():
    answer: Answer = given.an_answer(given.a_read_bundle(given.a_submission(given.an_open_one()).bundle))
    actions.withdraw_answer(answer, by=cast.sato(), at=given.SORTING)
    assert answer.state == AnswerState.WITHDRAWN
    assert not answer.units.exists()
