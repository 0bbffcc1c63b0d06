"""会議体の統計: per body the seats, who sits on them, how long, and which bodies have not met for years."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone

from kyodo.deliberation.councils.models import Body, Meeting, Membership
from kyodo.deliberation.councils.states.bodies import AgeGroup, BodyKind, Gender, Route
from kyodo.deliberation.councils.states.meetings import MeetingState
from kyodo.deliberation.councils.terms.bodies import IDLE_YEARS, PUBLIC_PERCENT, WOMEN_PERCENT
from kyodo.kernel.access import find_all
from kyodo.offices.city.queries import number

YEAR = 365.25
#: Bodies for whose seats the city has no aims: officers sit there by duty, or citizens by their own agreement.
WITHOUT_AIMS = (BodyKind.INTERNAL, BodyKind.NETWORK)


@dataclass(frozen=True)
class Line:
    """One body on one day."""

    body: Body
    server: str  #: who its secretariat is
    seats: int
    sitting: int
    women: int
    told: int  #: members whose gender is known
    public: int
    years: float | None  #: mean time in this body, in years
    exceptions: int
    ends_on: date | None
    last_met: date | None
    is_idle: bool

    @property
    def has_aims(self) -> bool:
        """Whether the shares of the city are asked of this body."""
        return self.body.kind not in WITHOUT_AIMS

    @property
    def women_percent(self) -> int | None:
        return round(100 * self.women / self.told) if self.told else None

    @property
    def public_percent(self) -> int | None:
        return round(100 * self.public / self.sitting) if self.sitting and self.has_aims else None


def statistics(day: date) -> list[Line]:
    """Every body that exists on a day, from a handful of queries whatever their number."""
    bodies = Body.objects.on(day).select_related("section").prefetch_related("seats").order_by("kana", "pk")
    servers = find_all(body.secretariat for body in bodies if body.secretariat)
    sitting = defaultdict(list)
    for member in Membership.objects.on(day).select_related("term"):
        sitting[member.term.body_id].append(member)
    began = _began()
    held = Meeting.objects.filter(state=MeetingState.CLOSED).values("term__body").annotate(last=Max("starts_at"))
    met = {row["term__body"]: timezone.localtime(row["last"]).date() for row in held}
    limit = number(IDLE_YEARS) * YEAR
    return [_line(body, sitting[body.pk], servers, began, met.get(body.pk), day, limit) for body in bodies]


def _began() -> dict[tuple[int, str], date]:
    """Since when somebody has sat in a body, over all their terms; one without a record is known by name."""
    first: dict[tuple[int, str], date] = {}
    for body, person, name, since in Membership.objects.values_list("term__body", "person", "name", "since"):
        who = (body, f"person {person}" if person else name)
        first[who] = min(first.get(who, since), since)
    return first


def _line(
    body: Body,
    members: list[Membership],
    servers: dict[str, Any],
    began: dict[tuple[int, str], date],
    last_met: date | None,
    day: date,
    limit: float,
) -> Line:
    told = [m for m in members if m.gender in (Gender.WOMAN, Gender.MAN)]
    years = [(day - began[body.pk, f"person {m.person_id}" if m.person_id else m.name]).days / YEAR for m in members]
    return Line(
        body=body, server=str(servers.get(body.secretariat, body.section)), seats=sum(seat.number for seat in body.seats.all()), sitting=len(members),
        women=sum(m.gender == Gender.WOMAN for m in told), told=len(told),
        public=sum(m.route == Route.PUBLIC for m in members), years=sum(years) / len(years) if years else None,
        exceptions=sum(bool(m.exception) for m in members),
        ends_on=max((m.term.last_day for m in members if m.term.last_day), default=None), last_met=last_met,
        is_idle=body.kind != BodyKind.NETWORK and (day - (last_met or body.since)).days > limit,
    )  # fmt: skip


@dataclass(frozen=True)
class Totals:
    """All bodies together, against the city's own aims."""

    bodies: int
    sitting: int
    women_percent: int | None
    women_aim: int
    public_percent: int | None
    public_aim: int
    ages: list[tuple[str, int]]  #: members whose age group is known, the youngest first
    more_than_one: int  #: persons who sit in more than one body
    exceptions: list[Membership]


def totals(lines: list[Line], day: date) -> Totals:
    """The city as a whole; whose seat is an exception, with the reason."""
    asked = [line for line in lines if line.has_aims]
    told, women = sum(line.told for line in asked), sum(line.women for line in asked)
    everybody, public = sum(line.sitting for line in asked), sum(line.public for line in asked)
    seats: dict[int, set[int]] = defaultdict(set)
    for person, body in Membership.objects.on(day).exclude(person=None).values_list("person", "term__body"):
        if person is not None:
            seats[person].add(body)
    ages = Counter(Membership.objects.on(day).exclude(age_group="").values_list("age_group", flat=True))
    exceptions = Membership.objects.on(day).exclude(exception="").select_related("term__body")
    return Totals(
        len(lines), sum(line.sitting for line in lines), round(100 * women / told) if told else None, number(WOMEN_PERCENT),
        round(100 * public / everybody) if everybody else None, number(PUBLIC_PERCENT),
        [(str(group.label), ages[group]) for group in AgeGroup if ages[group]], sum(len(bodies) > 1 for bodies in seats.values()), list(exceptions),
    )  # fmt: skip
