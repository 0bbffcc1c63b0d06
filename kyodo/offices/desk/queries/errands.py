"""How far the worker has come with what it was sent to do."""

from __future__ import annotations

from kyodo.kernel.thing import Thing
from kyodo.offices.desk.models import Errand


def errand_about(thing: Thing, *, kind: str = "") -> Errand | None:
    """The latest errand about a thing, of that kind if one is named."""
    errands = Errand.objects.filter(subject_ref=thing.subject)
    return (errands.filter(kind=kind) if kind else errands).order_by("-pk").first()
