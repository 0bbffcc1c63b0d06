"""How far the worker has come with what it was sent to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from kyodo.kernel.access import Actor
from kyodo.kernel.thing import Thing
from kyodo.offices.desk.models import Errand, Part
from kyodo.offices.desk.policies import may_stop

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def errand_about(thing: Thing, *, kind: str = "") -> Errand | None:
    """The latest errand about a thing, of that kind if one is named."""
    errands = Errand.objects.filter(subject_ref=thing.subject)
    return (errands.filter(kind=kind) if kind else errands).order_by("-pk").first()


def watched(thing: Thing, *, label: StrOrPromise, kind: str = "", by: Actor, at: datetime) -> dict[str, Any]:
    """What the part of a page that shows the errand needs: how far it is, and whether this person may stop it."""
    errand = errand_about(thing, kind=kind)
    stops = errand is not None and bool(may_stop.check(by, errand, at=at))
    return {"errand": errand, "errand_label": label, "may_stop": stops}


def waits(thing: Thing) -> int:
    """How many rows of the thing wait for the worker."""
    counted: int = Part.objects.filter(subject_ref=thing.subject).aggregate(n=Sum("count", default=0))["n"]
    return counted


def waiting_rows(thing: Thing) -> Iterator[Any]:
    """The rows that wait, in their order, a part at a time."""
    for part in Part.objects.filter(subject_ref=thing.subject).iterator(chunk_size=2):
        yield from part.rows
