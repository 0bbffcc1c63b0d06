"""The tables of a packet: rows of numbers, days and words, that every medium prints in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kyodo.kernel.calendar import era_date

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Cell = int | date | str | None


def worded(cell: Cell) -> int | str:
    """A cell as paper shows it: numbers stay numbers, days are told by their era, nothing is a dash."""
    if isinstance(cell, date):
        return era_date(cell, weekday=False)
    return "―" if cell is None else cell


@dataclass(frozen=True)
class Row:
    """One line; `url` is the page of what it tells of."""

    cells: tuple[Cell, ...]
    url: str = ""

    @property
    def shown(self) -> list[tuple[Cell, str]]:
        """The cells for the screen, each with what it is: a number, a day, words."""
        kinds = ["number" if isinstance(c, int) else "day" if isinstance(c, date) else "words" for c in self.cells]
        return [
            (cell if kind == "day" else word, kind)
            for cell, kind, (word, _n) in zip(self.cells, kinds, self.words, strict=True)
        ]

    @property
    def words(self) -> list[tuple[str, bool]]:
        """The cells as paper shows them: what they say, and whether that is a number."""
        shown = [worded(cell) for cell in self.cells]
        return [(f"{cell:,}" if isinstance(cell, int) else cell, isinstance(cell, int)) for cell in shown]


@dataclass(frozen=True)
class Lead:
    """おもな数字: one sum of a table, with what exactly it counts."""

    name: StrOrPromise
    count: int | None  #: None: nobody knows it yet, and it is left out
    says: StrOrPromise


@dataclass(frozen=True)
class Sheet:
    """表: one table with what it counts, where the same numbers stand in public, and the sums that lead the packet."""

    code: str
    title: StrOrPromise
    says: StrOrPromise
    columns: Sequence[StrOrPromise]
    rows: Sequence[Row]
    widths: Sequence[int]  #: millimetres on A4, 170 in all
    total: Row | None = None
    page: str = ""
    leads: Sequence[Lead] = ()
    is_standing: bool = False  #: how things stand at the moment of printing, whatever the year
    as_of: StrOrPromise = ""  #: which days the numbers are of

    @property
    def heads(self) -> list[tuple[StrOrPromise, bool]]:
        """The columns, each with whether numbers stand below it."""
        return [
            (column, any(isinstance(row.cells[place], int) for row in self.rows))
            for place, column in enumerate(self.columns)
        ]

    @property
    def lines(self) -> list[Row]:
        """Every line of the table, the sum last."""
        return [*self.rows, *([self.total] if self.total else [])]

    def sums(self, place: int) -> int | None:
        """The sum of a column of numbers. What is not known adds nothing, and where nothing is known there is no sum."""
        known = [cell for row in self.rows if isinstance(cell := row.cells[place], int)]
        return sum(known) if known else None
