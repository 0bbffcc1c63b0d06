"""What every stored civic object shares: a random public reference. Sequential ids never leave the database."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from .access import subject_of
from .text import new_ref


class Thing(models.Model):
    """An object that can be named in public by its `ref` and anywhere by its `subject`."""

    #: Whether whoever takes part in it is told of everything that happens in it, or only of what they may see.
    tells_its_people: ClassVar[bool] = False
    #: What its name and its address are read from, so that a list of names asks for everything at once.
    named_with: ClassVar[tuple[str, ...]] = ()

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)

    class Meta:
        abstract = True

    @property
    def subject(self) -> str:
        return subject_of(self)

    @property
    def whole(self) -> str:
        """The subject of the bigger thing this one is part of; a seed and a table name their case here."""
        return self.subject

    @classmethod
    def lock(cls, pk: Any) -> Self:
        """The row as it stands now, locked until the transaction ends (SQLite locks the whole file instead)."""
        locked: Self = cls._default_manager.select_for_update(of=("self",)).get(pk=pk)
        return locked
