"""取り込む: a list the city already keeps; looked at first, taken over as a whole, undone as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.services.models import Batch, Service
from kyodo.cycle.services.policies import imports
from kyodo.cycle.services.workflow import BATCHES
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.models import Section

FIELDS = ("name", "purpose", "content", "law", "budget", "staff", "target", "bearer", "zone")


def upload(*, file_name: str, rows: Sequence[Mapping[str, Any]], by: Actor, at: datetime, key: str = "") -> Batch:
    """Keep the checked rows of a file until somebody has looked at them. Nothing of the register changes yet."""
    imports.require(by, None, at=at)
    if not rows:
        raise Refused(_("取り込める行がありません。"), field="file")
    batch = Batch(file_name=file_name, rows=plain(rows), row_count=len(rows), uploaded_at=at)
    return BATCHES.begin(batch, by=by, at=at, key=key)


def plain(rows: Any) -> Any:
    """Rows as JSON keeps them: numbers with a point as text, so that nothing is rounded."""
    encoder = DjangoJSONEncoder()
    return [
        {k: v if isinstance(v, (str, int, type(None))) else encoder.default(v) for k, v in row.items()} for row in rows
    ]


def take_over(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Take every row into the register, or none."""
    with transaction.atomic():
        BATCHES.perform("take_over", batch, by=by, at=at, detail={"rows": batch.row_count})
        sections = {s.ref: s for s in Section.objects.filter(ref__in={row["section"] for row in batch.rows})}
        known = {
            s.code: s
            for s in Service.objects.filter(code__in=[row["code"] for row in batch.rows]).select_related("section")
        }
        before = {code: {**{f: getattr(s, f) for f in FIELDS}, "section": s.section.ref} for code, s in known.items()}
        for row in batch.rows:
            service = known.get(row["code"]) or Service(code=row["code"], entered_at=at)
            for name in FIELDS:
                setattr(service, name, row[name])
            service.section = sections[row["section"]]
            service.save()
        Batch.objects.filter(pk=batch.pk).update(before={k: plain([v])[0] for k, v in before.items()})
    batch.refresh_from_db()
    return batch


def discard(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Drop a file that was only looked at."""
    return BATCHES.perform("discard", batch, by=by, at=at)


def undo(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Undo an import: new services go, changed ones are as they were. Refused once one of the new ones is under review."""
    with transaction.atomic():
        codes = [row["code"] for row in batch.rows]
        new = Service.objects.filter(code__in=[code for code in codes if code not in batch.before])
        if new.filter(reviews__isnull=False).exists():
            raise IllegalMove(_("取り込んだ事業の点検が始まっているため、取り消せません。"))
        BATCHES.perform("undo", batch, by=by, at=at, detail={"rows": batch.row_count})
        new.delete()
        for code, values in batch.before.items():
            section = Section.objects.get(ref=values["section"])
            Service.objects.filter(code=code).update(**{name: values[name] for name in FIELDS}, section=section)
    return batch
