"""The list of cases: narrowed, counted, and read page by page at the same price however far one goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from kyodo.cycle.collaborations.models import Collaboration, CollaborationQuerySet, Party, ZoneJudgement
from kyodo.cycle.collaborations.states import Stage
from kyodo.kernel.access import Actor, Side
from kyodo.offices.city.queries import local_day

from .story import tone_of

PAGE = 30
MANY = 1000  #: nobody reads so far: the list counts no further
PAST_END = "past_end"  #: 要判断: no stage of its own, but what people look for


@dataclass(frozen=True)
class Line:
    """One case of the list."""

    case: Collaboration
    stage: str
    tone: str
    citizens: str
    city: str


@dataclass(frozen=True)
class Listing:
    """One page of the list."""

    lines: tuple[Line, ...]
    count: int
    more: bool  #: it was counted no further
    older: str


def listing(asked: Mapping[str, Any], actor: Actor, *, at: datetime, after: str = "") -> Listing:
    """The cases this reader may see and asked for, newest first, after the one named."""
    today = local_day(at)
    found = narrowed(Collaboration.objects.visible_to(actor, at=at), asked, today)
    count = found.order_by()[: MANY + 1].count()
    if after and (last := Collaboration.objects.filter(ref=after).values_list("born_at", "pk").first()):
        # The first condition alone says where in the index to begin.
        found = found.filter(Q(born_at__lt=last[0]) | Q(pk__lt=last[1]), born_at__lte=last[0])
    seated = Prefetch("parties", Party.objects.filter(until=None))
    rows = list(found.select_related("ward").prefetch_related(seated).order_by("-born_at", "-pk")[: PAGE + 1])
    older = rows[PAGE - 1].ref if len(rows) > PAGE else ""
    return Listing(tuple(_line(case, today) for case in rows[:PAGE]), min(count, MANY), count > MANY, older)


def narrowed(cases: CollaborationQuerySet, asked: Mapping[str, Any], today: date) -> CollaborationQuerySet:
    """The cases the filter leaves. What is past its end is found as such and never among the running ones."""
    same = {"direction": "direction", "type": "start_type", "form": "forms__code", "field": "fields__code",
            "ward": "ward", "year": "year"}  # fmt: skip
    cases = cases.filter(**{column: asked[name] for name, column in same.items() if asked.get(name)})
    if zone := asked.get("zone"):
        cases = cases.filter(Exists(ZoneJudgement.objects.filter(case=OuterRef("pk"), zone=zone, until=None)))
    if holders := asked.get("party"):
        cases = cases.filter(Exists(Party.objects.filter(case=OuterRef("pk"), holder__in=holders, until=None)))
    match asked.get("stage"):
        case None | "":
            return cases
        case "past_end":
            return cases.past_end(today)
        case Stage.RUNNING:
            return cases.running(today)
        case stage:
            return cases.filter(stage=stage)


def _line(case: Collaboration, today: date) -> Line:
    seated = list(case.parties.all())
    return Line(
        case, case.shown_stage(today), tone_of(case, today),
        citizens="、".join(p.name for p in seated if p.side == Side.CITIZENS),
        city="、".join(p.name for p in seated if p.side == Side.CITY),
    )  # fmt: skip
