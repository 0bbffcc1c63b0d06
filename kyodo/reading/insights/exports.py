"""The packet for the assembly as it is handed over: Word, tagged PDF, and each table as data."""

from __future__ import annotations

import csv
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from kyodo.kernel.access import Request, open_to
from kyodo.kernel.calendar import era_date, era_fiscal_year
from kyodo.kernel.text import csv_safe
from kyodo.offices.city.queries import local_day, the_city
from kyodo.offices.papers.actions import pdf, word

from . import queries
from .views import offered

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _packet(request: Request, year: int) -> queries.Packet:
    """The packet of a year that the page offers."""
    if year not in offered(request):
        raise Http404
    return queries.packet(year, at=request.at)


def _named(data: bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=content_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _title(year: int) -> str:
    return _("協働の年次報告　%(year)s") % {"year": era_fiscal_year(year)}


@open_to("everyone")
def assembly_pdf(request: Request, year: int) -> HttpResponse:
    """議会への報告.pdf."""
    made = pdf("insights/print/assembly.html", {"packet": _packet(request, year)}, at=request.at)
    return _named(made, "application/pdf", f"{_title(year)}.pdf")


@open_to("everyone")
def assembly_docx(request: Request, year: int) -> HttpResponse:
    """議会への報告.docx."""
    packet, city = _packet(request, year), the_city()
    document = word.new(_title(year), at=request.at, city=city.name if city else "")
    printed = era_date(local_day(request.at), weekday=False)
    word.paragraph(document, _("%(day)sに、公開しているページと同じ数え方で作成しました。") % {"day": printed})
    for sheet in packet.sheets:
        word.turn(document, wide=sheet.is_wide)
        word.heading(document, str(sheet.title))
        word.lead(document, str(sheet.says))
        if sheet.as_of:
            word.lead(document, _("いつの数か：%(days)s") % {"days": sheet.as_of})
        if sheet.rows:
            rows = [[queries.worded(cell) for cell in row.cells] for row in sheet.lines]
            word.table(
                document, [str(column) for column in sheet.columns], rows, widths=sheet.widths, whole=sheet.is_short
            )
        else:
            word.paragraph(document, _("該当するものはありません。"))
    return _named(word.save(document), DOCX, f"{_title(year)}.docx")


@open_to("everyone")
def assembly_csv(request: Request, year: int, code: str) -> HttpResponse:
    """One table of the packet, without its sum: numbers and days as machines read them."""
    sheet, day = _packet(request, year).by_code.get(code), local_day(request.at)
    if sheet is None:
        raise Http404
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="assembly-{year}-{sheet.code}-{day:%Y%m%d}.csv"'
    writer = csv.writer(answer)
    writer.writerow([str(column) for column in sheet.columns])
    writer.writerows(["" if cell is None else csv_safe(cell) for cell in row.cells] for row in sheet.rows)
    return answer
