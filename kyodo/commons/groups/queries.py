"""Reading the register: who acts for which group, when registrations end, which groups may be the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Capacity, Side
from kyodo.kernel.calendar import fiscal_span, fiscal_year
from kyodo.kernel.text import name_key
from kyodo.offices.city.policies import roles_of
from kyodo.offices.city.queries import local_day, number, numbers
from kyodo.offices.people.models import Person

from .models import Conditions, Confirmation, Group, Membership
from .states import SPEAKERS, Part, Role, State
from .terms import CONDITIONS, FRESH_MONTHS, PAGE_SIZE, RENEWAL_DAYS, VALID_YEARS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def capacities_of(person: Person, at: datetime) -> list[Capacity]:
    """資格 by membership: one for each group the person belongs to on that day."""
    held = Membership.objects.on(local_day(at)).filter(person=person).exclude(group__state=State.CANCELLED)
    return [
        Capacity(m.group.subject, m.role, f"{m.group.name} {m.get_role_display()}", Side.CITIZENS)
        for m in held.select_related("group").only("role", "group__ref", "group__name")
    ]


def people_holding(ref: str, at: datetime) -> QuerySet[Person] | list[Person]:
    """Who speaks for a group now: its representative and contacts."""
    if not ref.startswith(f"{Group._meta.label_lower}/"):
        return []
    held = Membership.objects.on(local_day(at)).filter(group__ref=ref.partition("/")[2], role__in=SPEAKERS)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)


def groups_of(person: Person, at: datetime) -> QuerySet[Group]:
    """The groups a person may speak for now, for forms that ask 「どの団体として」."""
    held = Membership.objects.on(local_day(at)).filter(person=person, role__in=SPEAKERS)
    return Group.objects.filter(pk__in=held.values("group")).exclude(state=State.CANCELLED)


def validity_from(day: date) -> date:
    """有効期限: 31 March of the last fiscal year of the validity. 登録の直前に期限が来るときは次の年度まで."""
    own = numbers([VALID_YEARS, RENEWAL_DAYS])
    first = day + timedelta(days=own[RENEWAL_DAYS.key])
    return fiscal_span(fiscal_year(first) + own[VALID_YEARS.key] - 1)[1]


def validity_after(group: Group, day: date) -> date:
    """The end of the next validity: counted from the old end, or from today where that is long past."""
    start = max(day, group.valid_until + timedelta(days=1)) if group.valid_until else day
    return fiscal_span(fiscal_year(start) + number(VALID_YEARS) - 1)[1]


def conditions() -> tuple[str, ...]:
    """登録の要件: the city's newest statements, or the program's."""
    adopted = Conditions.objects.first()
    return adopted.statements if adopted else tuple(map(str, CONDITIONS))


@dataclass(frozen=True)
class Alike:
    """重複の候補: a group that may be the same, and in what the two agree."""

    group: Group
    because: tuple[StrOrPromise, ...]


def alike(
    *, name: str, kana: str = "", phone: str = "", but: Group | None = None, seen_by: Actor, at: datetime
) -> list[Alike]:
    """Groups that may be this one. Shown as a warning, never a bar; a closed phone number betrays nothing to others."""
    phone = phone if roles_of(seen_by, at) else ""
    key = name_key(name)
    same = Q(name_key=key) | (Q(kana=kana) if kana else Q()) | (Q(phone=phone) if phone else Q())
    found = Group.objects.visible_to(seen_by, at=at).exclude(state=State.CANCELLED).filter(same)
    if but is not None:
        found = found.exclude(pk=but.pk)
    return [Alike(group, tuple(_agreements(group, key=key, kana=kana, phone=phone))) for group in found[:10]]


def _agreements(group: Group, *, key: str, kana: str, phone: str) -> Iterator[StrOrPromise]:
    if group.name_key == key:
        yield _("名前がほぼ同じ")
    if kana and group.kana == kana:
        yield _("フリガナが同じ")
    if phone and group.phone == phone:
        yield _("電話番号が同じ")


@dataclass(frozen=True)
class Search:
    """団体をさがす: what a visitor asks of the list."""

    text: str = ""
    field: int | None = None
    ward: str = ""
    looking: bool = False
    lapsed: bool = False


def found(search: Search, *, at: datetime) -> QuerySet[Group]:
    """The public list: current registrations, lapsed ones only where asked for."""
    day = local_day(at)
    groups = Group.objects.registered() if search.lapsed else Group.objects.current(day)
    if search.text.strip():
        groups = groups.named(search.text)
    if search.field:
        groups = groups.filter(fields__code=search.field)
    if search.ward:
        groups = groups.filter(wards__ref=search.ward)
    if search.looking:
        groups = groups.filter(looking_for_members=True)
    return groups.order_by("sort_key", "pk")


def page_of(groups: QuerySet[Group], *, after: str = "", size: int = PAGE_SIZE) -> tuple[list[Group], str]:
    """One page and the reference to ask the next one with, "" on the last."""
    last = Group.objects.filter(ref=after).only("pk", "sort_key").first() if after else None
    if last:
        groups = groups.after(last)  # type: ignore[attr-defined]
    rows = list(groups.prefetch_related("fields", "wards")[: size + 1])
    return rows[:size], rows[size - 1].ref if len(rows) > size else ""


def with_people(groups: QuerySet[Group], day: date) -> QuerySet[Group]:
    """Groups with their present memberships at hand as `now_in`, in one query more."""
    present = Membership.objects.on(day).select_related("person").order_by("role", "since", "pk")
    return groups.prefetch_related(Prefetch("memberships", queryset=present, to_attr="now_in"))


def speaker_of(group: Group, role: Role, memberships: Iterable[Membership]) -> Membership | None:
    """The representative or the first contact among these memberships."""
    return next((m for m in memberships if m.role == role), None)


@dataclass(frozen=True)
class Freshness:
    """情報の日付: a part of the entries, when it was last confirmed, and whether that is recent."""

    part: Part
    confirmation: Confirmation | None
    fresh: bool


def freshness(group: Group, day: date) -> list[Freshness]:
    """How fresh each part of the entries is."""
    months = number(FRESH_MONTHS)
    by_part = {c.part: c for c in group.confirmations.all()}
    return [
        Freshness(part, known := by_part.get(part), known is not None and known.is_fresh(day, months=months))
        for part in Part
    ]


def to_ask(day: date) -> QuerySet[Group]:
    """Registrations whose renewal has opened and who have not yet been asked for it."""
    opened = day + timedelta(days=number(RENEWAL_DAYS))
    waiting = Q(asked_for=None) | Q(asked_for__lt=F("valid_until"))
    return Group.objects.current(day).filter(waiting, valid_until__lte=opened)
