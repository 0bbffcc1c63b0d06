"""Meetings as pages show them: one with its agenda, lists, what touches a subject, homework done on time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Model, Q, QuerySet

from kyodo.deliberation.councils.models.agenda import Item, Listing, Paper, Position
from kyodo.deliberation.councils.models.body import Body
from kyodo.deliberation.councils.models.meeting import Meeting
from kyodo.deliberation.councils.models.minutes import Minutes
from kyodo.deliberation.councils.models.outcomes import ActionItem, Decision
from kyodo.deliberation.councils.models.term import Term
from kyodo.deliberation.councils.policies import meetings as may
from kyodo.deliberation.councils.states.meetings import MeetingState, MinutesState
from kyodo.deliberation.councils.terms.meetings import NOTICE_DAYS
from kyodo.kernel.access import Actor, find_all
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day, number

#: Objects that everybody may know of and that say nothing about who sees them.
OPEN_KINDS = (Section, Term)


@dataclass
class Line:
    """議題の一行: an item on one agenda with all that belongs to it and may be read."""

    number: int
    listing: Listing
    subject: Any = None
    papers: list[Paper] = field(default_factory=list)
    withheld: int = 0
    positions: list[Position] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    actions: list[ActionItem] = field(default_factory=list)
    is_hidden: bool = False  #: its contents are closed to whoever looks

    @property
    def item(self) -> Item:
        return self.listing.item


@dataclass
class Agenda:
    """議事: the homework that opens it, then the items in order."""

    homework: list[ActionItem]
    lines: list[Line]
    loose: list[ActionItem]  #: homework of this meeting that belongs to no item
    finishable: frozenset[str]  #: the homework of which the reader may say that it is done
    mends: bool  #: whether the reader may mend what was decided


def is_inside(actor: Actor, meeting: Meeting, at: datetime) -> bool:
    """Whether the actor reads drafts and closed parts."""
    return bool(may.is_inside.check(actor, meeting, at=at))


def agenda(meeting: Meeting, actor: Actor, *, at: datetime) -> Agenda:
    """The agenda as the actor may read it, in a constant number of queries."""
    inside = is_inside(actor, meeting, at)
    listings = meeting.listings.select_related("item").order_by("-carried", "order", "pk")
    lines = {listing.item_id: Line(n, listing) for n, listing in enumerate(listings, 1)}
    for line in lines.values():
        line.is_hidden = not may.sees_item(line.item, inside=inside)
    abouts = [line.item.about for line in lines.values() if line.item.about and not line.is_hidden]
    things = known_to(abouts, actor, at=at)
    for line in lines.values():
        line.subject = things.get(line.item.about)
    _lay_papers(meeting, lines)
    own = may.side_in(actor, meeting, at)
    for position in Position.objects.readable(meeting, side=own):
        _put(lines, position.item_id, "positions", position)
    for decision in Decision.objects.readable(inside=inside).filter(meeting=meeting).prefetch_related("dissents"):
        _put(lines, decision.item_id, "decisions", decision)
    given = ActionItem.objects.readable(inside=inside).filter(meeting=meeting)
    loose = [action for action in given if not _put(lines, action.item_id, "actions", action)]
    opening = list(opening_homework(meeting, inside=inside))
    mends = bool(may.runs.check(actor, meeting, at=at)) and is_open_to_mending(meeting)
    return Agenda(opening, list(lines.values()), loose, _finishable(meeting, [*opening, *given], actor, at), mends)


def is_open_to_mending(meeting: Meeting) -> bool:
    """Whether slips of the pen in what the meeting decided can still be mended: until its minutes are fixed."""
    return not Minutes.objects.filter(meeting=meeting, state__in=(MinutesState.FIXED, MinutesState.PUBLISHED)).exists()


def _finishable(meeting: Meeting, homework: list[ActionItem], actor: Actor, at: datetime) -> frozenset[str]:
    serves = may.is_secretariat.check(actor, meeting, at=at)
    undone = (action for action in homework if not action.done_at)
    return frozenset(action.ref for action in undone if serves or may.owns.check(actor, action, at=at))


def known_to(subjects: Iterable[str], actor: Actor, *, at: datetime) -> dict[str, Model]:
    """The objects that items point at, but for those of which the actor may not know; one question a kind of object."""
    found = find_all(subjects)
    shown: dict[str, Model] = {}
    for kind in {type(thing) for thing in found.values()}:
        mine = {subject: thing for subject, thing in found.items() if type(thing) is kind}
        ask = getattr(kind._default_manager, "visible_to", None)
        if ask is not None:
            known = set(
                ask(actor, at=at).filter(pk__in=[thing.pk for thing in mine.values()]).values_list("pk", flat=True)
            )
            shown |= {subject: thing for subject, thing in mine.items() if thing.pk in known}
        elif kind in OPEN_KINDS:
            shown |= mine
    return shown


def _lay_papers(meeting: Meeting, lines: dict[int, Line]) -> None:
    for paper in meeting.papers.select_related("file", "item"):
        if paper.file.withdrawn_at is None and (line := lines.get(paper.item_id)):
            if line.is_hidden:
                line.withheld += 1
            else:
                line.papers.append(paper)


def _put(lines: dict[int, Line], item: int | None, where: str, thing: object) -> bool:
    line = lines.get(item) if item else None
    if line is None:
        return False
    if not line.is_hidden:
        getattr(line, where).append(thing)
    return True


def opening_homework(meeting: Meeting, *, inside: bool) -> QuerySet[ActionItem]:
    """宿題の確認: what earlier meetings gave out and was not done when this one began. It opens the agenda by itself."""
    earlier = Q(meeting__starts_at__lt=meeting.starts_at) & ~Q(meeting=meeting)
    waiting = (
        Q(done_at=None) if meeting.state != MeetingState.CLOSED else Q(done_at=None) | Q(done_at__gte=meeting.starts_at)
    )
    found = ActionItem.objects.of(meeting.body).readable(inside=inside)
    return found.filter(earlier & waiting).select_related("meeting__term__body", "item")


@dataclass(frozen=True)
class NoticeState:
    """告知のようす: when it was due, when it was given, and whether that was late. Everybody sees it."""

    due: date
    given: date | None
    days: int | None
    is_late: bool


def notice_state(meeting: Meeting, today: date) -> NoticeState:
    """Whether the public heard in time."""
    due = meeting.notice_due(number(NOTICE_DAYS))
    given = local_day(meeting.noticed_at) if meeting.noticed_at else None
    late = due < (given or today) and meeting.state not in (MeetingState.CANCELLED, MeetingState.POSTPONED)
    return NoticeState(due, given, meeting.notice_given(), late)


def meetings_of(body: Body) -> QuerySet[Meeting]:
    """Every meeting of a body, newest first."""
    return Meeting.objects.of(body).with_body().select_related("minutes").order_by("-starts_at", "-number")


def coming(actor: Actor, *, at: datetime) -> QuerySet[Meeting]:
    """Meetings of every body that are still to come or in session, the next first; those without a date last."""
    states = (MeetingState.PLANNED, MeetingState.NOTICED, MeetingState.OPENED, MeetingState.POSTPONED)
    found = Meeting.objects.visible_to(actor, at=at).with_body().select_related("minutes").filter(state__in=states)
    return found.order_by("starts_at", "pk")


def past(actor: Actor, *, at: datetime) -> QuerySet[Meeting]:
    """Meetings that are over or were called off, newest first."""
    states = (MeetingState.CLOSED, MeetingState.CANCELLED)
    found = Meeting.objects.visible_to(actor, at=at).with_body().select_related("minutes").filter(state__in=states)
    return found.order_by("-starts_at", "-pk")


@dataclass(frozen=True)
class Touch:
    """会議での扱い: one meeting on whose agenda an object stood, under which item, and what was decided."""

    meeting: Meeting
    item: Item
    decisions: tuple[Decision, ...]


def meetings_touching(subject: str | Iterable[str]) -> list[Touch]:
    """Where an object was talked about, newest first, as everybody may know it; for panels of other rooms."""
    subjects = [subject] if isinstance(subject, str) else list(subject)
    listings = list(
        Listing.objects.filter(item__about__in=[s for s in subjects if s])
        .select_related("meeting__term__body", "item")
        .order_by("-meeting__starts_at", "order")
    )
    decided = defaultdict(list)
    open_ones = Decision.objects.readable(inside=False).filter(item__in={one.item_id for one in listings})
    for decision in open_ones.select_related("meeting__term__body"):
        decided[decision.meeting_id, decision.item_id].append(decision)
    return [Touch(one.meeting, one.item, tuple(decided[one.meeting_id, one.item_id])) for one in listings]


@dataclass(frozen=True)
class OnTime:
    """宿題の期限内の割合 of a body."""

    done: int
    in_time: int
    open: int
    late: int

    @property
    def percent(self) -> int | None:
        """Of what was due by now, how much was done in time; nothing where nothing was due."""
        due = self.done + self.late
        return round(100 * self.in_time / due) if due else None


def on_time(body: Body, today: date) -> OnTime:
    """How a body keeps its homework."""
    waiting = Q(done_at=None)
    counted = ActionItem.objects.of(body).aggregate(
        done=Count("pk", filter=~waiting),
        in_time=Count("pk", filter=~waiting & Q(done_on__lte=F("due"))),
        open=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due__lt=today)),
    )
    return OnTime(**counted)


def waiting_items(body: Body) -> QuerySet[Item]:
    """Unfinished items of a body, oldest first."""
    return body.items.filter(state="open").order_by("raised_at", "pk")
