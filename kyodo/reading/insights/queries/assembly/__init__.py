"""議会への報告パケット: what a fiscal year says to the assembly, in the very numbers of the public pages.

The packet counts nothing of its own where a public page counts: it asks that page's query. One table is one sheet of
the data; on screen, in Word and in PDF the same tables stand one below the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kyodo.kernel.calendar import fiscal_year
from kyodo.offices.city.queries import local_day

from . import promises, voices, work
from .tables import Cell, Row, Sheet, worded

__all__ = ["Cell", "Packet", "Row", "Sheet", "packet", "worded"]


@dataclass(frozen=True)
class Packet:
    """One year: the figures that lead, then every table behind them."""

    year: int
    is_running: bool  #: the year has not ended: the numbers will still grow
    sheets: tuple[Sheet, ...]

    @property
    def leading(self) -> list[tuple[str, int]]:
        """The sum of each table, as the first page shows it."""
        return [(str(name), count) for sheet in self.sheets for name, count in sheet.leads if count is not None]

    @property
    def by_code(self) -> dict[str, Sheet]:
        """Every table by its name."""
        return {sheet.code: sheet for sheet in self.sheets}


def packet(year: int, *, at: datetime) -> Packet:
    """The packet of a fiscal year as it stands at that moment, in a constant number of queries."""
    sheets = (
        work.stages(year, at=at),
        work.forms(year, at=at),
        work.projects(year, at=at),
        work.grants(year, at=at),
        voices.consultations(year, at=at),
        voices.adoption(year),
        voices.overrides(year, at=at),
        promises.recommendations(at=at),
        promises.overdue(at=at),
        promises.plans(at=at),
    )
    return Packet(year, fiscal_year(local_day(at)) <= year, sheets)
