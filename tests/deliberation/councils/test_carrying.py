"""Nothing is lost: whatever happens to meetings, every unfinished matter waits on one that is to come."""

from datetime import timedelta

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kyodo.deliberation.councils.actions import agenda, outcomes, planning
from kyodo.deliberation.councils.models import Item, Listing, Meeting
from kyodo.deliberation.councils.queries.meetings import opening_homework
from kyodo.deliberation.councils.queries.recurring import Rule
from kyodo.deliberation.councils.states.meetings import ItemState, MeetingState
from kyodo.kernel.policy import Refused
from tests import cast
from tests.cast import AT

from . import sessions
from .sessions import SOON

ACTS = ("plan", "raise", "hold", "hold and settle", "cancel", "postpone", "replan", "drop", "reopen")


class Nothing_is_lost(TestCase):  # noqa: N801  the name is a sentence
    """Whatever a secretariat does, in whatever order."""

    @settings(max_examples=25)
    @examples(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), max_size=14))
    def test_every_open_item_waits_on_a_coming_meeting(self, acts):
        term = sessions.a_term()
        sessions.an_item(sessions.a_meeting(term))
        raised = 1
        for n, (act, which) in enumerate(acts, 1):
            raised += act == "raise" and _do(act, term, which, n)
            if act != "raise":
                _do(act, term, which, n)
            assert Item.objects.filter(body=term.body).count() == raised
            _check(term)


def _check(term):
    coming = Meeting.objects.of(term.body).filter(state__in=(MeetingState.PLANNED, MeetingState.NOTICED))
    for item in Item.objects.filter(state=ItemState.OPEN):
        if coming.exists():
            assert item.listings.filter(meeting__in=coming).exists(), item.listings.values("meeting__state")
        assert item.listings.exists()
    ended = Listing.objects.exclude(item__state=ItemState.OPEN).filter(meeting__in=coming, carried=True)
    assert not ended.exclude(item__ended_in__in=coming).exists()


def _pick(things, which):
    things = list(things)
    return things[which % len(things)] if things else None


def _do(act, term, which, n):
    """One act on something; whether it was possible."""
    by, at = cast.tanaka(), AT
    dated = Meeting.objects.of(term.body).filter(state__in=(MeetingState.PLANNED, MeetingState.NOTICED))
    meeting = _pick(dated.order_by("pk"), which)
    if act == "plan":
        sessions.a_meeting(term, starts_at=SOON + timedelta(days=n))
        return True
    if act == "replan":
        meeting = _pick(Meeting.objects.of(term.body).filter(state=MeetingState.POSTPONED), which)
    if act == "reopen":
        item = _pick(Item.objects.exclude(state=ItemState.OPEN), which)
        return bool(item) and bool(agenda.reopen(item, by=by, at=at))
    if meeting is None:
        return False
    if act == "raise":
        sessions.an_item(meeting, f"議題{n}")
    elif act in ("cancel", "postpone"):
        getattr(planning, act)(meeting, reason="大雨", by=by, at=at)
    elif act == "replan":
        day = SOON + timedelta(days=n)
        planning.reschedule(meeting, starts_at=day, ends_at=day + timedelta(hours=1), reason="晴れた", by=by, at=at)
    elif act == "drop":
        item = _pick(Item.objects.filter(state=ItemState.OPEN, listings__meeting=meeting), which)
        return bool(item) and bool(agenda.drop(meeting, item=item, how="取りやめた", by=by, at=at))
    else:
        _hold(meeting, which if act == "hold and settle" else None)
    return True


def _hold(meeting, settles):
    by = cast.tanaka()
    try:
        if meeting.state == MeetingState.PLANNED:
            planning.notice(meeting, by=by, at=AT)
    except Refused:
        return  # no agenda yet
    planning.open_meeting(meeting, by=by, at=meeting.starts_at)
    planning.attend(meeting, presences=sessions.everybody(meeting), by=by, at=meeting.starts_at)
    item = _pick(Item.objects.filter(state=ItemState.OPEN, listings__meeting=meeting), settles or 0)
    if settles is not None and item:
        agenda.settle(meeting, item=item, how="決まった", by=by, at=meeting.starts_at)
    planning.close(meeting, by=by, at=meeting.ends_at)


@pytest.mark.django_db
def test_homework_opens_every_agenda_until_it_is_done():
    term = sessions.a_term()
    first = sessions.an_open_meeting(term)
    work = sessions.homework(first)
    planning.close(first, by=cast.tanaka(), at=first.ends_at)
    second = sessions.a_meeting(term, starts_at=SOON + timedelta(days=30))
    third = sessions.a_meeting(term, starts_at=SOON + timedelta(days=60))
    assert [list(opening_homework(one, inside=False)) for one in (first, second, third)] == [[], [work], [work]]
    outcomes.finish_homework(work, result="九十センチ", by=cast.taro(), at=SOON + timedelta(days=40))
    assert not opening_homework(third, inside=False).exists()


@pytest.mark.django_db
def test_a_series_is_planned_in_one_act_and_the_unfinished_stands_on_the_first():
    term = sessions.a_term()
    first = sessions.a_closed_meeting(term)
    start, end = planning.moment(SOON.date(), SOON.time()).time(), (SOON + timedelta(hours=2)).time()
    rule = Rule("monthly", 1, 2, (SOON + timedelta(days=1)).date(), (SOON + timedelta(days=120)).date())
    series = planning.plan_series(
        term, rule=rule, starts=start, ends=end, where=sessions.PLACE, by=cast.tanaka(), at=SOON
    )
    made = list(series.meetings.order_by("starts_at"))
    assert [(one.number, one.day.month, one.day.day) for one in made] == [
        (2, 6, 9),
        (3, 7, 14),
        (4, 9, 8),
    ]  # not 山の日
    assert [one.listings.count() for one in made] == [1, 0, 0]
    assert made[0].listings.get().item == first.listings.get().item
    assert made[0].listings.get().carried


@pytest.mark.django_db
def test_a_series_skips_holidays():
    term = sessions.a_term()
    rule = Rule("weekly", 0, 1, SOON.date(), (SOON + timedelta(days=70)).date())  # 20 July 2026 is 海の日
    planning.plan_series(
        term,
        rule=rule,
        starts=SOON.time(),
        ends=(SOON + timedelta(hours=1)).time(),
        where=sessions.PLACE,
        by=cast.tanaka(),
        at=AT,
    )
    days = [one.day.isoformat() for one in term.meetings.order_by("starts_at")]
    assert "2026-07-13" in days
    assert "2026-07-20" not in days
