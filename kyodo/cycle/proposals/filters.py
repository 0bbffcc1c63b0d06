"""Paging the list of proposals."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from .models import Proposal

PAGE = 30


@dataclass(frozen=True)
class Page:
    """One page of a list that is read newest first."""

    rows: list[Proposal]
    older: str


def page_of(proposals: QuerySet[Proposal], *, after: str) -> Page:
    """Keyset paging: the page after a proposal, found by its reference."""
    last = Proposal.objects.filter(ref=after).values_list("submitted_at", "pk").first() if after else None
    if last and last[0]:
        proposals = proposals.filter(submitted_at__lte=last[0]).exclude(submitted_at=last[0], pk__gte=last[1])
    rows = list(proposals.order_by("-submitted_at", "-pk")[: PAGE + 1])
    return Page(rows[:PAGE], rows[PAGE - 1].ref if len(rows) > PAGE else "")
