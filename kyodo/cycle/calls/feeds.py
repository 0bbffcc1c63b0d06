"""iCalendar: the days of a round for any calendar program: briefings, what is due when, the presentation, the notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from kyodo.kernel.access import Request, open_to

from . import queries
from .models import Round
from .states import State

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Day:
    """日程: one thing that happens in a round, by a name that stays when the day is changed."""

    name: str
    what: StrOrPromise
    when: date | datetime
    place: str = ""


def days_of(it: Round) -> Iterator[Day]:
    """What happens in a round, in any order."""
    for nth, briefing in enumerate(it.briefings.all(), 1):
        yield Day(f"briefing-{nth}", _("説明会"), briefing.starts_at, briefing.place or briefing.online)
    if it.presents_on:
        yield Day("presents_on", _("公開プレゼン"), _when(it.presents_on, it.presents_at), it.presents_place)
    yield Day("closes_on", _("募集締切"), _when(it.closes_on, it.closes_at))
    for name in ("talk_until", "opens_on", "edit_until", "screens_on", "notice_on", "report_until"):
        if day := getattr(it, name):
            yield Day(name, getattr(Round._meta.get_field(name), "verbose_name"), day)


def _when(day: date, hour: time | None) -> date | datetime:
    return timezone.make_aware(datetime.combine(day, hour)) if hour else day


@open_to("everyone")
@require_safe
def calendar(request: Request, ref: str) -> HttpResponse:
    """The days of one round."""
    it = get_object_or_404(queries.listed(request.actor, at=request.at), ref=ref)
    made = Calendar()
    made.add("prodid", "-//kyodo//calls//JA")
    made.add("version", "2.0")
    made.add("x-wr-calname", str(it))
    made.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for day in days_of(it):
        made.add_component(_event(it, day, at=request.at))
    answer = HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{it.ref}.ics"'
    return answer


def _event(it: Round, day: Day, *, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{it.ref}-{day.name}@{settings.BASE_URL.partition('//')[2]}")
    event.add("dtstamp", at)
    event.add("dtstart", day.when)
    event.add("summary", f"{day.what}　{it}")
    event.add("location", day.place)
    event.add("url", settings.BASE_URL + it.get_absolute_url())
    event.add("status", "CANCELLED" if it.state == State.CANCELLED else "CONFIRMED")
    return event
