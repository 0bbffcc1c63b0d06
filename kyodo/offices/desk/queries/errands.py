"""How far the worker has come with what it was sent to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kyodo.kernel.thing import Thing
from kyodo.offices.desk.models import Errand, Part


def errand_about(thing: Thing, *, kind: str = "") -> Errand | None:
    """The latest errand about a thing, of that kind if one is named."""
    errands = Errand.objects.filter(subject_ref=thing.subject)
    return (errands.filter(kind=kind) if kind else errands).order_by("-pk").first()


def waits(thing: Thing) -> bool:
    """Whether rows of the thing wait for the worker."""
    return Part.objects.filter(subject_ref=thing.subject).exists()


def waiting_rows(thing: Thing) -> Iterator[Any]:
    """The rows that wait, in their order, a part at a time."""
    for part in Part.objects.filter(subject_ref=thing.subject).iterator(chunk_size=20):
        yield from part.rows
