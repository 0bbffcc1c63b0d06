"""Bodies as they stand on a day: which exist, who sits in them, how they stand to each other, and who holds the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from kyodo.commons.groups.models import Group
from kyodo.deliberation.councils.models.body import Body, Relation
from kyodo.deliberation.councils.models.seat import Membership
from kyodo.deliberation.councils.models.term import Output, Term
from kyodo.deliberation.councils.states.bodies import OutputState, Post, RelationKind
from kyodo.kernel.access import Capacity, Side, find_all
from kyodo.offices.city.queries import local_day, sections_on
from kyodo.offices.city.queries import people_holding as people_of_section
from kyodo.offices.people.models import Person

BODY = Body._meta.label_lower


def capacities_of(person: Person, at: datetime) -> list[Capacity]:
    """資格 by seat: one for each body in which the person sits on that day, and for each joint body that it joins."""
    day = local_day(at)
    held = Membership.objects.on(day).filter(person=person)
    seats = list(held.values_list("term__body", "term__body__ref", "term__body__name", "post", "side"))
    if not seats:
        return []
    sides = {pk: Side(side) for pk, _ref, _name, _post, side in seats}
    joins = Relation.objects.on(day).filter(kind=RelationKind.JOINS, body__in=sides)
    joined = joins.values_list("body", "other__ref", "other__name")
    return [
        *(_acting(ref, name, Post(post), Side(side)) for _pk, ref, name, post, side in seats),
        *(_acting(ref, name, Post.MEMBER, sides[pk]) for pk, ref, name in joined),
    ]


def _acting(ref: str, name: str, post: Post, side: Side) -> Capacity:
    return Capacity(f"{BODY}/{ref}", post, f"{name} {post.label}", side)


def people_holding(ref: str, at: datetime) -> QuerySet[Person] | list[Person]:
    """Everybody with an account who sits in a body now, or in one that joins it."""
    if not ref.startswith(f"{BODY}/"):
        return []
    day, ref = local_day(at), ref.partition("/")[2]
    joining = Relation.objects.on(day).filter(kind=RelationKind.JOINS, other__ref=ref).values("body")
    held = Membership.objects.on(day).filter(Q(term__body__ref=ref) | Q(term__body__in=joining))
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)


def held_by(person: Person, day: date) -> QuerySet[Membership]:
    """The seats a person holds on a day, with their bodies."""
    return Membership.objects.on(day).filter(person=person).select_related("term__body__section")


def sits_in(body: Body, day: date) -> QuerySet[Membership]:
    """Who sits in a body on a day, in the order of the roster."""
    return Membership.objects.on(day).filter(term__body=body).select_related("person", "term")


@dataclass(frozen=True)
class Keeper:
    """期の間の受け持ち: a body in which nobody sits, and who holds what its last term left."""

    body: Body
    term: Term | None
    keeper: object | None
    since: date

    def months(self, day: date) -> int:
        """For how many whole months nobody has sat there."""
        return (day.year - self.since.year) * 12 + day.month - self.since.month - (day.day < self.since.day)


def keepers(body: Body, at: datetime) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who can answer between two terms or serve a body: sections, bodies, groups, and by name who sits in it or serves it."""
    day = local_day(at)
    seated = sits_in(body, day).exclude(person=None).filter(shows_name=True)
    people = {p.subject: p.name for p in people_of_section(body.section.subject, at)}
    people |= {seat.person.subject: seat.name for seat in seated if seat.person}
    return [
        (_("課"), [(section.subject, section.name) for section in sections_on(day)]),
        (_("会議体"), [(it.subject, it.name) for it in Body.objects.on(day).order_by("kana", "pk")]),
        (_("団体"), [(it.subject, it.name) for it in Group.objects.current(day).order_by("kana", "pk")]),
        (_("人（氏名が公開されます）"), list(people.items())),
    ]


def answerable(body: Body, at: datetime) -> set[str]:
    """The subjects of all of them."""
    return {subject for _label, rows in keepers(body, at) for subject, _name in rows}


def gaps(day: date, bodies: Sequence[Body] | None = None) -> list[Keeper]:
    """Bodies in which no term runs on a day, each with whoever answers for it."""
    held = Body.objects.on(day) if bodies is None else Body.objects.on(day).filter(pk__in=[b.pk for b in bodies])
    running = Term.objects.on(day).values("body")
    terms = Term.objects.filter(since__lte=day).order_by("-since")
    empty = list(held.exclude(pk__in=running).select_related("section").prefetch_related(Prefetch("terms", terms)))
    last = {body.pk: next(iter(body.terms.all()), None) for body in empty}
    keepers = find_all(term.keeper for term in last.values() if term and term.keeper)
    found = []
    for body in empty:
        term = last[body.pk]
        left = (term.last_day if term else None) or body.since
        found.append(Keeper(body, term, keepers.get(term.keeper) if term else None, left))
    return found


def term_on(body: Body, day: date) -> Term | None:
    """The term that runs on a day."""
    return Term.objects.on(day).filter(body=body).order_by("-since").first()


def terms_of(body: Body) -> QuerySet[Term]:
    """Every term of a body, the newest first, with what it set out to make."""
    return body.terms.prefetch_related("outputs").order_by("-since")


def unfinished(body: Body) -> QuerySet[Output]:
    """What terms that are over left undone and nobody has taken over."""
    return Output.objects.filter(term__body=body, state=OutputState.OPEN).select_related("term")


@dataclass(frozen=True)
class Standing:
    """位置付け: the bodies of one day and the lines between them."""

    day: date
    bodies: list[Body]
    relations: list[Relation]

    def of(self, body: Body) -> list[Relation]:
        """The lines that begin at a body."""
        return [it for it in self.relations if it.body_id == body.pk]


def standing(day: date) -> Standing:
    """Which bodies exist on a day and how they stand to each other."""
    members = Count(
        "terms__members",
        filter=Q(terms__members__since__lte=day) & (Q(terms__members__until=None) | Q(terms__members__until__gte=day)),
    )
    bodies = list(
        Body.objects.on(day).select_related("section", "parent").annotate(sitting=members).order_by("kana", "pk")
    )
    known = {body.pk for body in bodies}
    lines = Relation.objects.on(day).filter(body__in=known, other__in=known).select_related("body", "other")
    return Standing(day, bodies, list(lines))
