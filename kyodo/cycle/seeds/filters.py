"""Narrowing and paging the list of seeds."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from .forms import FilterForm
from .models import Seed

PAGE = 30


def narrowed(seeds: QuerySet[Seed], form: FilterForm) -> QuerySet[Seed]:
    """The seeds the filter leaves; an unreadable filter leaves all."""
    if not form.is_valid():
        return seeds
    given = form.cleaned_data
    if given["direction"]:
        seeds = seeds.filter(case__direction=given["direction"])
    if given["state"]:
        seeds = seeds.filter(state=given["state"])
    if given["ward"]:
        seeds = seeds.filter(case__ward=given["ward"])
    return seeds.filter(section=given["section"]) if given["section"] else seeds


@dataclass(frozen=True)
class Page:
    """One page of a list that is read newest first."""

    rows: list[Seed]
    older: str


def page_of(seeds: QuerySet[Seed], *, after: str) -> Page:
    """Keyset paging: the page after a seed, found by its reference."""
    last = Seed.objects.filter(ref=after).values_list("received_at", "pk").first() if after else None
    if last:
        seeds = seeds.filter(received_at__lte=last[0]).exclude(received_at=last[0], pk__gte=last[1])
    rows = list(seeds.order_by("-received_at", "-pk")[: PAGE + 1])
    return Page(rows[:PAGE], rows[PAGE - 1].ref if len(rows) > PAGE else "")
