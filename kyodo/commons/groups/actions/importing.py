"""Importing an existing register: read, looked at, taken over by the worker row by row, and undone as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Self

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups import policies as may
from kyodo.commons.groups.models import Batch, BatchFault, Group, GroupField, Membership
from kyodo.commons.groups.queries import numbers_held, validity_from
from kyodo.commons.groups.states import BatchState, Channel, Part, Role, Source
from kyodo.commons.groups.terms import MOST_FAULTS, MOST_ROWS
from kyodo.commons.groups.workflow import BATCHES, WORKFLOW
from kyodo.kernel.access import Actor, Office
from kyodo.kernel.calendar import fiscal_year
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.models import Ward
from kyodo.offices.city.queries import local_day
from kyodo.offices.desk.actions import drop, lay_aside, packed, send, sender_of, take_next, thing_of
from kyodo.offices.desk.models import Errand
from kyodo.offices.desk.queries import waits
from kyodo.offices.people.actions import register

from .deciding import free_number
from .vouching import confirm

TAKE_OVER, UNDO = "groups.take_over", "groups.undo_batch"
PORTION = 50  #: groups that are taken back together


@dataclass(frozen=True)
class Row:
    """One checked row of a register: the group's entries and what stands beside them."""

    values: Mapping[str, Any]
    number: str = ""
    registered_on: date | None = None
    valid_until: date | None = None
    fields: Sequence[int] = ()
    wards: Sequence[str] = ()  #: by their reference
    representative: str = ""
    contact: str = ""
    publication: Mapping[str, bool] = field(default_factory=dict)

    @classmethod
    def kept(cls, said: Mapping[str, Any]) -> Self:
        """The row as it was laid aside."""
        days = {name: said[name] and date.fromisoformat(said[name]) for name in ("registered_on", "valid_until")}
        return cls(**{**said, **days})


@dataclass(frozen=True)
class Line:
    """One line of a file: its cells, and what they say or why they cannot be read. A blank one says nothing."""

    row: int  #: as the file counts
    cells: Sequence[str]
    said: Row | None = None
    faults: Sequence[str] = ()
    name: str = ""

    def kept(self) -> dict[str, Any]:
        """What is laid aside of it."""
        return {"row": self.row, "cells": list(self.cells), "said": asdict(self.said) if self.said else None}


def upload(
    *, file_name: str, headers: Sequence[str], mapping: Sequence[str], lines: Iterable[Line], by: Actor, at: datetime
) -> Batch:
    """Keep the lines of a file until they have been looked at. Nothing of the register changes yet."""
    batch = Batch(file_name=file_name, headers=list(headers), mapping=list(mapping), uploaded_at=at)
    may.imports.require(by, batch, at=at)
    with transaction.atomic():
        BATCHES.begin(batch, by=by, at=at)
        _keep(batch, lines)
    return batch


def remap(batch: Batch, *, mapping: Sequence[str], lines: Iterable[Line], by: Actor, at: datetime) -> Batch:
    """Say anew which column holds which entry; the same lines, read anew."""
    may.imports.require(by, batch, at=at)
    chosen = [entry for entry in mapping if entry]
    if len(chosen) != len(set(chosen)):
        raise Refused(_("同じ項目を2つの列に割り当てることはできません。"))
    with transaction.atomic():
        locked = Batch.lock(batch.pk)
        if locked.state != BatchState.PREVIEW:
            raise IllegalMove(_("取り込みを始めたあとは、列の対応を変えられません。"))
        locked.mapping = list(mapping)
        _keep(locked, lines)
    batch.refresh_from_db()
    return batch


