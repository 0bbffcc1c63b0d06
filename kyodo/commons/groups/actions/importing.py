"""Importing an existing register: read, looked at, taken over as a whole, and undone as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups import policies as may
from kyodo.commons.groups.models import Batch, Group, GroupField, Membership
from kyodo.commons.groups.queries import validity_from
from kyodo.commons.groups.states import Channel, Part, Role, Source
from kyodo.commons.groups.terms import MOST_ROWS
from kyodo.commons.groups.workflow import BATCHES, WORKFLOW
from kyodo.kernel.access import Actor
from kyodo.kernel.calendar import fiscal_year
from kyodo.kernel.policy import Refused
from kyodo.offices.city.models import Ward
from kyodo.offices.city.queries import local_day
from kyodo.offices.people.actions import register

from .applying import confirm
from .deciding import free_number


@dataclass(frozen=True)
class Row:
    """One checked row of a register: the group's entries and what stands beside them."""

    values: Mapping[str, Any]
    number: str = ""
    registered_on: date | None = None
    valid_until: date | None = None
    fields: Sequence[int] = ()
    wards: Sequence[Ward] = ()
    representative: str = ""
    contact: str = ""
    publication: Mapping[str, bool] = field(default_factory=dict)


def upload(
    *, file_name: str, headers: Sequence[str], rows: Sequence[Sequence[str]], mapping: Sequence[str], first_row: int = 2,
    by: Actor, at: datetime,
) -> Batch:  # fmt: skip
    """Keep the rows of a file until they have been looked at. Nothing of the register changes yet."""
    if len(rows) > MOST_ROWS:
        raise Refused(
            _("一度に取り込めるのは%(most)s行までです。ファイルを分けてください。") % {"most": MOST_ROWS}, field="file"
        )
    batch = Batch(
        file_name=file_name, headers=list(headers), rows=[list(row) for row in rows], mapping=list(mapping),
        first_row=first_row, row_count=sum(map(any, rows)), uploaded_at=at,
    )  # fmt: skip
    may.imports.require(by, batch, at=at)
    return BATCHES.begin(batch, by=by, at=at)


def remap(batch: Batch, *, mapping: Sequence[str], by: Actor, at: datetime) -> Batch:
    """Say anew which column holds which entry."""
    may.imports.require(by, batch, at=at)
    chosen = [entry for entry in mapping if entry]
    if len(chosen) != len(set(chosen)):
        raise Refused(_("同じ項目を2つの列に割り当てることはできません。"))
    batch.mapping = list(mapping)
    batch.save(update_fields=["mapping"])
    return batch


def take_over(batch: Batch, *, rows: Iterable[Row], by: Actor, at: datetime) -> Batch:
    """Take every row into the register, or none: one transaction. The file's rows are then forgotten."""
    with transaction.atomic():
        BATCHES.perform("take_over", batch, by=by, at=at)
        until = validity_from(local_day(at))
        for row in rows:
            _enrol(batch, row, until=until, by=by, at=at)
        Batch.objects.filter(pk=batch.pk).update(rows=[])
    batch.refresh_from_db()
    return batch


def _enrol(batch: Batch, row: Row, *, until: date, by: Actor, at: datetime) -> None:
    day = local_day(at)
    registered_on = row.registered_on or day
    group = Group(
        **row.values, channel=Channel.REGISTER, received_at=at, batch=batch, publication=dict(row.publication),
        number=row.number or free_number(fiscal_year(day)), registered_on=registered_on,
        valid_until=row.valid_until or until,
    )  # fmt: skip
    group.set_keys()
    WORKFLOW.begin(group, by=by, at=at, detail={"batch": batch.subject})
    GroupField.objects.bulk_create(GroupField(group=group, code=c, order=n) for n, c in enumerate(row.fields, start=1))
    group.wards.add(*row.wards)
    for role, name in ((Role.REPRESENTATIVE, row.representative), (Role.CONTACT, row.contact)):
        if name:
            person = register(name=name, by=by, at=at)
            Membership.objects.create(group=group, person=person, role=role, since=registered_on)
    confirm(group, *Part, source=Source.REGISTER, by=by, at=at)
    WORKFLOW.perform("enrol", group, by=by, at=at)


def undo(batch: Batch, *, by: Actor, at: datetime, reason: str = "") -> Batch:
    """Take the whole batch back, while nobody has worked on its groups. Their numbers become free again."""
    with transaction.atomic():
        BATCHES.perform("undo", batch, by=by, at=at, reason=reason)
        for group in batch.groups.all():
            WORKFLOW.perform("take_back", group, by=by, at=at, reason=reason)
        batch.groups.update(number="", registered_on=None, valid_until=None)
    return batch


def discard(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Drop a file that was only looked at, with everything it said."""
    with transaction.atomic():
        BATCHES.perform("discard", batch, by=by, at=at)
        Batch.objects.filter(pk=batch.pk).update(rows=[])
    batch.refresh_from_db()
    return batch
