"""Reading services: lists, this year's progress, comparison with the year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from kyodo.kernel.access import Actor
from kyodo.offices.city.models import Section
from kyodo.offices.desk.queries import waiting_rows

from .models import Batch, Review, Service
from .states import BatchState, ReviewState, Room

SHOWN = 30  #: rows of an imported list on its page


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
    owed_themes: int  #: found to have room, and neither a theme nor a reason has followed yet


def year_count(year: int) -> YearCount:
    """年度の集計: states and verdicts, and the themes that are still owed, in three queries."""
    reviews = Review.objects.filter(year=year)
    states = dict(reviews.values_list("state").annotate(n=Count("pk")).order_by())
    verdicts = dict(reviews.filter(state=ReviewState.DECIDED).values_list("verdict").annotate(n=Count("pk")).order_by())
    waiting = reviews.filter(state=ReviewState.DECIDED, verdict=Room.YES, themes=None, no_theme_because="")
    return YearCount(year, sum(states.values()), states, verdicts, waiting.count())


def themes_of(review: Review) -> list[Any]:
    """The themes that came of a review, each with how many have answered it. They lie in the room above, reached backwards."""
    return list(review.themes.select_related("seed__case").annotate(answer_count=Count("seed__answers")))


def years() -> list[int]:
    """Years that have reviews, newest first."""
    return list(Review.objects.order_by("-year").values_list("year", flat=True).distinct())


@dataclass(frozen=True)
class Looked:
    """What an imported list brings: its first rows, each with its section, and how many are in the register already."""

    rows: list[tuple[Any, Section | None]]
    known: int


def looked_at(batch: Batch) -> Looked:
    """The rows while they wait to be confirmed; afterwards the services they became."""
    if batch.state == BatchState.PREVIEW:
        rows = list(waiting_rows(batch))
        known = Service.objects.filter(code__in=[row["code"] for row in rows]).count()
        sections = {it.ref: it for it in Section.objects.filter(ref__in={row["section"] for row in rows[:SHOWN]})}
        return Looked([(row, sections.get(row["section"])) for row in rows[:SHOWN]], known)
    codes = list(batch.changes.values_list("code", flat=True)[:SHOWN])
    became = Service.objects.filter(code__in=codes).select_related("section")
    return Looked([(it, it.section) for it in became], batch.changes.filter(before__isnull=False).count())
