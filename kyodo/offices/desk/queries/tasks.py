"""Tasks as people read them: with the days left, by whom, and when they are spoken of next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from kyodo.kernel.access import Actor, Side, acting_refs, find_all, refs_of, seen_by
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import business_days_after, days_left, local_day, number, numbers
from kyodo.offices.desk.models import Handover, Task, TaskQuerySet
from kyodo.offices.desk.terms import BLIND, NEAR, PUBLIC_AFTER, REMIND_BEFORE, REMIND_EVERY
from kyodo.offices.journal import queries as journal
from kyodo.offices.journal.models import Entry

if TYPE_CHECKING:
    from kyodo.offices.journal.queries import News

Row = TypeVar("Row", Task, Entry)
OWED, AWAITED = 200, 50  #: tasks on the page of the day
NEWS = 20  #: lines of news on the page of the day
READ = 200  #: entries read for them


@dataclass(frozen=True)
class Line:
    """One task with what a reader needs beside it."""

    task: Task
    left: int | None  #: open days until the date, negative when late, None without date
    holder: str  #: the name of whoever holds it
    whole: str = ""  #: the bigger thing it belongs to, where the title does not name it

    @property
    def words(self) -> str:
        """How it stands, as a sentence in a letter."""
        return due_in_words(self.left)

    @property
    def is_far(self) -> bool:
        """Whether nobody need think of it this week."""
        return self.left is None or self.left > NEAR


def due_in_words(left: int | None) -> str:
    """今日まで, あと3開庁日, 2開庁日遅れ"""
    if left is None:
        return _("期限なし")
    if left == 0:
        return _("今日まで")
    return _("あと%(n)d開庁日") % {"n": left} if left > 0 else _("%(n)d開庁日遅れ") % {"n": -left}


def lines(tasks: Iterable[Task], *, today: date) -> list[Line]:
    """Tasks with days left, holders' names and what they are part of; one query for each kind of holder and of whole."""
    tasks = list(tasks)
    names = find_all({ref for t in tasks for ref in (t.holder, t.whole)})
    left = days_left(today, (t.due for t in tasks))

    def line(task: Task) -> Line:
        holder = str(names.get(task.holder, _("（担当がいません）")))
        return Line(task, _left(task, left, today), holder, journal.whole_of(task.title, names.get(task.whole)))

    return [line(task) for task in tasks]


def _left(task: Task, left: dict[date | None, int], today: date) -> int | None:
    """A date that passed is late by one day at least, and one to come is not today: also over a weekend."""
    days = left.get(task.due)
    if days is None or task.due is None or task.due == today:
        return days
    return min(days, -1) if task.due < today else max(days, 1)


def next_reminder(due: date, *, today: date) -> date:
    """The next rung of the ladder after today: before the date, the open day after it, then at intervals."""
    city = numbers([REMIND_BEFORE, REMIND_EVERY])
    before = business_days_after(due, -city[REMIND_BEFORE.key])
    if before > today:
        return before
    late = business_days_after(due, 1)
    return late if late > today else business_days_after(today, max(city[REMIND_EVERY.key], 1))


def owed_by(actor: Actor, at: datetime) -> TaskQuerySet:
    """What the actor owes, as a person or in any capacity, the most urgent first."""
    return held_by(*acting_refs(actor, at))


def held_by(*refs: str) -> TaskQuerySet:
    """Open tasks of these holders; those without a date come last."""
    return Task.objects.open().held_by(refs) if refs else Task.objects.none()


def settled_by(*refs: str) -> TaskQuerySet:
    """What these holders have done, the latest first."""
    return Task.objects.filter(settled_at__isnull=False).held_by(refs).order_by("-settled_at")


def overdue(today: date) -> TaskQuerySet:
    """Everything late in the city, the longest first."""
    return Task.objects.overdue(today)


def sections_of(actor: Actor, at: datetime) -> list[Section]:
    """The sections an officer sits in; nothing is asked for citizens."""
    mine = [c.ref.partition("/")[2] for c in actor.capacities(at) if c.ref.startswith(f"{Section._meta.label_lower}/")]
    return list(Section.objects.filter(ref__in=mine)) if mine else []


@dataclass(frozen=True)
class Late:
    """公開の一行: a section that has been late for long, by numbers alone: what it is about may not be public."""

    section: Section
    count: int
    paused: int
    oldest: date
    left: int  #: open days since then, negative


