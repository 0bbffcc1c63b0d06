"""Reading recommendations: lists, one recommendation, both views of it, who owns nothing, how many were done in four years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Q, QuerySet

from kyodo.deliberation.recommendations.models import (
    Impression,
    Measure,
    Recommendation,
    Report,
)
from kyodo.deliberation.recommendations.models.recommendation import RecommendationQuerySet
from kyodo.deliberation.recommendations.states import (
    RANK,
    ClosedAs,
    ClosureState,
    Level,
    PlanState,
    Voice,
)
from kyodo.deliberation.recommendations.terms import RATE_YEARS
from kyodo.kernel.calendar import fiscal_year
from kyodo.kernel.text import search_key
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day, number


@dataclass(frozen=True)
class TwoViews:
    """The city's view and the view of those who recommended, side by side; how citizens find it, counted. Never averaged."""

    city: Level
    committee: Impression | None
    citizens: tuple[tuple[Level, int], ...]  #: every level with how many citizens chose it
    mine: Impression | None = None

    @property
    def steps(self) -> int | None:
        """By how many levels the city's view is the higher one; negative where it is the lower, None while one is silent."""
        return None if self.committee is None else RANK[self.city] - RANK[Level(self.committee.level)]

    @property
    def gap(self) -> int:
        """The size of the difference."""
        return abs(self.steps or 0)

    @property
    def voices(self) -> int:
        """How many citizens have said something."""
        return sum(n for _level, n in self.citizens)


def two_views(recommendations: Iterable[Recommendation], *, reader: str = "") -> dict[int, TwoViews]:
    """Both views of many recommendations, in one query."""
    rows = list(recommendations)
    committee: dict[int, Impression] = {}
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    mine: dict[int, Impression] = {}
    for view in Impression.objects.filter(recommendation__in=rows, current=True):
        if view.voice == Voice.COMMITTEE:
            committee[view.recommendation_id] = view
        else:
            counts[view.recommendation_id][view.level] += 1
            if view.by_ref == reader:
                mine[view.recommendation_id] = view
    return {
        r.pk: TwoViews(
            Level(r.implementation.state), committee.get(r.pk), tuple((lv, counts[r.pk][lv]) for lv in Level), mine.get(r.pk)
        )
        for r in rows
    }  # fmt: skip


def register(
    *, q: str = "", section: Section | None = None, response: str = "", level: str = "", open_only: bool = False
) -> RecommendationQuerySet:
    """The register of recommendations, narrowed."""
    rows = Recommendation.objects.whole_rows()
    if q:
        rows = rows.filter(Q(title__icontains=search_key(q)) | Q(title__icontains=q) | Q(text__icontains=q))
    if section:
        rows = rows.filter(section=section)
    if response:
        rows = rows.filter(response__state=response)
    if level:
        rows = rows.filter(implementation__state=level)
    return rows.filter(closure__state=ClosureState.OPEN) if open_only else rows


def ownerless_recommendations() -> list[Recommendation]:
    """Recommendations that no section of today is in charge of."""
    rows = Recommendation.objects.whole_rows().filter(closure__state=ClosureState.OPEN)
    nobody = rows.filter(Q(section=None) | Q(section__until__isnull=False))
    return [r for r in nobody if (s := r.addressee) is None or s.until is not None]


def ownerless_measures() -> list[Measure]:
    """Measures of plans not superseded that no section of today carries."""
    rows = Measure.objects.exclude(plan__state=PlanState.SUPERSEDED).select_related("plan", "section__successor")
    nobody = rows.filter(Q(section=None) | Q(section__until__isnull=False))
    return [m for m in nobody if (s := m.addressee) is None or s.until is not None]


@dataclass(frozen=True)
class Cohort:
    """What was recommended in one fiscal year, and how much of it was done within the city's number of years."""

    year: int
    total: int
    done: int  #: the city says 完了, on evidence, within the years
    confirmed: int  #: somebody else closed it as done
    felt: int  #: those who recommended find it done
    is_over: bool  #: the years have passed for every recommendation of the cohort
    years: int

    @property
    def percent(self) -> int:
        """Of those recommended, how many in a hundred the city says are done."""
        return round(100 * self.done / self.total)


def cohorts(at: datetime) -> list[Cohort]:
    """四年実施率: for each fiscal year in which something was recommended, newest first."""
    today, years = local_day(at), number(RATE_YEARS)
    felt = set(
        Impression.objects.filter(voice=Voice.COMMITTEE, current=True, level=Level.DONE).values_list("recommendation", flat=True)
    )  # fmt: skip
    groups: dict[int, list[tuple[int, date, date | None, str]]] = defaultdict(list)
    columns = ("pk", "report__handed_on", "implementation__done_on", "closure__closed_as")
    for pk, handed_on, done_on, closed_as in Recommendation.objects.order_by().values_list(*columns):
        groups[fiscal_year(handed_on)].append((pk, handed_on, done_on, closed_as))
    return [_cohort(year, groups[year], felt, today=today, years=years) for year in sorted(groups, reverse=True)]


def _cohort(
    year: int, rows: list[tuple[int, date, date | None, str]], felt: set[int], *, today: date, years: int
) -> Cohort:
    span = relativedelta(years=years)
    return Cohort(
        year=year,
        total=len(rows),
        done=sum(done_on is not None and done_on <= handed_on + span for _pk, handed_on, done_on, _as in rows),
        confirmed=sum(closed_as == ClosedAs.DONE for _pk, _handed, _done, closed_as in rows),
        felt=sum(pk in felt for pk, _handed, _done, _as in rows),
        is_over=all(handed_on + span <= today for _pk, handed_on, _done, _as in rows),
        years=years,
    )


def reports() -> QuerySet[Report]:
    """Every paper of recommendations, newest first, with what stands in it."""
    return Report.objects.prefetch_related("recommendations")
