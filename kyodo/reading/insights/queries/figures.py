"""The figures. Each says in its docstring what it counts; the page prints the same definition beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import mean, median
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, Min, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import GateOverride, Revision
from kyodo.cycle.agreements.states import Rule
from kyodo.cycle.collaborations.models import Collaboration, Lineage
from kyodo.cycle.collaborations.states import ENDED, Stage
from kyodo.cycle.evaluations.models import Evaluation, Voice
from kyodo.cycle.evaluations.states import State as EvaluationState
from kyodo.cycle.projects.models import Project
from kyodo.cycle.seeds import terms as seed_terms
from kyodo.cycle.seeds.models import Seed
from kyodo.cycle.seeds.states import State as SeedState
from kyodo.kernel.calendar import fiscal_span
from kyodo.offices.city.queries import local_day, number
from kyodo.offices.desk.models import Task
from kyodo.offices.papers.models import File
from kyodo.reading.insights.terms import LEAST_PEOPLE, WITHIN_DAYS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def moments_of(year: int) -> tuple[datetime, datetime]:
    """A fiscal year in Japan as moments: from its first, up to and without the second."""
    first, last = fiscal_span(year)
    begin, end = (timezone.make_aware(datetime.combine(d, time.min)) for d in (first, last + timedelta(days=1)))
    return begin, end


@dataclass(frozen=True)
class Counted:
    """One line of a table of counts, its cells in the order of the columns, with their sum."""

    label: StrOrPromise
    cells: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.cells)


def stages(years: Iterable[int], *, at: datetime) -> list[Counted]:
    """Shown cases by stage, one cell a fiscal year of receipt. What is past its end is a line of its own, never 実施中."""
    today, years = local_day(at), list(years)
    shown = Collaboration.objects.public(at=at).filter(year__in=years)
    rows = shown.values_list("stage", "year").annotate(n=Count("pk")).order_by()
    counts = {(stage, year): n for stage, year, n in rows}
    late = dict(shown.past_end(today).values_list("year").annotate(n=Count("pk")).order_by())
    for year, n in late.items():
        counts[Stage.RUNNING, year] -= n

    def line(stage: Stage) -> Counted:
        return Counted(stage.label, tuple(counts.get((stage.value, year), 0) for year in years))

    past = Counted(_("期限切れ・要判断"), tuple(late.get(year, 0) for year in years))
    return [one for stage in Stage for one in ((line(stage), past) if stage == Stage.RUNNING else (line(stage),))]


@dataclass(frozen=True)
class Answers:
    """最初のお返事: how seeds were answered, in open days from their receipt."""

    received: int
    answered: int
    in_time: int
    median: float | None
    waiting: int
    late: int
    oldest: date | None  #: the earliest date on which an answer was due and is still missing
    within: int

    @property
    def percent(self) -> int | None:
        """Share answered in time, of all answered."""
        return round(100 * self.in_time / self.answered) if self.answered else None


def answers(year: int, *, at: datetime) -> Answers:
    """Seeds received in a fiscal year; those waiting now are counted whenever they came."""
    begin, end = moments_of(year)
    seeds = Seed.objects.filter(received_at__gte=begin, received_at__lt=end).order_by()
    took = Counter(dict(seeds.values_list("answered_in").annotate(n=Count("pk"))))
    received, _open = took.total(), took.pop(None, 0)
    days = list(took.elements())
    within, today = number(seed_terms.FIRST_ANSWER), local_day(at)
    waiting = Seed.objects.filter(state=SeedState.RECEIVED).exclude(case__stage__in=ENDED)
    subjects = waiting.values_list(Concat(Value(f"{Seed._meta.label_lower}/"), "ref"))
    owed = Task.objects.overdue(today).filter(subject_ref__in=subjects).order_by()
    late = owed.aggregate(n=Count("pk"), oldest=Min("due"))
    return Answers(
        received=received, answered=len(days), in_time=sum(n <= within for n in days),
        median=median(days) if days else None, waiting=waiting.count(), late=late["n"], oldest=late["oldest"],
        within=within,
    )  # fmt: skip


@dataclass(frozen=True)
class Waived:
    """関門の免除: waivers by rule, rules nobody waived left out; and how much of the work begun needed one."""

    rules: list[Counted]
    begun: int
    with_waiver: int

    @property
    def percent(self) -> int | None:
        """Share of the projects begun that were begun with a rule waived."""
        return round(100 * self.with_waiver / self.begun) if self.begun else None


def waived(year: int) -> Waived:
    """Waivers given in a fiscal year; projects begun in it, and those of them with a waiver given before their start."""
    begin, end = moments_of(year)
    given = GateOverride.objects.filter(at__gte=begin, at__lt=end)
    counts = Counter(given.order_by().values_list("rule", flat=True))
    begun = Project.objects.filter(started_at__gte=begin, started_at__lt=end)
    before = GateOverride.objects.filter(agreement__case=OuterRef("case"), at__lte=OuterRef("started_at"))
    rules = [Counted(rule.label, (counts[rule.value],)) for rule in Rule if counts[rule.value]]
    return Waived(rules, begun.count(), begun.filter(Exists(before)).count())


@dataclass(frozen=True)
class Harvest:
    """次の種: what came of evaluations closed in a fiscal year."""

    closed: int
    with_seed: int
    seeds: int
    begun: int
    too_young: int  #: seeds that have not yet had a year and have not begun: counted in neither part of the rate

    @property
    def sown(self) -> int | None:
        """Share of evaluations that yielded at least one next seed."""
        return round(100 * self.with_seed / self.closed) if self.closed else None

    @property
    def rate(self) -> int | None:
        """Share of next seeds whose work began within a year, of those that have begun or have had their year."""
        ripe = self.seeds - self.too_young
        return round(100 * self.begun / ripe) if ripe else None


def harvest(year: int, *, at: datetime) -> Harvest:
    """Evaluations made public in a fiscal year, the cases that grew from theirs, and which of these began in time."""
    begin, end = moments_of(year)
    closed = Evaluation.objects.filter(state=EvaluationState.CLOSED, closed_at__gte=begin, closed_at__lt=end)
    links = Lineage.objects.filter(parent__in=closed.values("case")).values_list(
        "parent", "linked_at", "child__starts_on"
    )
    rows = [(parent, local_day(sown) + timedelta(days=WITHIN_DAYS), starts) for parent, sown, starts in links]
    begun = sum(starts is not None and starts <= last for _parent, last, starts in rows)
    young = sum(starts is None and local_day(at) <= last for _parent, last, starts in rows)
    return Harvest(closed.count(), len({parent for parent, *_rest in rows}), len(rows), begun, young)


@dataclass(frozen=True)
class Disclosed:
    """公開の数: items and files that are open, and those withheld with a reason and a date to look again."""

    items_open: int
    items_withheld: int
    files_open: int
    files_withheld: int
    to_review: int

    @property
    def percent(self) -> int | None:
        """Share of everything that is open."""
        total = self.items_open + self.items_withheld + self.files_open + self.files_withheld
        return round(100 * (self.items_open + self.files_open) / total) if total else None


def items_disclosed() -> tuple[int, int]:
    """How many items the agreements in force open and withhold. Reads every one of them."""
    newest = Revision.objects.filter(agreement=OuterRef("agreement")).order_by("-number").values("pk")[:1]
    in_force = Revision.objects.filter(pk=Subquery(newest)).values_list("content", flat=True)
    items = Counter(bool(row.get("public", True)) for content in in_force for row in _disclosure(content))
    return items[True], items[False]


def disclosed(items: tuple[int, int], *, at: datetime) -> Disclosed:
    """The items of agreements, as they were counted, with the files of cases."""
    files = File.objects.standing().filter(whole__startswith=f"{Collaboration._meta.label_lower}/")
    withheld = files.withheld()
    today = local_day(at)
    return Disclosed(
        *items, files.count() - withheld.count(), withheld.count(),
        withheld.filter(review_on__lte=today).count(),
    )  # fmt: skip


def _disclosure(content: Mapping[str, object]) -> list[Mapping[str, object]]:
    rows = content.get("disclosure") or []
    return list(rows) if isinstance(rows, list) else []


@dataclass(frozen=True)
class People:
    """How many people were reached; None where so few that a number could point at somebody."""

    participants: int | None
    voices: int | None
    content: float | None


def people(year: int) -> People:
    """Participants reported for work begun in a fiscal year; voices of those it was for, heard in it."""
    begin, end = moments_of(year)
    took_part = Project.objects.filter(case__carried_year=year).aggregate(n=Sum("participants"))["n"] or 0
    closed = Voice.objects.filter(evaluation__state=EvaluationState.CLOSED)
    scores = list(closed.filter(heard_at__gte=begin, heard_at__lt=end).values_list("score", flat=True))
    enough = len(scores) >= LEAST_PEOPLE
    return People(shown(took_part), shown(len(scores)), round(mean(scores), 1) if enough else None)


def shown(count: int) -> int | None:
    """A count of people, or None where it is too small to be shown; nobody at all is no secret."""
    return count if count == 0 or count >= LEAST_PEOPLE else None
