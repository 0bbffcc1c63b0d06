"""Quorum, both sides before one text, dissent, homework."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from kyodo.deliberation.councils.actions import agenda, bodies, outcomes, planning, writing
from kyodo.deliberation.councils.queries.attending import quorum, seats_of
from kyodo.deliberation.councils.queries.meetings import on_time
from kyodo.deliberation.councils.states.bodies import BodyKind, RelationKind, Route
from kyodo.deliberation.councils.states.meetings import ItemState, Presence
from kyodo.kernel.access import Side
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.post.models import Message
from tests import cast
from tests.cast import AT

from . import sessions
from .sessions import SOON

pytestmark = pytest.mark.django_db


def _there(meeting, there):
    seats = list(seats_of(meeting))
    presences = {
        seat.pk: Presence.PRESENT if is_there else Presence.ABSENT for seat, is_there in zip(seats, there, strict=True)
    }
    planning.attend(meeting, presences=presences, by=cast.tanaka(), at=meeting.starts_at)
    return quorum(meeting)


@pytest.mark.parametrize("kind", [BodyKind.OUTLINE, BodyKind.JOINT])
def test_more_than_half_must_be_there_and_in_a_joint_body_on_each_side(kind):
    meeting = sessions.an_open_meeting(sessions.a_term(kind=kind))
    sides = [seat.side for seat in seats_of(meeting)]
    assert sides == [Side.CITIZENS, Side.CITIZENS, Side.NEUTRAL, Side.CITY]
    for there in product([True, False], repeat=4):
        found = _there(meeting, there)
        enough = there[0] and there[1] and there[3] if kind == BodyKind.JOINT else sum(there) > 2
        assert found.is_met == enough, there
        assert (found.all.there, found.all.seats, found.all.needed) == (sum(there), 4, 3)


def _decide(meeting, **said):
    item = meeting.listings.get().item
    words: dict[str, Any] = {"text": "六月に刈る。", "grade": "consent", **said}
    return outcomes.decide(meeting, item=item, by=cast.tanaka(), at=meeting.starts_at, **words)


def test_without_quorum_nothing_is_decided():
    meeting = sessions.an_open_meeting()
    _there(meeting, [True, True, False, False])
    with pytest.raises(Blocked, match="定足数"):
        _decide(meeting)
    assert not meeting.decisions.exists()


def test_a_decision_ends_its_item_unless_it_says_otherwise():
    meeting = sessions.an_open_meeting()
    _decide(meeting, ends_item=False)
    assert meeting.listings.get().item.state == ItemState.OPEN
    decision = _decide(
        meeting, grade="majority", in_favour=3, against=1, dissents=[{"name": "山田 太郎", "text": "鳥を守る。"}]
    )
    assert meeting.listings.get().item.state == ItemState.DONE
    assert [one.text for one in decision.dissents.all()] == ["鳥を守る。"]
    with pytest.raises(Refused, match="扱っている議題"):
        _decide(meeting)


def test_a_majority_is_counted():
    with pytest.raises(Refused, match="賛成と反対"):
        _decide(sessions.an_open_meeting(), grade="majority", in_favour=3)


def test_a_slip_of_the_pen_is_mended_until_the_minutes_are_fixed(as_):
    meeting = sessions.an_open_meeting()
    decision = _decide(meeting, text="六月に刈ろ。", dissents=[{"name": "山田 太郎", "text": "鳥を守ろ。"}])
    planning.close(meeting, by=cast.tanaka(), at=meeting.ends_at)
    words: dict[str, Any] = {
        "text": "六月に刈る。",
        "grade": "majority",
        "in_favour": 3,
        "against": 1,
        "dissents": [{"name": "", "text": "鳥を守る。"}],
    }
    with pytest.raises(NotAllowed):
        outcomes.mend_decision(decision, **words, by=cast.taro(), at=meeting.ends_at)
    with pytest.raises(Refused, match="より多く"):
        outcomes.mend_decision(decision, **{**words, "against": 2}, by=cast.tanaka(), at=meeting.ends_at)
    outcomes.mend_decision(decision, **words, by=cast.tanaka(), at=meeting.ends_at)
    assert (decision.text, decision.in_favour, decision.against) == ("六月に刈る。", 3, 1)
    assert [one.text for one in decision.dissents.all()] == ["鳥を守る。"]
    minutes = sessions.minutes_in_round(meeting)
    path = f"/councils/meetings/{meeting.ref}/decisions/{decision.ref}/"
    assert path in as_(cast.tanaka()).get(meeting.get_absolute_url()).content.decode()
    assert "六月に刈る。" in as_(cast.tanaka()).get(path).content.decode()
    writing.fix(minutes, by=cast.tanaka(), at=meeting.ends_at + timedelta(days=6))
    with pytest.raises(IllegalMove, match="会議録が確定"):
        outcomes.mend_decision(decision, **words, by=cast.tanaka(), at=meeting.ends_at + timedelta(days=6))
    assert path not in as_(cast.tanaka()).get(meeting.get_absolute_url()).content.decode()


def test_no_more_people_vote_than_are_there():
    meeting = sessions.an_open_meeting()
    with pytest.raises(Refused, match="出席した委員（4人）より多く"):
        _decide(meeting, grade="majority", in_favour=3, against=2)
    assert _decide(meeting, grade="majority", in_favour=1, against=3).against == 3, "what is voted down is a decision"


def test_a_joint_text_needs_the_view_of_each_side_first():
    meeting = sessions.an_open_meeting(sessions.a_term(kind=BodyKind.JOINT))
    item = meeting.listings.get().item
    for side, by in ((Side.CITIZENS, cast.hanako()), (Side.CITY, cast.suzuki())):
        with pytest.raises(Blocked, match="の考えがまだ"):
            _decide(meeting)
        agenda.state_position(meeting, item=item, side=side, text="考え", by=by, at=SOON)
    _decide(meeting, ends_item=False)
    with pytest.raises(IllegalMove, match="共同の文"):
        agenda.state_position(meeting, item=item, side=Side.CITY, text="別の考え", by=cast.suzuki(), at=SOON)


def test_nobody_speaks_for_the_other_side():
    meeting = sessions.an_open_meeting(sessions.a_term(kind=BodyKind.JOINT))
    item = meeting.listings.get().item
    for by in (cast.taro(), cast.jiro(), cast.visitor()):
        with pytest.raises(Refused, match="自分の側"):
            agenda.state_position(meeting, item=item, side=Side.CITY, text="考え", by=by, at=SOON)


def test_homework_is_a_task_on_a_desk_until_it_is_done():
    meeting = sessions.an_open_meeting()
    work = sessions.homework(meeting)
    task = Task.objects.get(subject_ref=work.subject)
    assert (task.holder, task.due, task.what) == (cast.taro().subject, work.due, "草の背たけを測る")
    with pytest.raises(NotAllowed):
        outcomes.finish_homework(work, by=cast.jiro(), at=SOON)
    outcomes.finish_homework(work, result="九十センチ", by=cast.taro(), at=SOON)
    assert not Task.objects.open().filter(subject_ref=work.subject).exists()
    with pytest.raises(IllegalMove):
        outcomes.finish_homework(work, by=cast.taro(), at=SOON)


def test_homework_is_mended_while_it_is_open_and_what_is_late_stays_late(as_):
    meeting = sessions.an_open_meeting()
    work = sessions.homework(meeting)
    mended: dict[str, Any] = {
        "text": "草の幅を測る", "owner": cast.hanako().subject, "owner_name": "川辺 花子", "due": work.due + timedelta(days=5),
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        outcomes.mend_homework(work, **mended, by=cast.taro(), at=SOON)
    assert f"/councils/homework/{work.ref}/edit/" in as_(cast.tanaka()).get(meeting.get_absolute_url()).content.decode()
    outcomes.mend_homework(work, **mended, by=cast.tanaka(), at=SOON)
    outside = sessions.homework(meeting, owner=cast.jiro().subject, owner_name="海野 次郎")
    assert "海野 次郎</option>" in as_(cast.tanaka()).get(f"/councils/homework/{outside.ref}/edit/").content.decode()
    task = Task.objects.open().get(subject_ref=work.subject)
    assert (task.holder, task.due, task.what) == (cast.hanako().subject, mended["due"], "草の幅を測る")
    late = SOON + timedelta(days=40)
    with pytest.raises(Refused, match="過ぎた期限"):
        outcomes.mend_homework(work, **{**mended, "due": late.date() + timedelta(days=1)}, by=cast.tanaka(), at=late)
    outcomes.mend_homework(work, **{**mended, "text": "草の幅と高さを測る"}, by=cast.tanaka(), at=late)
    assert as_(cast.tanaka()).get(f"/councils/homework/{work.ref}/edit/").status_code == 200
    outcomes.finish_homework(work, by=cast.hanako(), at=late)
    with pytest.raises(IllegalMove):
        outcomes.mend_homework(work, **mended, by=cast.tanaka(), at=late)


def test_what_is_done_on_time_is_counted_of_what_was_due():
    meeting = sessions.an_open_meeting()
    body, today = meeting.body, SOON.date() + timedelta(days=20)
    assert on_time(body, today).percent is None
    early, late, never, open_one = (sessions.homework(meeting, f"宿題{n}", days=n) for n in (5, 6, 7, 30))
    outcomes.finish_homework(early, by=cast.taro(), at=SOON + timedelta(days=5))
    outcomes.finish_homework(late, by=cast.taro(), at=SOON + timedelta(days=7))
    found = on_time(body, today)
    assert (found.done, found.in_time, found.open, found.late, found.percent) == (2, 1, 2, 1, 33)
    assert never.is_late(today)
    assert not open_one.is_late(today)


@pytest.mark.parametrize("missing", ["closed_reason", "closed_basis"])
def test_an_item_is_closed_only_with_reason_and_legal_basis(missing):
    with pytest.raises(Refused, match="非公開にする"):
        sessions.an_item(sessions.a_meeting(), **{**sessions.CLOSED, missing: " "}, at=AT)


def test_who_sits_in_a_body_that_joins_sits_in_the_joint_one_on_the_same_side():
    joint = sessions.a_body("合同の会議", kind=BodyKind.JOINT)
    circle, inside = sessions.a_body("市民の会"), sessions.a_body("庁内の会", kind=BodyKind.INTERNAL)
    for body in (circle, inside):
        bodies.relate(body, joint, kind=RelationKind.JOINS, since=date(2026, 4, 1), by=cast.sato(), at=AT)
    sessions.seat(sessions.a_term(circle, seated=False), cast.jiro())
    sessions.seat(sessions.a_term(inside, seated=False), cast.suzuki(), route=Route.OFFICER)
    meeting = sessions.an_open_meeting(sessions.a_term(joint, seated=False))
    found = quorum(meeting)
    assert found
    assert found.is_met
    assert [(count.side, count.there) for count in found.sides] == [(Side.CITIZENS, 1), (Side.CITY, 1)]
    item = meeting.listings.get().item
    for by, side in ((cast.jiro(), Side.CITIZENS), (cast.suzuki(), Side.CITY)):
        agenda.state_position(meeting, item=item, side=side, text="考え", by=by, at=SOON)
    assert _decide(meeting).text == "六月に刈る。"
    assert set(Message.objects.filter(name="councils.noticed").values_list("person__name", flat=True)) == {
        "海野 次郎",
        "鈴木 恵",
    }
