"""Reading services: lists, this year's progress, comparison with the year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, QuerySet

from kyodo.kernel.access import Actor

from .models import Review, Service
from .states import ReviewState, Room


def listed(actor: Actor, *, at: datetime) -> QuerySet[Service]:
    """Services for a list, each with its reviews, newest first."""
    reviews = Prefetch("reviews", queryset=Review.objects.order_by("-year"))
    return Service.objects.visible_to(actor, at=at).select_related("section").prefetch_related(reviews)


@dataclass(frozen=True)
class YearCount:
    """How far one year's reviews are."""

    year: int
    total: int
    by_state: dict[str, int]
    by_verdict: dict[str, int]
    owed_themes: int


def year_count(year: int) -> YearCount:
    """年度の集計: states and verdicts, in three queries."""
    reviews = Review.objects.filter(year=year)
    states = dict(reviews.values_list("state").annotate(n=Count("pk")).order_by())
    verdicts = dict(reviews.filter(state=ReviewState.DECIDED).values_list("verdict").annotate(n=Count("pk")).order_by())
    return YearCount(year, sum(states.values()), states, verdicts, verdicts.get(Room.YES, 0))


def years() -> list[int]:
    """Years that have reviews, newest first."""
    return list(Review.objects.order_by("-year").values_list("year", flat=True).distinct())
