"""Finding groups: the public list page by page, and groups that may be the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import State
from kyodo.commons.groups.terms import PAGE_SIZE
from kyodo.kernel.access import Actor
from kyodo.kernel.text import name_key
from kyodo.offices.city.policies import roles_of
from kyodo.offices.city.queries import local_day

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Search:
    """団体をさがす: what a visitor asks of the list."""

    text: str = ""
    field: int | None = None
    ward: str = ""
    looking: bool = False
    involvement: str = ""
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
        # No ward named: the whole city. Asked row by row, so that the list stops at the end of its page.
        named = Group.wards.through._default_manager.filter(group=OuterRef("pk"))
        groups = groups.filter(Exists(named.filter(ward__ref=search.ward)) | ~Exists(named))
    if search.looking:
        groups = groups.filter(looking_for_members=True)
    if search.involvement:
        groups = groups.filter(looking_for_members=True, involvement=search.involvement)
    return groups.order_by("sort_key", "pk")


def page_of(groups: QuerySet[Group], *, after: str = "", size: int = PAGE_SIZE) -> tuple[list[Group], str]:
    """One page and the reference to ask the next one with, "" on the last."""
    last = Group.objects.filter(ref=after).only("pk", "sort_key").first() if after else None
    if last:
        groups = groups.after(last)  # type: ignore[attr-defined]
    rows = list(groups.prefetch_related("fields", "wards")[: size + 1])
    return rows[:size], rows[size - 1].ref if len(rows) > size else ""


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


def numbers_held(numbers: Iterable[str]) -> dict[str, str]:
    """Which of these numbers the register gave out already, and to whom."""
    return dict(Group.objects.filter(number__in=set(numbers) - {""}).values_list("number", "name"))


def alike_rows(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, Group]]:
    """Rows of a file that may already be in the register, in one query for some hundred of them."""
    waiting, found = iter(rows), list[tuple[str, Group]]()
    while some := list(islice(waiting, 500)):
        found += _alike_among(some)
    return found


def _alike_among(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, Group]]:
    keys = {name_key(row["name"]): row["name"] for row in rows}
    kanas = {row["kana"]: row["name"] for row in rows if row.get("kana")}
    phones = {row["phone"]: row["name"] for row in rows if row.get("phone")}
    same = Q(name_key__in=keys) | Q(kana__in=kanas) | Q(phone__in=phones)
    held = Group.objects.exclude(state=State.CANCELLED).filter(same)
    return [(keys.get(g.name_key) or kanas.get(g.kana) or phones[g.phone], g) for g in held]


def twins(rows: Iterable[tuple[int, Mapping[str, Any]]]) -> Iterator[tuple[int, str, int, str]]:
    """Rows of a file that may be the same group as an earlier row of it, by name, reading or telephone: both, with their places."""
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    for place, row in rows:
        marks = [("name", name_key(row["name"])), *((kind, row.get(kind, "")) for kind in ("kana", "phone"))]
        marks = [mark for mark in marks if mark[1]]
        if earlier := next((seen[mark] for mark in marks if mark in seen), None):
            yield place, row["name"], *earlier
        for mark in marks:
            seen.setdefault(mark, (place, row["name"]))
