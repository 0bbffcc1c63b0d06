"""Narrowing and paging the list of consultations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from .forms import FilterForm
from .models import Consultation
from .queries import PAGE
from .states import Phase, State


def narrowed(rows: QuerySet[Consultation], form: FilterForm, *, today: date) -> QuerySet[Consultation]:
    """What the filter leaves; an unreadable filter leaves all."""
    if not form.is_valid():
        return rows
    given = form.cleaned_data
    phases = {
        Phase.OPEN: Q(state=State.PUBLISHED, opens_on__lte=today, closes_on__gte=today),
        "work": Q(state=State.PUBLISHED, closes_on__lt=today) | Q(state__in=(State.REVIEW, State.ADOPTED)),
        "told": Q(state__in=(State.RESULT, State.ENACTED)),
    }
    if given["phase"]:
        rows = rows.filter(phases[given["phase"]])
    return rows.filter(section=given["section"]) if given["section"] else rows


@dataclass(frozen=True)
class Page:
    """One page of a list that is read newest first."""

    rows: list[Consultation]
    older: str


def page_of(rows: QuerySet[Consultation], *, after: str) -> Page:
    """Keyset paging: the page after a consultation, found by its reference."""
    last = Consultation.objects.filter(ref=after).first() if after else None
    if last:
        rows = rows.filter(created_at__lte=last.created_at).exclude(created_at=last.created_at, pk__gte=last.pk)
    found = list(rows.order_by("-created_at", "-pk")[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].ref if len(found) > PAGE else "")