def long_late(today: date) -> list[Late]:
    """The last step of the ladder: every section that is late beyond the city's limit, the longest first."""
    before = business_days_after(today, -number(PUBLIC_AFTER))
    held = (
        Task.objects.open().filter(holder__startswith=f"{Section._meta.label_lower}/", due__lt=before).values("holder")
    )
    rows = held.annotate(
        n=Count("pk"), paused=Count("pk", filter=Q(paused_until__gte=today)), oldest=Min("due")
    ).order_by()
    found, left = find_all({row["holder"] for row in rows}), days_left(today, (row["oldest"] for row in rows))
    lates = [
        Late(section, row["n"], row["paused"], row["oldest"], left.get(row["oldest"]) or -1)
        for row in rows
        if isinstance(section := found.get(row["holder"]), Section)
    ]
    return sorted(lates, key=lambda late: late.left)


@dataclass(frozen=True)
class Pile:
    """What one section holds."""

    section: Section
    held: int
    late: int


def piles(today: date) -> list[Pile]:
    """Every section of today, and every ended one that still owes something, with what it holds."""
    held = Task.objects.open().filter(holder__startswith=f"{Section._meta.label_lower}/").values("holder")
    counted = held.annotate(n=Count("pk"), late=Count("pk", filter=Q(due__lt=today))).order_by()
    counts = {row["holder"]: (row["n"], row["late"]) for row in counted}
    refs = [subject.partition("/")[2] for subject in counts]
    sections = Section.objects.filter(Q(pk__in=Section.objects.on(today)) | Q(ref__in=refs))
    return [Pile(s, *counts.get(s.subject, (0, 0))) for s in sections]


def handovers(*, limit: int = 30) -> list[tuple[Handover, str, str]]:
    """The latest handovers with the names of who gave and who took."""
    latest = list(Handover.objects.all()[:limit])
    names = find_all({ref for h in latest for ref in (h.from_ref, h.to_ref)})
    return [(h, str(names.get(h.from_ref, "")), str(names.get(h.to_ref, ""))) for h in latest]


def wholes_of(actor: Actor, at: datetime, *, limit: int = 100) -> list[str]:
    """The cases the actor has to do with: where they owe or owed something, or did something, lately."""
    mine = Task.objects.held_by(refs_of(actor, at))
    held = mine.order_by("-set_at").values_list("whole", flat=True)[:limit]
    unheard = set(mine.open().filter(kind=BLIND).values_list("whole", flat=True))
    touched = journal.wholes_touched_by(actor.subject, limit=limit)
    return [whole for whole in dict.fromkeys([*held, *touched]) if whole not in unheard]


def awaited_by(actor: Actor, wholes: Iterable[str], at: datetime) -> TaskQuerySet:
    """What others owe in these cases."""
    return Task.objects.open().filter(whole__in=list(wholes)).exclude(holder__in=refs_of(actor, at))


@dataclass(frozen=True)
class Day:
    """きょう: the page a signed-in person comes back to."""

    owed: list[Line]
    awaited: list[Line]
    news: list[News]


def known_to(actor: Actor, rows: Iterable[Row], at: datetime) -> list[Row]:
    """Tasks or entries without those of the city's inner work: who only sent something in knows of what they may see."""
    rows = list(rows)
    if _is_of_the_city(actor, at):
        return rows
    wholes = find_all({row.whole for row in rows})
    theirs = {ref for ref, whole in wholes.items() if getattr(whole, "tells_its_people", False)}
    elsewhere = find_all({_about(row) for row in rows if row.whole not in theirs})
    seen = seen_by(actor, elsewhere.values(), at=at)
    return [row for row in rows if row.whole in theirs or _about(row) in seen]


def _is_of_the_city(actor: Actor, at: datetime) -> bool:
    return any(capacity.side == Side.CITY for capacity in actor.capacities(at))


def _bodies(rows: Iterable[Entry]) -> dict[str, set[str]]:
    """The bodies in whose name people act in each whole: the sections, the whole itself, and whoever sits at it."""
    wholes = find_all({row.whole for row in rows})
    sections = list(Section.objects.values_list("name", flat=True))
    found = {ref: {str(whole), *sections} for ref, whole in wholes.items()}
    for model in {type(whole) for whole in wholes.values()}:
        if seated := getattr(model, "bodies_at", None):
            for ref, name in seated(wholes):
                found[ref].add(name)
    return found


def _about(row: Task | Entry) -> str:
    return row.subject if isinstance(row, Entry) else row.subject_ref


def today_of(actor: Actor, at: datetime) -> Day:
    """What the actor owes, what waits for others in their cases, and what changed there."""
    today, wholes = local_day(at), wholes_of(actor, at)
    owed = list(owed_by(actor, at)[:OWED])
    awaited = known_to(actor, awaited_by(actor, wholes, at)[:AWAITED], at)
    both = lines([*owed, *awaited], today=today)
    news = known_to(actor, journal.news_of(wholes, but_by=actor.subject, limit=READ), at)
    told = journal.news(news, limit=NEWS, bodies=None if _is_of_the_city(actor, at) else _bodies(news))
    return Day(owed=both[: len(owed)], awaited=both[len(owed) :], news=told)
