"""The result as a file and on paper, and the report of a year."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.timezone import localtime

from kyodo.kernel.access import Request, open_to
from kyodo.kernel.text import csv_safe
from kyodo.offices.city.queries import local_day
from kyodo.offices.papers.actions import pdf

from . import queries
from .forms.intake import COLUMNS, EXAMPLE
from .models import Consultation, Correction
from .states import Age, Channel, Fitness, Standing
from .views.finding import kept
from .views.public import told


def file_of(rows: Iterable[Iterable[object]], name: str) -> HttpResponse:
    """Rows as CSV that a spreadsheet shows and never executes, UTF-8 with BOM."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer: Any = csv.writer(answer)
    for row in rows:
        writer.writerow(["" if cell is None else csv_safe(cell) for cell in row])
    return answer


def result_rows(it: Consultation) -> Iterator[list[object]]:
    """One line an opinion: its gist, how many gave it, the city's view. Nothing of any sender."""
    yield [
        "案件番号",
        "案件名",
        "意見番号",
        "市の考え方番号",
        "意見の概要",
        "箇所",
        "件数",
        "対応の区分",
        "市の考え方",
        "理由",
        "変更前",
        "変更後",
        "担当課",
    ]
    for line in queries.lines_of(it):
        a = line.answer
        for unit in line.units:
            yield [
                it.ref, it.title, unit.ref, a.order, unit.gist, unit.place, unit.bundle.voices, a.category and a.category.name,
                a.text, a.reason, a.before, a.after, a.section.name,
            ]  # fmt: skip


@open_to("everyone")
def result_csv(request: Request, ref: str) -> StreamingHttpResponse:
    """結果.csv."""
    it, _standing = told(request, ref)
    return streamed(result_rows(it), f"consultation-{it.ref}")


@open_to("everyone")
def result_pdf(request: Request, ref: str) -> HttpResponse:
    """結果.pdf."""
    it, standing = told(request, ref)
    made = pdf("consultations/print/result.html", queries.printed_of(it, standing), at=request.at)
    return HttpResponse(made, content_type="application/pdf")


def yearly_rows(report: queries.Year, *, today: date) -> Iterator[list[object]]:
    """One line a consultation."""
    yield [
        "案件番号", "案件名", "担当課", "募集開始", "募集終了", "日数", "30日未満の理由", "段階", "提出者数", "提出数", "意見件数", "反映件数",
        "結果公表日", "二人目の分類", "区分の一致", "区分のκ", "課の一致", "課のκ",
    ]  # fmt: skip
    for line in report.lines:
        it, told_on = line.it, line.result and local_day(line.result.published_at)
        yield [
            it.ref, it.title, it.section.name, it.opens_on, it.closes_on, it.days, it.short_reason, str(it.phase(today).label),
            line.persons, line.submissions, line.opinions, line.reflected, told_on, *_coded(line.coded),
        ]  # fmt: skip


def _coded(told: queries.Told | None) -> list[object]:
    """How many opinions two people sorted, how many alike, and κ, for the category and for the section."""
    if told is None:
        return [None] * 5
    kappas = (a.kappa if a.kappa is None else round(a.kappa, 3) for a in (told.category, told.section))
    category, section = kappas
    return [told.coded, told.category.same, category, told.section.same, section]


@open_to("everyone")
def yearly_csv(request: Request, year: int) -> HttpResponse:
    """年次報告.csv."""
    rows = yearly_rows(queries.year_report(year), today=local_day(request.at))
    return file_of(rows, f"consultations-{year}")


class Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def streamed(rows: Iterable[Iterable[object]], name: str) -> StreamingHttpResponse:
    """The same file some lines at a time: two hundred thousand need no more memory than those."""
    writer: Any = csv.writer(Echo())
    lines = (writer.writerow(["" if cell is None else csv_safe(cell) for cell in row]) for row in rows)
    pieces = ("".join(some) for some in iter(lambda: list(islice(lines, LINES)), []))
    answer = StreamingHttpResponse(chain(("\ufeff",), pieces), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


#: Columns of the ledger as they are read: no objects, for there may be two hundred thousand rows.
_LEDGER = (
    "number", "received_at", "channel", "late", "fitness", "sender__name", "sender__address", "sender__email", "sender__phone",
    "standing", "age", "place", "text", "corrected", "bundle__ref",
)  # fmt: skip
LINES = 200  #: lines that leave together


def ledger_rows(it: Consultation) -> Iterator[list[object]]:
    """One line a submission, with its sender: for whoever runs the consultation."""
    yield [
        "受付番号",
        "受付日時",
        "提出方法",
        "期限後",
        "要件",
        *(heading for _name, heading, _most in COLUMNS[1:]),
        *("束", "はじめの入力", "訂正の理由"),
    ]
    said = {code: str(label) for code, label in (*Channel.choices, *Fitness.choices)}
    told = {code: str(label) for code, label in (*Standing.choices, *Age.choices, ("", ""))}
    found = it.submissions.order_by("number").values_list(*_LEDGER)
    why = dict(Correction.objects.filter(submission__consultation=it).values_list("submission__number", "because"))
    for line in found.iterator(2000):
        number, received_at, channel, late, fitness, *sender, standing, age, place, text, right, bundle = line
        yield [
            number, localtime(received_at).strftime("%Y-%m-%d %H:%M"), said[channel], "期限後" if late else "", said[fitness],
            *sender, told[standing], told[age], place, right or text, bundle, right and text, why.get(number),
        ]  # fmt: skip


@open_to("officers")
def ledger_csv(request: Request, ref: str) -> StreamingHttpResponse:
    """台帳.csv."""
    it = kept(request, ref)
    return streamed(ledger_rows(it), f"ledger-{it.ref}")


@open_to("officers")
def intake_template(request: Request, ref: str) -> HttpResponse:
    """ひな形.csv: the headings that a file to be taken in has, and one row to be written over."""
    kept(request, ref)
    return file_of(([heading for _name, heading, _most in COLUMNS], EXAMPLE), "opinions")
