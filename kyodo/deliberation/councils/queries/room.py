"""委員の部屋: what lies before somebody who sits in a body: the papers to read, what they asked to be corrected."""

from __future__ import annotations

from datetime import datetime

from kyodo.deliberation.councils.models import Correction, Meeting, Membership, Paper
from kyodo.kernel.access import Actor

MOST = 20  #: corrections shown, the newest first


def papers_to_read(seats: list[Membership], actor: Actor, at: datetime) -> list[Paper]:
    """Every paper of the meetings to come of one's own bodies, the next meeting first."""
    meetings = Meeting.objects.visible_to(actor, at=at).coming().filter(term__body__in=[s.term.body_id for s in seats])
    papers = Paper.objects.filter(meeting__in=meetings.values("pk"), file__withdrawn_at=None)
    return list(
        papers.select_related("file", "meeting__term__body").order_by("meeting__starts_at", "meeting", "number")
    )


def own_corrections(seats: list[Membership], actor: Actor) -> list[Correction]:
    """What one asked to be written otherwise in the minutes of one's own bodies, and what became of it."""
    bodies = [seat.term.body_id for seat in seats]
    found = Correction.objects.filter(line__minutes__meeting__term__body__in=bodies)
    mine = found.filter(person__ref=actor.subject.partition("/")[2]) if bodies else found.none()
    return list(mine.select_related("line__minutes__meeting__term__body").order_by("-proposed_at", "-pk")[:MOST])
