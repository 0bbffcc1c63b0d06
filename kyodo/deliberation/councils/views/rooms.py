"""委員の部屋 and the page of statistics."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kyodo.deliberation.councils.queries import counting, finding, room
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.queries import local_day
from kyodo.offices.desk.queries import lines, owed_by
from kyodo.ui.flow import page


@open_to("signed in")
def mine(request: Request) -> HttpResponse:
    """委員の部屋: my bodies, their next meetings and papers, what I owe there."""
    seats, day = finding.mine(request.actor, request.at), local_day(request.at)
    rooms = [(seat, finding.meetings_of(seat.term.body, request.actor, request.at)) for seat in seats]
    owed = owed_by(request.actor, request.at).filter(subject_ref__startswith="councils.")
    context: dict[str, Any] = {
        "rooms": rooms,
        "lines": lines(owed, today=day),
        "papers": room.papers_to_read(seats, request.actor, request.at),
        "to_check": room.minutes_to_check(seats, request.at),
        "corrections": room.own_corrections(seats, request.actor),
        "today": day,
    }
    return page(request, "councils/bodies/mine.html", **context)


@open_to("everyone")
def statistics(request: Request) -> HttpResponse:
    """会議体の統計."""
    day = local_day(request.at)
    rows = counting.statistics(day)
    return page(request, "councils/bodies/statistics.html", rows=rows, totals=counting.totals(rows, day), today=day)
