"""Who sits in a meeting, who was there on which side, and whether that was enough to decide."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from kyodo.deliberation.councils.models.meeting import Attendance, Meeting
from kyodo.deliberation.councils.models.seat import Membership, MembershipQuerySet
from kyodo.deliberation.councils.models.term import Term
from kyodo.deliberation.councils.states.bodies import BodyKind, RelationKind
from kyodo.deliberation.councils.terms.meetings import QUORUM_PERCENT
from kyodo.kernel.access import BOTH_SIDES, Side
from kyodo.offices.city.queries import number


def seats_of(meeting: Meeting) -> MembershipQuerySet:
    """Everybody who sits in it on its day: its own members, and for a joint body those of the bodies that join."""
    day = meeting.day
    joined = meeting.body.relations_to.on(day).filter(kind=RelationKind.JOINS).values("body")
    theirs = Term.objects.on(day).filter(body__in=joined)
    return (
        Membership.objects.filter(Q(term=meeting.term) | Q(term__in=theirs))
        .on(day)
        .select_related("term__body", "person")
        .order_by("term__body__kana", "pk")
    )


@dataclass(frozen=True)
class Count:
    """出席: of one side or of all, how many sit and how many were there; more than the share must be there."""

    side: str
    seats: int
    there: int
    percent: int

    @property
    def is_enough(self) -> bool:
        return self.there * 100 > self.seats * self.percent

    @property
    def label(self) -> str:
        return str(Side(self.side).label) if self.side else ""

    @property
    def needed(self) -> int:
        """The least number that is enough."""
        return self.seats * self.percent // 100 + 1


@dataclass(frozen=True)
class Quorum:
    """定足数: a joint body must be able to decide on each side."""

    all: Count
    sides: tuple[Count, ...]
    is_joint: bool

    @property
    def is_met(self) -> bool:
        must = [c for c in self.sides if c.side in BOTH_SIDES] if self.is_joint else [self.all]
        return bool(self.all.there) and all(count.is_enough for count in must)


def is_joint(meeting: Meeting) -> bool:
    """Whether two sides meet here as such."""
    return meeting.body.kind == BodyKind.JOINT


def quorum(meeting: Meeting, rows: list[Attendance] | None = None) -> Quorum | None:
    """How many were there, by side; None while nobody has written it down."""
    rows = list(meeting.attendance.all()) if rows is None else rows
    if not rows:
        return None
    percent = number(QUORUM_PERCENT)

    def count(side: str, of: list[Attendance]) -> Count:
        return Count(side, len(of), sum(row.is_there for row in of), percent)

    sides = tuple(count(side, of) for side in Side.values if (of := [row for row in rows if row.side == side]))
    return Quorum(count("", rows), sides, is_joint(meeting))
