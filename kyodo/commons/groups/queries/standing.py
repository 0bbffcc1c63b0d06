"""Who acts for which group, until when registrations hold, and how fresh entries are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from kyodo.commons.groups.models import Conditions, Confirmation, Group, Membership
from kyodo.commons.groups.states import SPEAKERS, Part, Role, State
from kyodo.commons.groups.terms import CONDITIONS, FRESH_MONTHS, RENEWAL_DAYS, VALID_YEARS
from kyodo.kernel.access import Actor, Capacity, Side, refs_of
from kyodo.kernel.calendar import fiscal_span, fiscal_year
from kyodo.offices.city.queries import local_day, number, numbers
from kyodo.offices.people.models import Person

GROUP = Group._meta.label_lower


def capacities_of(person: Person, at: datetime) -> list[Capacity]:
    """資格 by membership: one for each group the person belongs to on that day."""
    held = Membership.objects.on(local_day(at)).filter(person=person).exclude(group__state=State.CANCELLED)
    acts = held.values_list("group__ref", "group__name", "role")
    return [Capacity(f"{GROUP}/{ref}", role, f"{name} {Role(role).label}", Side.CITIZENS) for ref, name, role in acts]


def people_holding(ref: str, at: datetime) -> QuerySet[Person] | list[Person]:
    """Who speaks for a group now: its representative and contacts."""
    if not ref.startswith(f"{GROUP}/"):
        return []
    held = Membership.objects.on(local_day(at)).filter(group__ref=ref.partition("/")[2], role__in=SPEAKERS)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)


def groups_of(person: Person, at: datetime) -> QuerySet[Group]:
    """The groups a person may speak for now, for forms that ask 「どの団体として」."""
    held = Membership.objects.on(local_day(at)).filter(person=person, role__in=SPEAKERS)
    return Group.objects.filter(pk__in=held.values("group")).exclude(state=State.CANCELLED)


def kept_about(person: Person) -> list[dict[str, Any]]:
    """What is kept about a person here, for whoever asks for their own data."""
    held = Membership.objects.filter(person=person).order_by("since", "pk")
    return [{**row} for row in held.values("group__name", "role", "title", "since", "until")]


def mine(actor: Actor, at: datetime) -> list[Group]:
    """The groups the actor belongs to now."""
    prefix = f"{GROUP}/"
    refs = [ref.removeprefix(prefix) for ref in refs_of(actor, at) if ref.startswith(prefix)]
    return list(Group.objects.filter(ref__in=refs)) if refs else []


def validity_from(day: date) -> date:
    """有効期限: 31 March of the last fiscal year of the validity. 登録の直前に期限が来るときは次の年度まで."""
    own = numbers([VALID_YEARS, RENEWAL_DAYS])
    first = day + timedelta(days=own[RENEWAL_DAYS.key])
    return fiscal_span(fiscal_year(first) + own[VALID_YEARS.key] - 1)[1]


def validity_after(group: Group, day: date) -> date:
    """The end of the next validity: counted from the old end, or from today where that is long past."""
    start = max(day, group.valid_until + timedelta(days=1)) if group.valid_until else day
    return fiscal_span(fiscal_year(start) + number(VALID_YEARS) - 1)[1]


def to_ask(day: date) -> QuerySet[Group]:
    """Registrations whose renewal has opened and who have not yet been asked for it."""
    opened = day + timedelta(days=number(RENEWAL_DAYS))
    waiting = Q(asked_for=None) | Q(asked_for__lt=F("valid_until"))
    return Group.objects.current(day).filter(waiting, valid_until__lte=opened)


def conditions() -> tuple[str, ...]:
    """登録の要件: the city's newest statements, or the program's."""
    adopted = Conditions.objects.first()
    return adopted.statements if adopted else tuple(map(str, CONDITIONS))


@dataclass(frozen=True)
class Freshness:
    """情報の日付: a part of the entries, when it was last confirmed, and whether that is recent."""

    part: Part
    confirmation: Confirmation | None
    fresh: bool
    months: int


def freshness(group: Group, day: date) -> dict[str, Freshness]:
    """How fresh each part of the entries is, by its name."""
    months = number(FRESH_MONTHS)
    by_part = {c.part: c for c in group.confirmations.all()}
    return {
        part.value: Freshness(
            part, known := by_part.get(part), known is not None and known.is_fresh(day, months=months), months
        )
        for part in Part
    }


def is_stale(group: Group, day: date) -> bool:
    """Whether some part was not confirmed within the months in which entries count as fresh."""
    return not all(part.fresh for part in freshness(group, day).values())
