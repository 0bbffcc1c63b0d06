"""Minutes as somebody may read them: one, and all of a body on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from kyodo.deliberation.councils.models.agenda import Item
from kyodo.deliberation.councils.models.body import Body
from kyodo.deliberation.councils.models.minutes import Correction, Line, Minutes
from kyodo.deliberation.councils.models.outcomes import Decision
from kyodo.deliberation.councils.states.meetings import CorrectionState, Edition, MinutesState
from kyodo.kernel.access import Actor

from .meetings import is_inside


@dataclass(frozen=True)
class Text:
    """会議録の本文: the two versions as this reader may read them, and how much is withheld."""

    summary: list[Line]
    verbatim: list[Line]
    withheld: int
    inside: bool


@dataclass(frozen=True)
class Record:
    """What minutes hold beside what was said: who was there, and what was decided."""

    there: list[str]
    away: list[str]
    decisions: list[Decision]


def record_of(minutes: Minutes, *, inside: bool) -> Record | None:
    """For everybody once it is published; who is not named on the roster is not named here."""
    if not inside and minutes.state != MinutesState.PUBLISHED:
        return None
    rows = list(minutes.meeting.attendance.select_related("membership").order_by("membership"))
    named = [(row.is_there, row.membership.name if inside else row.membership.public_name) for row in rows]
    decided = Decision.objects.filter(meeting=minutes.meeting).readable(inside=inside)
    decided = decided.select_related("item").prefetch_related("dissents")
    there, away = ([name for is_there, name in named if is_there is which] for which in (True, False))
    return Record(there, away, list(decided))


def text_of(minutes: Minutes, actor: Actor, *, at: datetime) -> Text:
    """Everybody reads the published versions without closed parts; those inside read all of it."""
    inside = is_inside(actor, minutes.meeting, at)
    if not inside and minutes.state != MinutesState.PUBLISHED:
        return Text([], [], 0, inside=False)
    lines = list(
        _in_edition(minutes, inside=inside).select_related("item", "said_by").order_by("is_summary", "order", "pk")
    )
    shown = [line for line in lines if inside or not (line.is_closed or (line.item and line.item.is_closed))]
    return Text(
        [line for line in shown if line.is_summary],
        [line for line in shown if not line.is_summary],
        len(lines) - len(shown),
        inside,
    )


def _in_edition(minutes: Minutes, *, inside: bool) -> QuerySet[Line]:
    if inside or minutes.edition == Edition.BOTH:
        return Line.objects.filter(minutes=minutes)
    return Line.objects.filter(minutes=minutes, is_summary=minutes.edition == Edition.SUMMARY)


def corrections_of(minutes: Minutes) -> QuerySet[Correction]:
    """Every correction that was proposed, in order; for those inside only."""
    return Correction.objects.filter(line__minutes=minutes).select_related(
        "line__minutes__meeting__term__body__section", "person"
    )


def waiting_in(minutes: Minutes) -> dict[str, Any]:
    """What those inside see besides: what was taken in, and how many corrections wait for an answer."""
    waiting = corrections_of(minutes).filter(state=CorrectionState.PROPOSED)
    return {"transcripts": list(minutes.transcripts.all()), "open": waiting.count()}


def speakers_of(minutes: Minutes) -> list[tuple[str, int | None]]:
    """Every name of the transcript and the member it stands for, in the order of speaking."""
    rows = minutes.lines.filter(is_summary=False).order_by("order").values_list("speaker", "said_by")
    found: dict[str, int | None] = dict(rows)
    return list(found.items())


def compiled(body: Body) -> QuerySet[Minutes]:
    """会議録を続けて読む: the published summaries and decisions of a body, oldest first, closed parts left out."""
    lines = Line.objects.readable(inside=False).filter(is_summary=True).select_related("item")
    decisions = Decision.objects.readable(inside=False).select_related("item").prefetch_related("dissents")
    return (
        Minutes.objects.published()
        .exclude(edition=Edition.VERBATIM)
        .filter(meeting__term__body=body)
        .select_related("meeting__term__body")
        .prefetch_related(
            Prefetch("lines", lines, to_attr="shown"),
            Prefetch("meeting__decisions", decisions, to_attr="open_decisions"),
        )
        .order_by("meeting__starts_at")
    )


def closed_items(minutes: Minutes) -> QuerySet[Item]:
    """Items of which nobody outside reads a word, each with its reason."""
    return Item.objects.filter(listings__meeting=minutes.meeting, is_closed=True)
