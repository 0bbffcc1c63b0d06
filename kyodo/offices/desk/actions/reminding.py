"""Reminding: one letter a day to whoever holds something that is due or late. A job of the worker.

The ladder: before the date, the day after it, then at intervals; after some days the desk hears of it too. Whoever has
just done something about a thing is left in peace for a while.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kyodo.offices.city import queries as city
from kyodo.offices.desk import queries
from kyodo.offices.desk.models import Task
from kyodo.offices.desk.queries import Line
from kyodo.offices.desk.terms import ESCALATE_AFTER, QUIET_DAYS, REMIND_HOUR
from kyodo.offices.journal.models import Entry
from kyodo.offices.people.models import Person
from kyodo.offices.post import actions as outbox
from kyodo.offices.post.actions import Addressee


def remind(at: datetime) -> int:
    """Write the letters of the day; how many were written. Nothing happens on closed days or before the hour."""
    today = city.local_day(at)
    if not Task.objects.to_remind(today).exists():
        return 0
    if timezone.localtime(at).hour < city.number(REMIND_HOUR) or not city.is_open(today):
        return 0
    with transaction.atomic():
        tasks = list(Task.objects.to_remind(today).select_for_update())
        holders = {ref: outbox.addressees([ref], at=at) for ref in {t.holder for t in tasks}}
        busy = _just_reported(tasks, holders, at=at)
        loads = _loads([t for t in tasks if t.pk not in busy], holders, at=at)
        for load in loads:
            _write(load, at=at)
        for task in tasks:
            task.remind_on = _next(task, busy=task.pk in busy, at=at)
            task.paused_until, task.paused_because = None, ""  # a pause that has ended; the journal keeps why
        Task.objects.bulk_update(tasks, ["remind_on", "paused_until", "paused_because"])
    return len(loads)


def _next(task: Task, *, busy: bool, at: datetime) -> date | None:
    today = city.local_day(at)
    if busy:
        return city.business_days_after(today, city.number(QUIET_DAYS))
    return queries.next_reminder(task.due, today=today) if task.due else None


def _just_reported(tasks: list[Task], holders: dict[str, list[Addressee]], *, at: datetime) -> set[int]:
    """Tasks about things in which their holder has done something lately."""
    since = city.business_days_after(city.local_day(at), -city.number(QUIET_DAYS))
    about = {t.subject_ref for t in tasks}
    lately = Entry.objects.filter(Q(subject__in=about) | Q(whole__in=about), at__gte=city.end_of_day(since))
    acted: dict[str, set[str]] = defaultdict(set)
    for subject, whole, actor in lately.values_list("subject", "whole", "actor"):
        acted[subject].add(actor)
        acted[whole].add(actor)
    return {t.pk for t in tasks if not acted[t.subject_ref].isdisjoint(_subjects(holders[t.holder]))}


def _subjects(addressees: Iterable[Addressee]) -> set[str]:
    return {a.person.subject for a in addressees if a.person}


@dataclass
class Load:
    """What one person is reminded of: their own tasks, and for the desk those of others."""

    to: Addressee
    own: list[Line] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)


def _loads(tasks: list[Task], holders: dict[str, list[Addressee]], *, at: datetime) -> list[Load]:
    """One load a person. The desk hears of what is late for long, and of what nobody is there to do (空席)."""
    limit = city.number(ESCALATE_AFTER)
    desk = outbox.addressees([city.desk_section(at).subject], at=at) if tasks else []
    loads: dict[tuple[Person | None, str], Load] = {}

    def load(to: Addressee) -> Load:
        return loads.setdefault((to.person, to.email), Load(to))

    for line in queries.lines(tasks, today=city.local_day(at)):
        held_by = holders[line.task.holder]
        for addressee in held_by:
            load(addressee).own.append(line)
        if not held_by or (line.left is not None and -line.left >= limit):
            for addressee in desk:
                if line not in load(addressee).own:
                    load(addressee).others.append(line)
    return list(loads.values())


def _write(load: Load, *, at: datetime) -> None:
    context = {"own": load.own, "others": load.others, "base": settings.BASE_URL}
    with translation.override(settings.LANGUAGE_CODE):
        title = _("期限のお知らせ（%(count)d件）") % {"count": len(load.own) + len(load.others)}
        body = outbox.in_words("desk/letters/reminder.txt", context)
    first = (load.own or load.others)[0].task
    outbox.write(
        [load.to], name="desk.reminder", title=title, bodies={True: body, False: title}, at=at, duty=True, path="/today/",
        subject_ref=first.subject_ref,
    )  # fmt: skip
