"""Acts of the city's office: sections, duties, numbers."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person

from .models import Counter, Duty, Section


def next_number(kind: str, year: int) -> int:
    """The next document number of that kind in that fiscal year. Call it inside the transaction that uses it."""
    counter, _made = Counter.objects.select_for_update().get_or_create(kind=kind, year=year)
    Counter.objects.filter(pk=counter.pk).update(last=F("last") + 1)
    return Counter.objects.values_list("last", flat=True).get(pk=counter.pk)


def assign_duty(
    person: Person, *, role: str, section: Section, since: date, until: date | None = None, by: Actor, at: datetime
) -> Duty:
    """Name an officer for a role in a section. Refused when the section already has a promoter."""
    with transaction.atomic():
        Section.lock(section.pk)
        if role == "promoter" and Duty.objects.on(since).filter(section=section, role=role).exists():
            raise Refused(_("この課にはすでに協働推進員がいます。先に引き継いでください。"), field="section")
        duty = Duty(person=person, role=role, section=section, since=since, until=until)
        duty.save(force_insert=True)
        record("assign_duty", duty, by=by, at=at, detail={"person": person.subject, "role": role})
    person.forget_capacities()
    return duty
