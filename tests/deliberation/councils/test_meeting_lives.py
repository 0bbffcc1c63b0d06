"""Every state of a meeting, its items, its minutes and corrections, times every move; and who may make it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from kyodo.deliberation.councils.actions import agenda, planning, writing
from kyodo.deliberation.councils.models import Correction, Item, Meeting, Minutes
from kyodo.deliberation.councils.states.meetings import CorrectionState, ItemState, MeetingState, MinutesState
from kyodo.deliberation.councils.workflow.meetings import CORRECTIONS, ITEMS, MEETINGS, MINUTES
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from tests import cast
from tests.cast import AT

from . import sessions
from .sessions import SOON

pytestmark = pytest.mark.django_db
M, P, C = MeetingState, MinutesState, CorrectionState
TWO_HOURS = timedelta(hours=2)

MEETING_IN: dict[str, Callable[[], Meeting]] = {
    M.PLANNED: lambda: _with_item(sessions.a_meeting()),
    M.NOTICED: sessions.a_noticed_meeting,
    M.OPENED: sessions.an_open_meeting,
    M.CLOSED: sessions.a_closed_meeting,
    M.POSTPONED: lambda: planning.postpone(sessions.a_noticed_meeting(), reason="大雨", by=cast.tanaka(), at=AT),
    M.CANCELLED: lambda: planning.cancel(sessions.a_noticed_meeting(), reason="大雨", by=cast.tanaka(), at=AT),
}


def _with_item(meeting: Meeting) -> Meeting:
    sessions.an_item(meeting)
    return meeting


def _move_meeting(name: str, meeting: Meeting, by: Any) -> Meeting:
    day = meeting.starts_at
    acts: dict[str, Callable[[], Meeting]] = {
        "notice": lambda: planning.notice(meeting, by=by, at=AT),
        "reschedule": lambda: planning.reschedule(
            meeting, starts_at=day + TWO_HOURS, ends_at=day + 2 * TWO_HOURS, reason="会場の都合", by=by, at=AT
        ),
        "postpone": lambda: planning.postpone(meeting, reason="大雨", by=by, at=AT),
        "cancel": lambda: planning.cancel(meeting, reason="大雨", by=by, at=AT),
        "open": lambda: planning.open_meeting(meeting, by=by, at=day),
        "close": lambda: planning.close(meeting, by=by, at=day + TWO_HOURS),
    }
    return acts[name]()


def test_every_state_of_a_meeting_can_be_reached():
    assert set(MEETING_IN) == set(M)


@pytest.mark.parametrize("state", M)
@pytest.mark.parametrize("move", MEETINGS.moves, ids=lambda move: move.name)
def test_a_meeting_moves_from_these_states_and_from_no_other(move, state):
    meeting = MEETING_IN[state]()
    assert meeting.state == state
    if state in move.sources:
        assert _move_meeting(move.name, meeting, cast.tanaka()).state == move.target
    else:
        with pytest.raises(IllegalMove, match="なので"):
            _move_meeting(move.name, meeting, cast.tanaka())
        assert Meeting.objects.get(pk=meeting.pk).state == state


@pytest.mark.parametrize("move", MEETINGS.moves, ids=lambda move: move.name)
@pytest.mark.parametrize(
    ("who", "may"),
    [(cast.tanaka, True), (cast.hanako, True), (cast.taro, False), (cast.sato, False), (cast.jiro, False), (cast.visitor, False)],
)  # fmt: skip
def test_secretariat_and_chair_run_a_meeting_and_nobody_else(move, who, may):
    meeting = MEETING_IN[move.sources[0]]()
    if may:
        assert _move_meeting(move.name, meeting, who()).state == move.target
    else:
        with pytest.raises(NotAllowed):
            _move_meeting(move.name, meeting, who())


@pytest.mark.parametrize("act", [planning.postpone, planning.cancel])
@pytest.mark.parametrize("reason", ["", " 　\n"])
def test_nothing_is_called_off_without_a_reason(act, reason):
    with pytest.raises(Refused, match="理由"):
        act(sessions.a_noticed_meeting(), reason=reason, by=cast.tanaka(), at=AT)


@pytest.mark.parametrize("days", range(4, 10))
def test_notice_is_due_seven_days_before_and_later_only_with_a_reason(days):
    meeting = sessions.a_meeting()
    sessions.an_item(meeting)
    at = SOON - timedelta(days=days)
    if days >= 7:
        planning.notice(meeting, by=cast.tanaka(), at=at)
    else:
        with pytest.raises(Refused, match="急いで開く理由"):
            planning.notice(meeting, by=cast.tanaka(), at=at)
        planning.notice(meeting, urgent_reason="大雨で堤が崩れたため", by=cast.tanaka(), at=at)
    assert meeting.state == M.NOTICED


def test_a_notice_without_agenda_is_refused():
    with pytest.raises(Refused, match="議題"):
        planning.notice(sessions.a_meeting(), by=cast.tanaka(), at=AT)


def test_a_meeting_opens_on_its_day_and_closes_when_it_is_known_who_was_there():
    meeting = sessions.a_noticed_meeting()
    with pytest.raises(Refused, match="開催日"):
        planning.open_meeting(meeting, by=cast.tanaka(), at=SOON - timedelta(days=1))
    planning.open_meeting(meeting, by=cast.tanaka(), at=SOON)
    with pytest.raises(Refused, match="出欠"):
        planning.close(meeting, by=cast.tanaka(), at=SOON)


def test_numbers_go_on_within_the_term_and_stay_with_a_meeting_that_was_cancelled():
    term = sessions.a_term()
    first = sessions.a_meeting(term)
    planning.cancel(first, reason="大雨", by=cast.tanaka(), at=AT)
    assert (first.number, sessions.a_meeting(term).number) == (1, 2)


def test_a_new_date_needs_a_new_notice_and_keeps_the_old_one_to_be_read():
    meeting = _move_meeting("reschedule", sessions.a_noticed_meeting(), cast.tanaka())
    assert (meeting.state, meeting.noticed_at, meeting.sequence) == (M.PLANNED, None, 1)
    assert [(one.was, one.reason) for one in meeting.reschedulings.all()] == [(SOON, "会場の都合")]


def _item_in(state: str) -> tuple[Meeting, Item]:
    meeting = sessions.an_open_meeting()
    item = meeting.listings.get().item
    if state == ItemState.DONE:
        agenda.settle(meeting, item=item, how="決まった", by=cast.tanaka(), at=SOON)
    if state == ItemState.DROPPED:
        agenda.drop(meeting, item=item, how="取りやめた", by=cast.tanaka(), at=SOON)
    return meeting, item


@pytest.mark.parametrize("state", ItemState)
@pytest.mark.parametrize("move", ITEMS.moves, ids=lambda move: move.name)
def test_an_item_moves_from_these_states_and_from_no_other(move, state):
    meeting, item = _item_in(state)
    acts: dict[str, Callable[[], Item]] = {
        "settle": lambda: agenda.settle(meeting, item=item, by=cast.tanaka(), at=SOON),
        "drop": lambda: agenda.drop(meeting, item=item, how="取りやめた", by=cast.tanaka(), at=SOON),
        "reopen": lambda: agenda.reopen(item, by=cast.tanaka(), at=SOON),
    }
    if state in move.sources:
        assert acts[move.name]().state == move.target
    else:
        with pytest.raises(IllegalMove, match="なので"):
            acts[move.name]()


def _minutes_in(state: str) -> Minutes:
    if state == P.DRAFT:
        meeting = sessions.a_closed_meeting()
        sessions.minutes_in_round(meeting)
        return writing.reopen(meeting.minutes, reason="書き足すため", by=cast.tanaka(), at=SOON)
    minutes = sessions.minutes_in_round()
    after = SOON + timedelta(days=6)
    if state in (P.FIXED, P.PUBLISHED):
        writing.fix(minutes, by=cast.tanaka(), at=after)
    return writing.publish(minutes, by=cast.tanaka(), at=after) if state == P.PUBLISHED else minutes


def _move_minutes(name: str, minutes: Minutes, by: Any) -> Minutes:
    at = SOON + timedelta(days=7)
    given: dict[str, Any] = {"reason": "書き足すため"} if name in ("reopen", "withdraw") else {}
    act: Callable[..., Minutes] = getattr(writing, name)
    return act(minutes, by=by, at=at, **given)


@pytest.mark.parametrize("state", P)
@pytest.mark.parametrize("move", MINUTES.moves, ids=lambda move: move.name)
def test_minutes_move_from_these_states_and_from_no_other(move, state):
    minutes = _minutes_in(state)
    assert minutes.state == state
    if state in move.sources:
        assert _move_minutes(move.name, minutes, cast.tanaka()).state == move.target
    else:
        with pytest.raises(IllegalMove, match="なので"):
            _move_minutes(move.name, minutes, cast.tanaka())


@pytest.mark.parametrize("move", MINUTES.moves, ids=lambda move: move.name)
@pytest.mark.parametrize("who", [cast.taro, cast.jiro, cast.sato, cast.visitor])
def test_a_member_or_a_stranger_moves_no_minutes(move, who):
    with pytest.raises(NotAllowed):
        _move_minutes(move.name, _minutes_in(move.sources[0]), who())


def test_minutes_are_fixed_only_after_the_round_and_after_every_answer():
    minutes = sessions.minutes_in_round()
    with pytest.raises(Refused, match="翌日から確定できます"):
        writing.fix(minutes, by=cast.tanaka(), at=SOON + timedelta(days=5))
    correction = _correction(minutes)
    with pytest.raises(Refused, match="1件あります"):
        writing.fix(minutes, by=cast.tanaka(), at=SOON + timedelta(days=6))
    writing.decline(correction, answer="録音のとおりのため", by=cast.tanaka(), at=SOON + timedelta(days=6))
    assert writing.fix(minutes, by=cast.tanaka(), at=SOON + timedelta(days=6)).state == P.FIXED


def _correction(minutes: Minutes, *, after: str = "草が腰まであります。") -> Correction:
    line = minutes.lines.get(speaker="山田委員")
    return writing.propose(line, after=after, by=cast.taro(), at=SOON + timedelta(days=1))


@pytest.mark.parametrize("state", C)
@pytest.mark.parametrize("move", CORRECTIONS.moves, ids=lambda move: move.name)
def test_a_correction_is_answered_once(move, state):
    at = SOON + timedelta(days=2)
    correction = _correction(sessions.minutes_in_round())
    acts: dict[str, Callable[[], Correction]] = {
        "take": lambda: writing.take(correction, by=cast.tanaka(), at=at),
        "decline": lambda: writing.decline(correction, answer="録音のとおりのため", by=cast.tanaka(), at=at),
    }
    if state != C.PROPOSED:
        acts["take" if state == C.TAKEN else "decline"]()
    if state in move.sources:
        assert acts[move.name]().state == move.target
    else:
        with pytest.raises(IllegalMove):
            acts[move.name]()
        assert Correction.objects.get(pk=correction.pk).state == state