def _keep(batch: Batch, lines: Iterable[Line]) -> None:
    lines = list(lines)
    if len(lines) > MOST_ROWS:
        raise Refused(
            _("一度に取り込めるのは%(most)s行までです。ファイルを分けてください。") % {"most": MOST_ROWS}, field="file"
        )
    faults = [
        BatchFault(batch=batch, row=line.row, name=line.name[:100], sentence=sentence[:300])
        for line in lines
        for sentence in line.faults
    ]
    # Numbers that are given out on the way must find those of the file taken already: rows that bring one come first.
    ordered = sorted(lines, key=lambda line: not (line.said and line.said.number))
    lay_aside(batch, packed(batch, (line.kept() for line in ordered)))
    batch.faults.all().delete()
    BatchFault.objects.bulk_create(faults[:MOST_FAULTS])
    batch.row_count, batch.fault_count = len(lines), len(faults)
    batch.group_count = sum(line.said is not None for line in lines)
    batch.save(update_fields=["mapping", "row_count", "group_count", "fault_count"])


def number_taken(number: str, name: str) -> str:
    """Why a row cannot have its number."""
    return str(_("登録番号「%(number)s」は、すでに「%(name)s」の番号です。") % {"number": number, "name": name})


def take_over(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """取り込む, or go on where it stopped: the worker takes every row; whoever pressed may close the page."""
    with transaction.atomic():
        moved = BATCHES.perform("take_over", batch, by=by, at=at)
        send(TAKE_OVER, moved, total=waits(moved), by=by, at=at)
    return moved


def portion_in(errand: Errand, at: datetime) -> int:
    """Take the next rows into the register. They stop waiting in the same transaction, so that no group comes twice."""
    batch, by = thing_of(errand, Batch), sender_of(errand)
    lines = take_next(batch)
    rows = [(line["row"], Row.kept(line["said"])) for line in lines if line["said"]]
    held = numbers_held(row.number for _place, row in rows)
    until, wards = validity_from(local_day(at)), {ward.ref: ward for ward in Ward.objects.all()}
    for place, row in rows:
        if row.number in held:
            sentence = number_taken(row.number, held[row.number])
            raise Refused(_("%(row)s行目：%(sentence)s") % {"row": place, "sentence": sentence})
        _enrol(batch, row, wards=[wards[ref] for ref in row.wards], until=until, by=by, at=at)
    if not waits(batch):
        BATCHES.perform("complete", batch, by=Office(), at=at)
    return len(lines)


def _enrol(batch: Batch, row: Row, *, wards: Iterable[Ward], until: date, by: Actor, at: datetime) -> None:
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
    group.wards.add(*wards)
    for role, name in ((Role.REPRESENTATIVE, row.representative), (Role.CONTACT, row.contact)):
        if name:
            person = register(name=name, by=by, at=at)
            Membership.objects.create(group=group, person=person, role=role, since=registered_on)
    confirm(group, *Part, source=Source.REGISTER, by=by, at=at)
    WORKFLOW.perform("enrol", group, by=by, at=at)


def undo(batch: Batch, *, by: Actor, at: datetime, reason: str = "") -> Batch:
    """Take the whole batch back, while nobody has worked on its groups. Their numbers become free again."""
    with transaction.atomic():
        moved = BATCHES.perform("undo", batch, by=by, at=at, reason=reason)
        drop(moved)
        send(UNDO, moved, total=max(1, moved.groups.registered().count()), by=by, at=at)
    return moved


def portion_out(errand: Errand, at: datetime) -> int:
    """Take the next groups of a batch out of the register."""
    batch, by = thing_of(errand, Batch), sender_of(errand)
    some = list(batch.groups.registered().order_by("pk")[:PORTION])
    for group in some:
        WORKFLOW.perform("take_back", group, by=by, at=at)
    batch.groups.filter(pk__in=[group.pk for group in some]).update(number="", registered_on=None, valid_until=None)
    if not batch.groups.registered().exists():
        BATCHES.perform("end_undo", batch, by=Office(), at=at)
    return len(some)


def discard(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Drop a file that was only looked at, with everything it said."""
    with transaction.atomic():
        moved = BATCHES.perform("discard", batch, by=by, at=at)
        drop(moved)
        moved.faults.all().delete()
    return moved
