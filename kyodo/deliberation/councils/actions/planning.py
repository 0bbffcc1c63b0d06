"""Planning: one meeting or a series, its notice, its date, its opening and closing. What is unfinished moves on by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models.agenda import Item, Listing
from kyodo.deliberation.councils.models.body import Body
from kyodo.deliberation.councils.models.meeting import Attendance, Meeting, Rescheduling, Series
from kyodo.deliberation.councils.models.minutes import Minutes
from kyodo.deliberation.councils.models.term import Term
from kyodo.deliberation.councils.policies import meetings as may
from kyodo.deliberation.councils.queries.attending import seats_of
from kyodo.deliberation.councils.queries.recurring import MOST, Rule, days_of
from kyodo.deliberation.councils.states.meetings import COMING, ItemState, MeetingState, Observing, Presence
from kyodo.deliberation.councils.terms.meetings import MINUTES_DAYS
from kyodo.deliberation.councils.workflow.meetings import MEETINGS, MINUTES
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.queries import business_days_after, local_day, number
from kyodo.offices.journal.actions import record

#: Meetings on which unfinished items wait. One that is postponed holds nothing back.
HOLDING = (MeetingState.PLANNED, MeetingState.NOTICED, MeetingState.OPENED)


@dataclass(frozen=True)
class Where:
    """開き方: where, how to take part from elsewhere, and how to watch."""

    place: str = ""
    online: str = ""
    observing: str = Observing.FIRST_COME
    capacity: int | None = None


def plan(
    term: Term, *, starts_at: datetime, ends_at: datetime, where: Where, title: str = "", by: Actor, at: datetime, key: str = "",
    series: Series | None = None,
) -> Meeting:  # fmt: skip
    """Plan one meeting, the next of its term. What is unfinished stands on its agenda at once."""
    may.runs.require(by, term, at=at)
    _check(starts_at, ends_at, where)
    with transaction.atomic():
        Term.lock(term.pk)
        last = term.meetings.aggregate(n=Max("number"))["n"] or 0
        meeting = Meeting(
            term=term, series=series, number=last + 1, title=title, starts_at=starts_at, ends_at=ends_at,
            first_planned_at=starts_at, place=where.place, online=where.online, observing=where.observing, capacity=where.capacity,
        )  # fmt: skip
        MEETINGS.begin(meeting, by=by, at=at, key=key)
        carry(term.body)
    return meeting


def plan_series(
    term: Term, *, rule: Rule, starts: time, ends: time, where: Where, by: Actor, at: datetime, key: str = ""
) -> Series:
    """Plan every meeting of a rule. Days on which city hall is closed are skipped: the preview told them."""
    may.runs.require(by, term, at=at)
    days = [day.on for day in days_of(rule) if day.is_open]
    if not days:
        raise Refused(_("この決まりに当てはまる開庁日がありません。"), field="last")
    if len(days) > MOST:
        raise Refused(_("一度に予定できるのは%(most)d回までです。") % {"most": MOST}, field="last")
    with transaction.atomic():
        series = Series(
            term=term,
            cadence=rule.cadence,
            weekday=rule.weekday,
            nth=rule.nth,
            first=rule.first,
            last=rule.last,
            made_at=at,
        )
        record("plan_series", series, by=by, at=at, detail={"days": days}, key=key)
        series.save(force_insert=True)
        for day in days:
            plan(
                term, starts_at=moment(day, starts), ends_at=moment(day, ends), where=where, by=by, at=at, series=series
            )
    return series


def moment(day: date, clock: time) -> datetime:
    """A time of a day in Japan."""
    return timezone.make_aware(datetime.combine(day, clock))


def _check(starts_at: datetime, ends_at: datetime, where: Where) -> None:
    if ends_at <= starts_at:
        raise Refused(_("終了は、開始よりあとの時刻にしてください。"), field="ends")
    if not (where.place or where.online):
        raise Refused(_("場所か、オンラインでの参加のしかたを入力してください。"), field="place")


def carry(body: Body) -> list[Listing]:
    """Put every unfinished item that waits on no coming meeting on the next one. Nobody types it again."""
    coming = Meeting.objects.of(body).filter(state__in=(MeetingState.PLANNED, MeetingState.NOTICED))
    following = coming.order_by("starts_at", "number").first()
    if following is None:
        return []
    waiting = body.items.filter(state=ItemState.OPEN).exclude(listings__meeting__state__in=HOLDING)
    return list_items(following, waiting.order_by("raised_at", "pk"), carried=True)


def list_items(meeting: Meeting, items: Iterable[Item], *, carried: bool) -> list[Listing]:
    """Put items at the end of an agenda; those it already has stay where they stand."""
    last = meeting.listings.aggregate(n=Max("order"))["n"] or 0
    there = set(meeting.listings.values_list("item_id", flat=True))
    fresh = [item for item in items if item.pk not in there]
    return Listing.objects.bulk_create(
        Listing(meeting=meeting, item=item, order=n, carried=carried) for n, item in enumerate(fresh, last + 1)
    )


def describe(meeting: Meeting, *, where: Where, title: str = "", by: Actor, at: datetime) -> Meeting:
    """Change place and ways of taking part while the meeting is still to come; its date has its own act."""
    with transaction.atomic():
        locked = Meeting.lock(meeting.pk)
        may.runs.require(by, locked, at=at)
        if locked.state not in COMING:
            raise IllegalMove(_("終わった会議や中止になった会議の案内は直せません。"))
        _check(locked.starts_at, locked.ends_at, where)
        locked.title, locked.place, locked.online = title, where.place, where.online
        locked.observing, locked.capacity, locked.sequence = where.observing, where.capacity, locked.sequence + 1
        locked.save()
        record("describe", locked, by=by, at=at, detail={"place": where.place, "online": where.online})
    meeting.refresh_from_db()
    return meeting


def notice(meeting: Meeting, *, urgent_reason: str = "", by: Actor, at: datetime) -> Meeting:
    """Tell the public and the members. After the date for it, only with the reason, which is shown."""
    with transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(noticed_at=at, urgent_reason=urgent_reason.strip())
        return MEETINGS.perform("notice", meeting, by=by, at=at, reason=urgent_reason)


def reschedule(
    meeting: Meeting, *, starts_at: datetime, ends_at: datetime, reason: str, by: Actor, at: datetime
) -> Meeting:
    """Move the date, with the reason. The notice must be given again."""
    if ends_at <= starts_at:
        raise Refused(_("終了は、開始よりあとの時刻にしてください。"), field="ends")
    if local_day(starts_at) < local_day(at):
        raise Refused(_("今日以後の日にしてください。"), field="starts_at")
    with transaction.atomic():
        was = Meeting.lock(meeting.pk)
        MEETINGS.perform(
            "reschedule", meeting, by=by, at=at, reason=reason, detail={"was": was.starts_at, "now": starts_at}
        )
        Rescheduling.objects.create(meeting=meeting, was=was.starts_at, reason=reason.strip(), at=at)
        meeting.starts_at, meeting.ends_at, meeting.noticed_at = starts_at, ends_at, None
        meeting.urgent_reason, meeting.off_reason, meeting.sequence = "", "", meeting.sequence + 1
        meeting.save()
        carry(meeting.body)
    return meeting


def postpone(meeting: Meeting, *, reason: str, by: Actor, at: datetime) -> Meeting:
    """Put a meeting off without a new date. Its unfinished items go to the next one that has a date."""
    return _call_off("postpone", meeting, reason=reason, by=by, at=at)


def cancel(meeting: Meeting, *, reason: str, by: Actor, at: datetime) -> Meeting:
    """Call a meeting off; it stays in the list with its reason, its items go on."""
    return _call_off("cancel", meeting, reason=reason, by=by, at=at)


def _call_off(move: str, meeting: Meeting, *, reason: str, by: Actor, at: datetime) -> Meeting:
    if not reason.strip():
        raise Refused(_("理由を入力してください。"), field="reason")
    with transaction.atomic():
        was = Meeting.lock(meeting.pk)
        Meeting.objects.filter(pk=meeting.pk).update(off_reason=reason.strip(), sequence=was.sequence + 1)
        MEETINGS.perform(move, meeting, by=by, at=at, reason=reason)
        carry(meeting.body)
    return meeting


def open_meeting(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """Open the session; its minutes begin to wait."""
    with transaction.atomic():
        MEETINGS.perform("open", meeting, by=by, at=at)
        due = business_days_after(meeting.day, number(MINUTES_DAYS))
        MINUTES.begin(Minutes(meeting=meeting, due_on=due), by=by, at=at)
    return meeting


def attend(
    meeting: Meeting,
    *,
    presences: Mapping[int, str],
    observers: int | None = None,
    staff: str = "",
    by: Actor,
    at: datetime,
) -> Meeting:
    """Write down who of the members was there, each on their own side; writing again replaces it."""
    with transaction.atomic():
        locked = Meeting.lock(meeting.pk)
        may.runs.require(by, locked, at=at)
        if locked.state not in (MeetingState.OPENED, MeetingState.CLOSED):
            raise IllegalMove(_("出欠は、開会してから記録します。"))
        seats = {m.pk: m for m in seats_of(locked)}
        if set(presences) != set(seats):
            raise Refused(_("委員全員の出欠を記入してください。"))
        locked.attendance.all().delete()
        Attendance.objects.bulk_create(
            Attendance(meeting=locked, membership=seats[pk], side=seats[pk].side, presence=Presence(presence))
            for pk, presence in presences.items()
        )
        locked.observers, locked.staff = observers, staff
        locked.save(update_fields=["observers", "staff"])
        record("attend", locked, by=by, at=at, detail=_counts(presences))
    meeting.refresh_from_db()
    return meeting


def _counts(presences: Mapping[int, str]) -> dict[str, Any]:
    return {presence: sum(p == presence for p in presences.values()) for presence in Presence.values}


def close(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """Close the session. What is not done goes on to the next meeting."""
    with transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(closed_at=at)
        MEETINGS.perform("close", meeting, by=by, at=at)
        carry(meeting.body)
    return meeting
