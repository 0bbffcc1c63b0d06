"""Rows that wait for the worker: laid aside when a file is read, taken a part at a time by the portion that does them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from kyodo.kernel.thing import Thing
from kyodo.offices.desk.models import Part

SIZE = 50  #: rows of one part: what one transaction does without keeping others waiting


def lay_aside(thing: Thing, rows: Iterable[Any], *, size: int = SIZE) -> None:
    """Keep these rows for the worker, in place of whatever waited for the thing before."""
    drop(thing)
    waiting = iter(rows)
    while some := list(islice(waiting, size)):
        Part.objects.create(subject_ref=thing.subject, rows=some)


def take_next(thing: Thing) -> list[Any]:
    """The next rows that wait. They are gone with the caller's transaction, so that no row is done twice."""
    part = Part.objects.filter(subject_ref=thing.subject).first()
    if part is None:
        return []
    part.delete()
    rows: list[Any] = part.rows
    return rows


def drop(thing: Thing) -> None:
    """Forget the rows that wait."""
    Part.objects.filter(subject_ref=thing.subject).delete()
