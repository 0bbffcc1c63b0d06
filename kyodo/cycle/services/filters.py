"""Narrowing and paging the list of services."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from .forms import FilterForm
from .models import Service

PAGE = 50


def narrowed(services: QuerySet[Service], form: FilterForm, *, year: int) -> QuerySet[Service]:
    """The services the filter leaves; an unreadable filter leaves all."""
    if not form.is_valid():
        return services
    given = form.cleaned_data
    if given["q"]:
        services = services.filter(name__icontains=given["q"])
    if given["section"]:
        services = services.filter(section=given["section"])
    if given["zone"]:
        services = services.filter(zone=given["zone"])
    reviewed = {name: given[name] for name in ("state", "verdict") if given[name]}
    if reviewed:
        services = services.filter(
            **{f"reviews__{name}": value for name, value in reviewed.items()}, reviews__year=year
        )
    return services


@dataclass(frozen=True)
class Page:
    """One page of the list, in the order of the codes."""

    rows: list[Service]
    older: str


def page_of(services: QuerySet[Service], *, after: str) -> Page:
    """The page after a code."""
    rows = list((services.filter(code__gt=after) if after else services).order_by("code")[: PAGE + 1])
    return Page(rows[:PAGE], rows[PAGE - 1].code if len(rows) > PAGE else "")
