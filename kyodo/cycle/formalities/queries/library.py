"""形態の項目: the city's lists as they stand, and the story of one line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kyodo.cycle.formalities.models import Item
from kyodo.cycle.formalities.states import Kind


@dataclass(frozen=True)
class Lists:
    """One form as the city asks it today: what to make sure of, and which papers."""

    checks: list[Item]
    papers: list[Item]
    retired: list[Item]


def lists(form: str, *, at: datetime) -> Lists:
    """The lines of a form; what is no longer asked stands apart."""
    items = list(Item.objects.newest().filter(form=form))
    asked = [item for item in items if item.retired_at is None and item.written_at <= at]
    return Lists(
        checks=[item for item in asked if item.kind == Kind.CHECK],
        papers=[item for item in asked if item.kind == Kind.PAPER],
        retired=[item for item in items if item.retired_at is not None],
    )


@dataclass(frozen=True)
class Version:
    """One version of a line, with what it changed in the one before it, in words."""

    item: Item
    changed: list[tuple[str, str, str]]  #: what, before, after


def story(item: Item) -> list[Version]:
    """Every version of a line, newest first."""
    return [Version(new, _changed(old, new)) for new, old in item.versions()]


#: What may differ between two versions, in the order in which it is told.
_TOLD = ("words", "kind", "side", "phase", "made", "required", "source")


def _changed(old: Item | None, new: Item) -> list[tuple[str, str, str]]:
    if old is None:
        return []
    pairs = [(name, _in_words(old, name), _in_words(new, name)) for name in _TOLD]
    labels = {name: str(Item._meta.get_field(name).verbose_name) for name in _TOLD}  # type: ignore[union-attr]
    return [(labels[name], before, after) for name, before, after in pairs if before != after]


def _in_words(item: Item, name: str) -> str:
    shown = getattr(item, f"get_{name}_display", None)
    value = shown() if shown else getattr(item, name)
    return ("○" if value else "—") if isinstance(value, bool) else str(value or "—")
