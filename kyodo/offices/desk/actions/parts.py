"""Rows that wait for the worker: laid aside when a file is read, taken a part at a time by the portion that does them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from kyodo.kernel.thing import Thing
from kyodo.offices.desk.models import Part

SIZE = 50  #: rows of one part: what one transaction does without keeping others waiting


def packed(thing: Thing, rows: Iterable[Any], *, size: int = SIZE, once: str = "") -> Iterator[Part]:
    """The rows in parts, some at a time, so that a large file is read before anything is locked."""
    waiting = iter(rows)
    while some := list(islice(waiting, size)):
        yield Part.of(thing, some, once=once)


def lay_aside(thing: Thing, parts: Iterable[Part]) -> None:
    """Keep these parts for the worker, in place of whatever waited for the thing before."""
    drop(thing)
    Part.objects.bulk_create(parts, batch_size=10)


def take_next(thing: Thing) -> list[Any]:
    """The next rows that wait. They are gone with the caller's transaction, so that no row is done twice."""
    part = Part.objects.filter(subject_ref=thing.subject).first()
    if part is None:
        return []
    part.delete()
    return part.rows


def drop(thing: Thing) -> None:
    """Forget the rows that wait."""
    Part.objects.filter(subject_ref=thing.subject).delete()
