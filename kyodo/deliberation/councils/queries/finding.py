"""What the pages of bodies show: lists page by page, one body with everything about it, one term, the picture of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models import Body, Meeting, Membership, Opening, Output, Relation, Term
from kyodo.deliberation.councils.states.bodies import BodyKind, OutputState
from kyodo.deliberation.councils.terms.bodies import LIMITS
from kyodo.kernel.access import Actor, find, find_all
from kyodo.kernel.text import search_key
from kyodo.offices.city.queries import local_day, number
from kyodo.offices.people.models import Person
from kyodo.ui.parts import Branch, Lane, Tie

from . import standing
from .meetings import known_to

PAGE_SIZE = 50


def sitting(day: date) -> Count:
    """How many sit in a body on a day."""
    members = Q(terms__members__since__lte=day)
    still = Q(terms__members__until=None) | Q(terms__members__until__gte=day)
    return Count("terms__members", filter=members & still, distinct=True)


def found(form: Any, day: date) -> QuerySet[Body]:
    """The public list: bodies that exist, by name and kind."""
    bodies = Body.objects.on(day).select_related("section").annotate(sitting=sitting(day))
    given = form.cleaned_data if form.is_valid() else {}
    if word := (given.get("q") or "").strip():
        bodies = bodies.filter(Q(name__contains=word) | Q(kana__contains=search_key(word)) | Q(kana__contains=word))
    if given.get("kind"):
        bodies = bodies.filter(kind=given["kind"])
    return bodies.order_by("kana", "pk")


def page_of(bodies: QuerySet[Body], day: date, *, after: str = "") -> tuple[list[Body], str]:
    """One page and the reference to ask the next one with, "" on the last."""
    last = Body.objects.filter(ref=after).only("pk", "kana").first() if after else None
    if last:
        bodies = bodies.filter(Q(kana__gt=last.kana) | Q(kana=last.kana, pk__gt=last.pk))
    rows = list(bodies[: PAGE_SIZE + 1])
    return rows[:PAGE_SIZE], rows[PAGE_SIZE - 1].ref if len(rows) > PAGE_SIZE else ""


def openings(at: datetime) -> QuerySet[Opening]:
    """Calls for seats that one can answer now."""
    return Opening.objects.running(local_day(at)).select_related("body").order_by("closes_on")


def mine(actor: Actor, at: datetime) -> list[Membership]:
    """The seats the actor holds now."""
    return list(standing.held_by(actor, local_day(at))) if isinstance(actor, Person) else []


@dataclass(frozen=True)
class Meetings:
    """Meetings of a body: what is to come, and the latest that were held."""

    coming: list[Meeting]
    held: list[Meeting]


def meetings_of(body: Body, actor: Actor, at: datetime) -> Meetings:
    """The next three and the last five."""
    meetings = Meeting.objects.visible_to(actor, at=at).of(body).with_body()
    coming = meetings.coming().order_by("starts_at")[:3]
    held = meetings.exclude(pk__in=meetings.coming().values("pk")).order_by("-starts_at")[:5]
    return Meetings(list(coming), list(held))


def everything_about(body: Body, day: date, actor: Actor, at: datetime) -> dict[str, Any]:
    """What the page of a body shows."""
    gap = next(iter(standing.gaps(day, [body])), None)
    return {
        "term": standing.term_on(body, day),
        "members": standing.sits_in(body, day),
        "terms": standing.terms_of(body),
        "gap": gap,
        "gap_months": gap.months(day) if gap else 0,
        "relations": Relation.objects.filter(body=body).select_related("other"),
        "relations_to": Relation.objects.filter(other=body).select_related("body"),
        "parts": body.parts.all(),
        "meetings": meetings_of(body, actor, at),
        "server": body.server,
        "seats": body.seats.all(),
        "openings": Opening.objects.visible_to(actor, at=at).filter(body=body).order_by("-opens_on")[:5],
        "draws": body.draws.all()[:5],
        "inside": body.knows(actor, at),
    }


def term_page(term: Term, actor: Actor, at: datetime) -> dict[str, Any]:
    """What the page of a term shows; of what came out, only what this reader may know."""
    day = local_day(at)
    outputs = list(Output.objects.filter(term=term).select_related("carried_from__term", "carried_to__term"))
    known = known_to((output.about for output in outputs if output.about), actor, at=at)
    return {
        "members": term.members.select_related("person").order_by("pk"),
        "outputs": [(output, known.get(output.about)) for output in outputs],
        "open_outputs": sum(output.state == OutputState.OPEN for output in outputs),
        "runs": term.runs_on(day),
        "inside": term.body.knows(actor, at),
        "keeper": find(term.keeper) if term.keeper else None,
        "themes": [line for line in term.themes.splitlines() if line.strip()],
        "today": day,
    }


def seats_left(term: Term) -> list[tuple[str, int, int]]:
    """Each route with its seats and how many are taken."""
    taken = dict(term.members.filter(left_because="").values_list("route").annotate(n=Count("pk")).order_by())
    return [(seat.get_route_display(), seat.number, taken.get(seat.route, 0)) for seat in term.body.seats.all()]


def limits() -> list[tuple[Any, int, str]]:
    """The city's own numbers, which an appointment is held against."""
    return [(limit.label, number(limit), str(limit.source)) for limit in LIMITS]


@dataclass(frozen=True)
class Picture:
    """位置付けイメージ図: bodies in their lanes, and the lines between them."""

    columns: list[Lane]
    ties: list[Tie]


#: Whose table it is: that of citizens, that where both meet, that of city hall.
LANES = (
    (_("市民の会議体"), (BodyKind.NETWORK,)),
    (_("市民と行政のあいだ"), (BodyKind.ATTACHED, BodyKind.OUTLINE, BodyKind.JOINT, BodyKind.PART)),
    (_("行政の会議体"), (BodyKind.INTERNAL,)),
)


def picture(day: date) -> Picture:
    """The bodies of a day in their lanes, their relations as lines; a part is tied to its whole, a secretariat to its body."""
    it = standing.standing(day)
    by = {body.pk: body for body in it.bodies}
    columns = [Lane(label, [_box(b) for b in it.bodies if _stands_as(b, by) in kinds]) for label, kinds in LANES]
    ties = [Tie(line.body.name, line.other.name, line.get_kind_display()) for line in it.relations]
    parts = ((body, by.get(body.parent_id or 0)) for body in it.bodies)
    ties += [Tie(part.name, whole.name, _("の一部")) for part, whole in parts if whole]
    served = [body for body in it.bodies if body.secretariat_since and body.secretariat_since <= day]
    servers = find_all(body.secretariat for body in served)
    ties += [Tie(str(servers[body.secretariat]), body.name, _("事務局をつとめる")) for body in served]
    return Picture(columns, ties)


def _stands_as(body: Body, by: Mapping[int, Body]) -> str:
    """A part stands where its whole does: a team of citizens is at the table of citizens."""
    seen = {body.pk}
    while body.kind == BodyKind.PART and (whole := by.get(body.parent_id or 0)) and whole.pk not in seen:
        body = whole
        seen.add(body.pk)
    return body.kind


def _box(body: Body) -> Branch:
    return Branch(body.name, body.get_kind_display(), body.get_absolute_url())
