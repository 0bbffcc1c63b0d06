"""取り込む: a list the city already keeps; looked at first, taken over by the worker, undone as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.services.models import Batch, Change, Service
from kyodo.cycle.services.policies import imports
from kyodo.cycle.services.terms import MOST_ROWS
from kyodo.cycle.services.workflow import BATCHES
from kyodo.kernel.access import Actor, Office
from kyodo.kernel.policy import Refused
from kyodo.offices.city.models import Section
from kyodo.offices.desk.actions import drop, lay_aside, packed, send, take_next, thing_of
from kyodo.offices.desk.models import Errand
from kyodo.offices.desk.queries import waits

FIELDS = ("name", "purpose", "content", "law", "budget", "staff", "target", "bearer", "zone")
TAKE_OVER, UNDO = "services.take_over", "services.undo_batch"
PORTION = 100  #: services that are set back together


def upload(*, file_name: str, rows: Sequence[Mapping[str, Any]], by: Actor, at: datetime, key: str = "") -> Batch:
    """Keep the checked rows of a file until somebody has looked at them. Nothing of the register changes yet."""
    imports.require(by, None, at=at)
    if not rows:
        raise Refused(_("取り込める行がありません。"), field="file")
    if len(rows) > MOST_ROWS:
        sentence = _("一度に取り込めるのは%(most)s行までです。ファイルを分けてください。")
        raise Refused(sentence % {"most": MOST_ROWS}, field="file")
    batch = Batch(file_name=file_name, row_count=len(rows), uploaded_at=at)
    with transaction.atomic():
        BATCHES.begin(batch, by=by, at=at, key=key)
        lay_aside(batch, packed(batch, rows))
    return batch


def take_over(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """取り込む, or go on where it stopped: the worker takes every row; whoever pressed may close the page."""
    with transaction.atomic():
        moved = BATCHES.perform("take_over", batch, by=by, at=at, detail={"rows": batch.row_count})
        send(TAKE_OVER, moved, total=waits(moved), by=by, at=at)
    return moved


def portion_in(errand: Errand, at: datetime) -> int:
    """Take the next rows into the register, and keep what stood before them."""
    batch = thing_of(errand, Batch)
    rows = take_next(batch)
    sections = {s.ref: s for s in Section.objects.filter(ref__in={row["section"] for row in rows})}
    known = {s.code: s for s in Service.objects.filter(code__in=[r["code"] for r in rows]).select_related("section")}
    Change.objects.bulk_create(
        Change(batch=batch, code=row["code"], before=_as_it_stands(known.get(row["code"]))) for row in rows
    )
    for row in rows:
        service = known.get(row["code"]) or Service(code=row["code"], entered_at=at)
        for name in FIELDS:
            setattr(service, name, row[name])
        service.section = sections[row["section"]]
        service.save()
    if not waits(batch):
        BATCHES.perform("complete", batch, by=Office(), at=at)
    return len(rows)


def _as_it_stands(service: Service | None) -> dict[str, Any] | None:
    if service is None:
        return None
    return {**{name: getattr(service, name) for name in FIELDS}, "section": service.section.ref}


def discard(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Drop a file that was only looked at."""
    with transaction.atomic():
        moved = BATCHES.perform("discard", batch, by=by, at=at)
        drop(moved)
    return moved


def undo(batch: Batch, *, by: Actor, at: datetime, reason: str = "") -> Batch:
    """取り込みを取り消す: new services go, changed ones are as they were."""
    with transaction.atomic():
        moved = BATCHES.perform("undo", batch, by=by, at=at, reason=reason, detail={"rows": batch.row_count})
        drop(moved)
        send(UNDO, moved, total=max(1, moved.changes.count()), by=by, at=at)
    return moved


def portion_out(errand: Errand, at: datetime) -> int:
    """Set the next services back to what stood before."""
    batch = thing_of(errand, Batch)
    some = list(batch.changes.all()[:PORTION])
    new = [change.code for change in some if change.before is None]
    Service.objects.filter(code__in=new, reviews=None).delete()
    sections = {section.ref: section for section in Section.objects.all()}
    for change in some:
        if change.before is not None:
            values = {name: change.before[name] for name in FIELDS}
            Service.objects.filter(code=change.code).update(**values, section=sections[change.before["section"]])
    batch.changes.filter(pk__in=[change.pk for change in some]).delete()
    if not batch.changes.exists():
        BATCHES.perform("end_undo", batch, by=Office(), at=at)
    return len(some)
