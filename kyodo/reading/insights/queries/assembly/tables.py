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
NARROW = 3  #: columns of a table so small that the end of a page need not part it


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
        return [
            (cell if kind == "day" else word, kind) for cell, (word, kind) in zip(self.cells, self.words, strict=True)
        ]

    @property
    def words(self) -> list[tuple[str, str]]:
        """The cells as paper shows them, each with what it is: a number, a day, words."""
        kinds = ["number" if isinstance(c, int) else "day" if isinstance(c, date) else "words" for c in self.cells]
        shown = (worded(cell) for cell in self.cells)
        said = (f"{word:,}" if isinstance(word, int) else word for word in shown)
        return list(zip(said, kinds, strict=True))


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
    widths: Sequence[int]  #: of the columns, in shares of the page
    total: Row | None = None
    page: str = ""
    leads: Sequence[Lead] = ()
    is_standing: bool = False  #: how things stand at the moment of printing, whatever the year
    is_wide: bool = False  #: its columns need a page laid across
    as_of: StrOrPromise = ""  #: which days the numbers are of

    @property
    def is_short(self) -> bool:
        """Whether it stands on one page: a name and a number or two a line."""
        return len(self.columns) <= NARROW

    @property
    def heads(self) -> list[tuple[StrOrPromise, bool]]:
        """The columns, each with whether nothing but numbers, known or not, stands below it."""
        return [
            (column, all(row.cells[place] is None or isinstance(row.cells[place], int) for row in self.rows))
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
