"""始めと終わり: through the gate, notices before the end, the report, and stopping."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements import actions as agreements
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.queries import lead_of
from kyodo.cycle.projects import letters, terms
from kyodo.cycle.projects.models import Money, Project, Reminder
from kyodo.cycle.projects.policies import may_report
from kyodo.cycle.projects.states import State
from kyodo.cycle.projects.workflow import REPORT, WORKFLOW
from kyodo.kernel.access import BOTH_SIDES, Actor, Office
from kyodo.kernel.policy import IllegalMove
from kyodo.offices.city.queries import local_day, numbers
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record
from kyodo.offices.post.actions import post

from .money import owe_fixing


def start(case: Collaboration, *, by: Actor, at: datetime, key: str = "") -> Project:
    """Pass the gate and begin the work."""
    with transaction.atomic():
        agreements.start(case, by=by, at=at)
        return WORKFLOW.begin(Project(case=case, started_at=at), by=by, at=at, key=key)


def keep_report(project: Project, *, by: Actor, at: datetime, **said: Any) -> Project:
    """実績報告を書きかける: kept for both sides to go on with; nobody else reads it before it is reported."""
    may_report.require(by, project, at=at)
    with transaction.atomic():
        locked = Project.lock(project.pk)
        if locked.state != State.RUNNING:
            raise IllegalMove(_("実績はもう報告されています。"))
        _write(locked, said)
        record("keep_report", locked, by=by, at=at)
    project.refresh_from_db()
    return project


def _write(locked: Project, said: dict[str, Any]) -> None:
    """Put what was said into the report; what was not asked stays as it is."""
    for name in REPORT:
        if name in said:
            setattr(locked, name, said[name])
    locked.save(update_fields=[*REPORT, "reported_at"])


def report(project: Project, *, by: Actor, at: datetime, key: str = "", **said: Any) -> Project:
    """実績を報告する: the work ends and the case goes into its evaluation."""
    with transaction.atomic():
        locked = Project.lock(project.pk)
        if locked.state == State.RUNNING:
            locked.reported_at = at
            _write(locked, said)
        WORKFLOW.perform("report", project, by=by, at=at, key=key)
        _settle(locked)
        for kind in ("look_back", "past_end", "pulse"):
            desk.settle(project, by=by, at=at, kind=kind)
        owe_fixing(project, at=at)
        cases.move("evaluate", project.case, by=by, at=at)
    return project


def _settle(project: Project) -> None:
    """精算: where receipts told what a line came to, that is now its settlement."""
    lines = list(project.books.filter(settled=None).prefetch_related("receipts"))
    for line in lines:
        line.settled = line.actual
    Money.objects.bulk_update(lines, ["settled"])


def stop(project: Project, *, reason: str, by: Actor, at: datetime, key: str = "") -> Project:
    """中止する: with a reason, and with the case."""
    with transaction.atomic():
        WORKFLOW.perform("stop", project, by=by, at=at, reason=reason, key=key)
        for kind in ("look_back", "past_end", "pulse"):
            desk.settle(project, by=by, at=at, kind=kind)
        owe_fixing(project, at=at)
        cases.move("stop", project.case, by=by, at=at, reason=reason)
    return project


def watch_ends(at: datetime) -> int:
    """A job of the worker: notices 90, 30 and 7 days before an end, and the call to decide once it has passed."""
    today = local_day(at)
    days = sorted(numbers([terms.FIRST_REMINDER, terms.SECOND_REMINDER, terms.LAST_REMINDER]).values())
    near = Project.objects.filter(state=State.RUNNING, case__ends_on__lt=today + timedelta(days=days[-1] + 1))
    sent = 0
    for project in near.select_related("case").prefetch_related("reminders"):
        ends_on = project.case.ends_on
        if ends_on is None:
            continue
        left = (ends_on - today).days
        step = -1 if left < 0 else next((n for n in days if left <= n), None)
        if step is None or any(r.ends_on == ends_on and r.days == step for r in project.reminders.all()):
            continue
        _remind(project, ends_on=ends_on, step=step, at=at)
        sent += 1
    return sent


def _remind(project: Project, *, ends_on: date, step: int, at: datetime) -> None:
    worker = Office()
    with transaction.atomic():
        Reminder.objects.create(project=project, ends_on=ends_on, days=step, sent_at=at)
        past = step < 0
        record("past_end" if past else "remind", project, by=worker, at=at, detail={"days": step, "ends_on": ends_on})
        post(letters.past_end if past else letters.ending, project, by=worker, at=at)
        if past:
            due = desk.due_date(5, at=at)
            leads = filter(None, (lead_of(project.case, side) for side in BOTH_SIDES))
            for party in leads:
                what = str(_("終わりにするか、続けるかを決める"))
                desk.owe(project, what=what, holder=party.holder, due=due, at=at, kind="past_end")
