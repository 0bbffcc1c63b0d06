"""残す記録の取り出し: each form's own record of a case, as a table or as a paper."""

from __future__ import annotations

import csv
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kyodo.cycle.agreements import queries as agreements
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.formalities.terms import Record
from kyodo.kernel.access import BOTH_SIDES, Request, open_to
from kyodo.kernel.text import csv_safe
from kyodo.offices.city.queries import local_day, the_city
from kyodo.offices.papers.actions import word

from .queries import records

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@open_to("everyone")
@require_safe
def record(request: Request, ref: str, record: str) -> HttpResponse:
    """一つの記録: only what this reader may see of the case, and only what its forms keep."""
    cases = Collaboration.objects.visible_to(request.actor, at=request.at).prefetch_related("forms", "parties")
    case = get_object_or_404(cases.select_related("ward", "proposal__round__programme"), ref=ref)
    if record not in records.records_of(case):
        raise Http404
    match kind := Record(record):
        case Record.ROLES:
            return redirect("agreements:roles_docx", case.ref)
        case Record.COMMITTEE:
            return _in_word(case, request)
        case _:
            return _in_rows(kind, case, request)


def _in_rows(kind: Record, case: Collaboration, request: Request) -> HttpResponse:
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"{kind.value}-{case.year}-{case.number}-{local_day(request.at):%Y%m%d}.csv"
    answer["Content-Disposition"], answer["Cache-Control"] = f'attachment; filename="{name}"', "no-store"
    writer = csv.writer(answer)
    writer.writerow(records.COLUMNS[kind])
    rows = records.rows_of(kind, case, request.actor, request.at)
    writer.writerows([csv_safe(cell) for cell in row] for row in rows)
    return answer


def _in_word(case: Collaboration, request: Request) -> HttpResponse:
    """実行委員会の記録: its rules as agreed, its members, its money."""
    city = the_city()
    document = word.new(case.title, at=request.at, number=case.document_number, city=city.name if city else "")
    word.heading(document, _("委員の名簿"))
    seated = [
        [p.get_side_display(), p.name, p.get_role_display()]
        for p in case.parties.all()
        if p.until is None and p.side in BOTH_SIDES
    ]
    word.table(document, [_("側"), _("名前"), _("立場")], seated)
    word.heading(document, _("規約"))
    agreement = agreements.agreement_of(case)
    text = agreements.readable_text(agreement, request.actor, request.at) if agreement else None
    for number, clause in enumerate(text.clauses.rows if text else (), 1):
        word.heading(document, _("第%(n)s条　%(title)s") % {"n": number, "title": clause.title}, level=2)
        word.paragraph(document, clause.text)
    if not (text and text.clauses.rows):
        word.paragraph(document, _("まだ決まっていません。"))
    word.heading(document, _("収支"))
    columns = records.COLUMNS[Record.MONEY][2:]
    lines = [row[2:] for row in records.rows_of(Record.MONEY, case, request.actor, request.at)]
    if lines:
        word.table(document, columns, lines)
    else:
        word.paragraph(document, _("まだ書かれていません。"))
    name = quote(f"{_('実行委員会の記録')}_{case.document_number}.docx")
    kept = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "no-store"}
    return HttpResponse(word.save(document), content_type=DOCX, headers=kept)
