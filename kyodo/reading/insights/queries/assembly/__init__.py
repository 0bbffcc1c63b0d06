"""議会への報告パケット: what a fiscal year says to the assembly, in the very numbers of the public pages.

The packet counts nothing of its own where a public page counts: it asks that page's query. One table is one sheet of
the data; on screen, in Word and in PDF the same tables stand one below the other, each with what it counts and which days
its numbers are of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kyodo.kernel.calendar import era_date, fiscal_span, fiscal_year
from kyodo.offices.city.queries import local_day

from . import promises, voices, work
from .tables import Cell, Row, Sheet, worded

__all__ = ["Cell", "Packet", "Row", "Sheet", "packet", "worded"]


@dataclass(frozen=True)
class Packet:
    """One year: the table of the figures that lead, then every table behind them."""

    year: int
    is_running: bool  #: the year has not ended: the numbers will still grow
    sheets: tuple[Sheet, ...]

    @property
    def by_code(self) -> dict[str, Sheet]:
        """Every table by its name."""
        return {sheet.code: sheet for sheet in self.sheets}


def packet(year: int, *, at: datetime) -> Packet:
    """The packet of a fiscal year as it stands at that moment, in a constant number of queries."""
    sheets = [
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
    ]
    dated = [replace(sheet, as_of=_as_of(sheet, year, at=at)) for sheet in sheets]
    return Packet(year, fiscal_year(local_day(at)) <= year, (_leading(dated), *dated))


def _as_of(sheet: Sheet, year: int, *, at: datetime) -> str:
    """Which days the numbers of a table are of, as it is printed."""
    printed, (first, last) = local_day(at), fiscal_span(year)
    if sheet.is_standing:
        return _("%(day)s現在") % {"day": era_date(printed, weekday=False)}
    days = {"first": era_date(first, weekday=False), "last": era_date(min(last, printed), weekday=False)}
    if printed <= last:
        return _("%(first)sから%(last)s（作成日）まで") % days
    return _("%(first)sから%(last)sまで（%(day)sに集計）") % {**days, "day": era_date(printed, weekday=False)}


def _leading(sheets: Sequence[Sheet]) -> Sheet:
    """おもな数字: the sums of all tables, each with its definition and its days."""
    rows = [
        Row((str(it.name), it.count, str(it.says), str(sheet.as_of)), f"#{sheet.code}")
        for sheet in sheets
        for it in sheet.leads
        if it.count is not None
    ]
    return Sheet(
        "leading", gettext_lazy("おもな数字"), gettext_lazy("後の表から、合計だけを抜き出したものです。"),
        (gettext_lazy("数えたもの"), gettext_lazy("数"), gettext_lazy("数え方"), gettext_lazy("いつの数か")), rows, (40, 24, 62, 44),
    )  # fmt: skip
