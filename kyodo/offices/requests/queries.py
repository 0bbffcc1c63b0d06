"""Reading requests: the lists of a section, those that touch a case, and how many wait where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from kyodo.kernel.access import Actor
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import roles_of, spoken_for
from kyodo.offices.city.queries import days_left, local_day, sections_on
from kyodo.offices.people.models import Person

from .models import READERS, SectionRequest, SectionRequestQuerySet, Turn, served_by
from .states import OPEN, WITH_RECEIVER

PAGE = 30
TOUCHING = 20  #: requests on the page of a case; the list has all


@dataclass(frozen=True)
class Line:
    """One request of a list, with the open days left while an answer is owed."""

    request: SectionRequest
    left: int | None


@dataclass(frozen=True)
class Listing:
    """One page of a list."""

    lines: tuple[Line, ...]
    older: str


def listing(
    actor: Actor, *, box: str = "", show: str = "", section: Section | None = None, at: datetime, after: str = ""
) -> Listing:
    """What this reader may see of what was asked for, newest first, after the one named."""
    found = narrowed(SectionRequest.objects.visible_to(actor, at=at), actor, box, section, at)
    found = {"open": found.open(), "late": found.late(local_day(at)), "closed": found.exclude(state__in=OPEN)}.get(
        show, found
    )
    if after and (last := SectionRequest.objects.filter(ref=after).values_list("asked_at", "pk").first()):
        found = found.filter(Q(asked_at__lt=last[0]) | Q(pk__lt=last[1]), asked_at__lte=last[0])
    rows = list(found.select_related("from_section", "to_section").order_by("-asked_at", "-pk")[: PAGE + 1])
    return Listing(in_lines(rows[:PAGE], at), rows[PAGE - 1].ref if len(rows) > PAGE else "")


def narrowed(
    requests: SectionRequestQuerySet, actor: Actor, box: str, section: Section | None, at: datetime
) -> SectionRequestQuerySet:
    """届いた依頼 or 出した依頼 of one section, or of all in which the reader works."""
    refs = frozenset({section.ref}) if section else served_by(actor, at) if box else frozenset()
    if not box and not section:
        return requests
    got, made = Q(to_section__ref__in=refs), Q(from_section__ref__in=refs)
    return requests.filter({"got": got, "made": made}.get(box, got | made))


def in_lines(requests: Iterable[SectionRequest], at: datetime) -> tuple[Line, ...]:
    """Requests with their open days left, counted in one query."""
    rows = list(requests)
    today = local_day(at)
    left = days_left(today, (it.due_on for it in rows if it.awaits_answer))

    def line(it: SectionRequest) -> Line:
        days = left.get(it.due_on) if it.awaits_answer else None
        return Line(it, min(days, -1) if days is not None and it.due_on < today else days)

    return tuple(line(it) for it in rows)


def sections_read_by(actor: Actor, at: datetime) -> list[Section]:
    """The sections by which this reader may narrow the list: their own, or all for who reads all."""
    today = sections_on(local_day(at))
    return list(today if roles_of(actor, at) & READERS else today.filter(ref__in=served_by(actor, at)))


def sections_spoken_for(actor: Actor, at: datetime) -> list[Section]:
    """The sections in whose name this person may ask."""
    return list(sections_on(local_day(at)).filter(ref__in=[ref.partition("/")[2] for ref in spoken_for(actor, at)]))


def turns(request: SectionRequest) -> list[Turn]:
    """Everything the two sections said, in its order."""
    return list(request.turns.select_related("section", "to_section", "by"))


def story(request: SectionRequest) -> dict[str, Any]:
    """The `turns` on the way and, apart from them, the `outcome`: the word that ended the request, which people come to read."""
    said = turns(request)
    ended = bool(said) and not request.is_open
    return {"turns": said[:-1] if ended else said, "outcome": said[-1] if ended else None}


@dataclass(frozen=True)
class Panel:
    """What the page of a case shows to officers of the sections concerned."""

    lines: tuple[Line, ...]


def panel(case: Thing, actor: Actor, at: datetime) -> Panel | None:
    """The requests about a case or a part of it that this reader may see; nothing is asked for citizens."""
    if not roles_of(actor, at):
        return None
    found = SectionRequest.objects.visible_to(actor, at=at).touching(case.subject)
    lines = in_lines(found.select_related("from_section", "to_section")[:TOUCHING], at)
    return Panel(lines) if lines else None


@dataclass(frozen=True)
class Load:
    """How many requests wait at one section, by numbers alone."""

    section: Section
    got: int
    late: int
    made: int


def loads(today: date) -> list[Load]:
    """Every section that has asked or was asked something still open; two queries, however many there are."""
    is_late = Q(state__in=WITH_RECEIVER, due_on__lt=today)
    open_ones = SectionRequest.objects.open().order_by()
    got = {
        row["to_section"]: (row["n"], row["late"])
        for row in open_ones.values("to_section").annotate(n=Count("pk"), late=Count("pk", filter=is_late))
    }
    made = dict(open_ones.values("from_section").annotate(n=Count("pk")).values_list("from_section", "n"))
    sections = Section.objects.filter(pk__in={*got, *made})
    return [Load(s, *got.get(s.pk, (0, 0)), made.get(s.pk, 0)) for s in sections]


def kept_about(person: Person) -> list[dict[str, Any]]:
    """What is kept about a person here, for whoever asks for their own data: what they wrote for their section."""
    asked = SectionRequest.objects.filter(asked_by=person).order_by("pk")
    said = Turn.objects.filter(by=person).exclude(text="").order_by("pk")
    return [{**row} for row in asked.values("title", "words", "asked_at")] + [
        {**row} for row in said.values("text", "at")
    ]
