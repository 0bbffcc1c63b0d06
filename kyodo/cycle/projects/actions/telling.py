"""様子を伝える: what was done, measured, planned, photographed and printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import Goal
from kyodo.cycle.projects.models import Entry, Milestone, Project, Value
from kyodo.cycle.projects.policies import may_write
from kyodo.cycle.projects.states import Consent, Print
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.offices.city.queries import local_day
from kyodo.offices.journal.actions import record
from kyodo.offices.papers.actions import store
from kyodo.offices.papers.models import File
from kyodo.offices.papers.states import Disclosure

from .writing import writes

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload


def tell(project: Project, *, by: Actor, at: datetime, key: str = "", **said: Any) -> Entry:
    """進捗を書く: what one side did; the other side and everybody can read it."""
    side = writes(project, by, at)
    if said["on"] > local_day(at):
        raise Refused(_("これからの日付は書けません。"), field="on")
    with transaction.atomic():
        entry = Entry(project=project, side=side, written_by=by.subject, written_at=at, **said)
        record("tell", entry, by=by, at=at, key=key)
        entry.save(force_insert=True)
    return entry


def measure(
    project: Project, *, goal: Goal, value: Decimal, on: date, note: str = "", by: Actor, at: datetime, key: str = ""
) -> Value:
    """目標の現在値を記す. Earlier values stay, so that the way can be seen."""
    side = writes(project, by, at)
    if on > local_day(at):
        raise Refused(_("これからの日付は書けません。"), field="on")
    if goal.agreement.case_id != project.case_id or goal.dropped_at:
        raise Refused(_("この事業の目標から選んでください。"), field="goal")
    with transaction.atomic():
        row = Value(
            project=project, goal=goal, value=value, on=on, note=note, side=side, written_by=by.subject, written_at=at
        )
        record("measure", row, by=by, at=at, detail={"goal": goal.subject, "value": value}, key=key)
        row.save(force_insert=True)
    return row


def set_milestones(project: Project, *, milestones: Iterable[Mapping[str, Any]], by: Actor, at: datetime) -> Project:
    """節目を決める: the list as it stands now replaces the one before, which stays in the journal: it was public."""
    side = writes(project, by, at)
    with transaction.atomic():
        Project.lock(project.pk)
        before = list(project.milestones.values("name", "due", "done_on"))
        project.milestones.all().delete()
        Milestone.objects.bulk_create(
            Milestone(project=project, side=side, written_by=by.subject, written_at=at, **row) for row in milestones
        )
        record("set_milestones", project, by=by, at=at, detail={"before": before})
    return project


def add_photo(
    project: Project, *, upload: Upload, caption: str, consent: str, by: Actor, at: datetime, key: str = ""
) -> File:
    """写真を載せる: with the word of whoever brings it that those to be recognised agreed. The word is kept, not their names."""
    may_write.require(by, project, at=at)
    with transaction.atomic():
        photo = store(upload, project, purpose=caption, by=by, at=at, key=key)
        record("add_photo", project, by=by, at=at, detail={"photo": photo.subject, "consent": Consent(consent).value})
    return photo


def attach(
    project: Project, *, upload: Upload, kind: str, disclosure: str = Disclosure.PUBLIC, reason: str = "",
    by: Actor, at: datetime, key: str = "",
) -> File:  # fmt: skip
    """印刷物を付ける: leaflets and booklets that came out of the work, open to everybody unless a reason says why not."""
    may_write.require(by, project, at=at)
    purpose = str(Print(kind).label)
    return store(upload, project, purpose=purpose, disclosure=disclosure, reason=reason, by=by, at=at, key=key)
