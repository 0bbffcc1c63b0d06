"""版を比べる: what a later text of a proposal says otherwise than an earlier one, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .text import Text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def changes(before: Text, after: Text) -> list[tuple[StrOrPromise, str, str]]:
    """Each entry that differs: its label, what stood there, what stands there now."""
    old, new = dict(_entries(before)), dict(_entries(after))
    labels = [*old, *(label for label in new if label not in old)]
    return [(label, old.get(label, ""), new.get(label, "")) for label in labels if old.get(label) != new.get(label)]


def _entries(text: Text) -> Iterator[tuple[str, str]]:
    """Everything one text says, a table as lines."""
    for part in text.parts:
        yield from ((str(label), words) for label, words in (*part.facts, *part.words))
        for table in part.tables:
            rows = ("　".join(str(cell) for cell in row if cell) for row in table.rows)
            yield f"{part.step.label}：{table.label}", "\n".join(rows)
