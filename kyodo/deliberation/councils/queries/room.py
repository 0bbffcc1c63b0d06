"""委員の部屋: what lies before somebody who sits in a body: the papers to read, what they asked to be corrected; what is kept of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kyodo.deliberation.councils.models import Application, Body, Correction, Meeting, Membership, Minutes, Paper
from kyodo.deliberation.councils.states.meetings import MinutesState
from kyodo.kernel.access import Actor
from kyodo.offices.city.queries import local_day
from kyodo.offices.people.models import Person

MOST = 20  #: corrections shown, the newest first


def papers_to_read(seats: list[Membership], actor: Actor, at: datetime) -> list[Paper]:
    """Every paper of the meetings to come of one's own bodies, the next meeting first."""
    meetings = Meeting.objects.visible_to(actor, at=at).coming().filter(term__body__in=[s.term.body_id for s in seats])
    papers = Paper.objects.filter(meeting__in=meetings.values("pk"), file__withdrawn_at=None)
    return list(
        papers.select_related("file", "meeting__term__body").order_by("meeting__starts_at", "meeting", "number")
    )


def minutes_to_check(seats: list[Membership], at: datetime) -> list[Minutes]:
    """会議録の確認: the minutes of one's own bodies that wait for the members' word, those ending first at the top."""
    bodies = [seat.term.body_id for seat in seats]
    waiting = Minutes.objects.filter(state=MinutesState.ROUND, round_until__gte=local_day(at))
    mine = waiting.filter(meeting__term__body__in=bodies).select_related("meeting__term__body")
    return list(mine.order_by("round_until", "pk"))


def own_corrections(seats: list[Membership], actor: Actor) -> list[Correction]:
    """What one asked to be written otherwise in the minutes of one's own bodies, and what became of it."""
    bodies = [seat.term.body_id for seat in seats]
    found = Correction.objects.filter(line__minutes__meeting__term__body__in=bodies)
    mine = found.filter(person__ref=actor.subject.partition("/")[2]) if bodies else found.none()
    return list(mine.select_related("line__minutes__meeting__term__body").order_by("-proposed_at", "-pk")[:MOST])


SEAT = (
    "term__body__name", "term__number", "name", "route", "side", "post", "behalf", "profession", "since", "until", "gender",
    "age_group", "shows_name", "shows_affiliation", "shows_profession", "exception",
)  # fmt: skip
APPLICATION = (
    "opening__body__name", "number", "state", "reserve", "name", "address", "age", "occupation", "phone", "email", "reason",
    "other_seats", "interests", "wishes", "gender", "received_at", "channel", "result_reason",
)  # fmt: skip


def kept_about(person: Person) -> list[dict[str, Any]]:
    """What is kept about a person here, for whoever asks for their own data: seats, bodies served, applications, corrections."""
    seats = Membership.objects.filter(person=person).order_by("since", "pk")
    served = Body.objects.filter(secretariat=person.subject).order_by("pk")
    sent = Application.objects.filter(person=person).order_by("received_at", "pk")
    corrected = Correction.objects.filter(person=person).order_by("proposed_at", "pk")
    return [
        *({**row} for row in seats.values(*SEAT)),
        *({**row} for row in served.values("name", "secretariat_since")),
        *({**row} for row in sent.values(*APPLICATION)),
        *({**row} for row in corrected.values("before", "after", "note", "state", "proposed_at", "answer")),
    ]
