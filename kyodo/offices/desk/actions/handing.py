"""Handing over: what an officer or a section owed is owed by the next one, on the day it changes hands."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kyodo.kernel.access import Actor, Office
from kyodo.kernel.policy import Refused
from kyodo.offices.city import actions as city
from kyodo.offices.city.models import Duty
from kyodo.offices.city.queries import local_day
from kyodo.offices.desk import queries
from kyodo.offices.desk.models import Handover, Task
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person
from kyodo.offices.post import actions as outbox


def hand_over_officer(person: Person, *, to: Person, on: date, note: str = "", by: Actor, at: datetime) -> list[Duty]:
    """異動: every duty of an officer and what they owe pass to the next one, in one act; the new duties are given back."""
    with transaction.atomic():
        duties = list(Duty.objects.filter(person=person, until=None).select_related("section", "person"))
        if not duties:
            raise Refused(_("この方には、引き継ぐ職務がありません。"), field="person")
        return [city.hand_over(duty, to=to, on=on, note=note, by=by, at=at) for duty in duties]


def hand_over(old: str, new: str, *, on: date, by: Actor, at: datetime) -> Handover:
    """What one subject owes, another owes from that day on. Named in settings.HANDOVER_TAKERS, so every change of duty comes by."""
    with transaction.atomic():
        entered, _made = Handover.objects.get_or_create(from_ref=old, to_ref=new, on=on, defaults={"entered_at": at})
        if on <= local_day(at):
            _move(entered, by=by, at=at)
    return entered


def move_due(at: datetime) -> int:
    """Carry out the handovers whose day has come. A job of the worker."""
    waiting = list(Handover.objects.filter(done_at=None, on__lte=local_day(at)))
    for entered in waiting:
        with transaction.atomic():
            kept: Handover = Handover.lock(entered.pk)
            if kept.done_at is None:
                _move(kept, by=Office(), at=at)
    return len(waiting)


def _move(handover: Handover, *, by: Actor, at: datetime) -> None:
    tasks = list(Task.objects.open().held_by([handover.from_ref]).select_for_update())
    Task.objects.filter(pk__in=[t.pk for t in tasks]).update(holder=handover.to_ref)
    handover.done_at, handover.moved = at, handover.moved + len(tasks)
    handover.save(update_fields=["done_at", "moved"])
    if not tasks:
        return
    detail = {"from": handover.from_ref, "to": handover.to_ref, "tasks": [t.ref for t in tasks]}
    record("move_tasks", handover, by=by, at=at, detail=detail)
    _tell(handover, tasks, by=by, at=at)


def _tell(handover: Handover, tasks: list[Task], *, by: Actor, at: datetime) -> None:
    """The new holder reads what came over; whoever entered it knows."""
    to = [a for a in outbox.addressees([handover.to_ref], at=at) if not a.person or a.person.subject != by.subject]
    with translation.override(settings.LANGUAGE_CODE):
        title = _("引き継いだ宿題があります（%(count)d件）") % {"count": len(tasks)}
        lines = queries.lines(tasks, today=local_day(at))
        body = outbox.in_words("desk/letters/handover.txt", {"lines": lines, "base": settings.BASE_URL})
    outbox.write(
        to, name="desk.handover", title=title, bodies={True: body, False: title}, at=at, duty=True, path="/today/",
        subject_ref=handover.subject,
    )  # fmt: skip
