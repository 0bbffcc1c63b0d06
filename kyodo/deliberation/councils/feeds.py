"""iCalendar: the meetings of a body, or one of them, for any calendar program. What was called off stays and says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from kyodo.kernel.access import Request, open_to

from .models import Body, Meeting
from .queries.meetings import meetings_of
from .states.meetings import MeetingState

MOST = 200  #: meetings of one calendar: years of them
STATUS = {MeetingState.CANCELLED: "CANCELLED", MeetingState.PLANNED: "TENTATIVE", MeetingState.POSTPONED: "CANCELLED"}


def calendar(name: str, meetings: Iterable[Meeting], *, at: datetime) -> bytes:
    """The meetings as one calendar."""
    made = Calendar()
    made.add("prodid", "-//kyodo//councils//JA")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        made.add_component(_event(meeting, at=at))
    return bytes(made.to_ical())


def _event(meeting: Meeting, *, at: datetime) -> Event:
    status = STATUS.get(MeetingState(meeting.state), "CONFIRMED")
    called_off = f"【{meeting.get_state_display()}】" if status == "CANCELLED" else ""
    said = [
        str(meeting.online) and _("オンライン：%(how)s") % {"how": meeting.online},
        meeting.off_reason and _("理由：%(reason)s") % {"reason": meeting.off_reason},
        settings.BASE_URL + meeting.get_absolute_url(),
    ]
    event = Event()
    event.add("uid", f"{meeting.ref}@{settings.BASE_URL.partition('//')[2]}")
    event.add("dtstamp", at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", f"{called_off}{meeting.body.name} {meeting.nth_name}")
    event.add("location", meeting.place or meeting.online)
    event.add("description", "\n".join(filter(None, said)))
    event.add("url", settings.BASE_URL + meeting.get_absolute_url())
    event.add("sequence", meeting.sequence)
    event.add("status", status)
    return event


def _handed_out(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


@open_to("everyone")
@require_safe
def body_calendar(request: Request, ref: str) -> HttpResponse:
    """The calendar of one body."""
    body = get_object_or_404(Body.objects.visible_to(request.actor, at=request.at), ref=ref)
    return _handed_out(calendar(body.name, meetings_of(body)[:MOST], at=request.at), body.ref)


@open_to("everyone")
@require_safe
def meeting_calendar(request: Request, ref: str) -> HttpResponse:
    """One meeting."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.actor, at=request.at).with_body(), ref=ref)
    return _handed_out(calendar(str(meeting), [meeting], at=request.at), meeting.ref)
