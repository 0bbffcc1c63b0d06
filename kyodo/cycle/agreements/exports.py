"""紙にする: the agreement as PDF with its seal boxes, and as Word files that a town hall can go on working with."""

from __future__ import annotations

import csv
from urllib.parse import quote

from django.http import HttpResponse

from kyodo.kernel.access import BOTH_SIDES, Request, open_to
from kyodo.kernel.text import csv_safe
from kyodo.offices.city.queries import the_city
from kyodo.offices.papers.actions import pdf, word

from .models import Agreement
from .queries import boards
from .queries.amending import COLUMNS, line_of
from .queries.pages import Sheet
from .queries.words import moment as day_of
from .views import amending, main, the_agreement

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def attachment(data: bytes, *, name: str, kind: str) -> HttpResponse:
    """A download under a Japanese name."""
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return HttpResponse(
        data, content_type=kind, headers={"Content-Disposition": disposition, "Cache-Control": "no-store"}
    )


@open_to("everyone")
def agreement_pdf(request: Request, ref: str) -> HttpResponse:
    """協定書（PDF）."""
    it = the_agreement(request, ref)
    context = {"agreement": it, "case": it.case, "sheet": main.readable(request, it)}
    data = pdf("agreements/paper.html", context, at=request.at, number=it.case.document_number)
    return attachment(data, name=f"協定書_{it.case.document_number}.pdf", kind=PDF)


@open_to("everyone")
def agreement_docx(request: Request, ref: str) -> HttpResponse:
    """協定書（Word）."""
    it = the_agreement(request, ref)
    data = agreement_in_word(it, main.readable(request, it), request)
    return attachment(data, name=f"協定書_{it.case.document_number}.docx", kind=DOCX)


@open_to("everyone")
def roles_docx(request: Request, ref: str) -> HttpResponse:
    """役割分担表（Word）."""
    it = the_agreement(request, ref)
    sheet = main.readable(request, it)
    document = word.new(f"役割分担表　{it.case.title}", at=request.at, number=it.case.document_number, city=city_name())
    word.table(document, *boards.role_table(sheet.text), widths=[14, 34, 16, 22, 28, 56])
    data = word.save(document)
    return attachment(data, name=f"役割分担表_{it.case.document_number}.docx", kind=DOCX)


def agreement_in_word(agreement: Agreement, sheet: Sheet, request: Request) -> bytes:
    """The whole agreement, in the order of its paper."""
    case, text = agreement.case, sheet.text
    document = word.new(f"協定書　{case.title}", at=request.at, number=case.document_number, city=city_name())
    if sheet.is_draft:
        word.paragraph(document, "（案）双方が確認する前の文です。", bold=True)
    if sheet.amended:
        word.paragraph(document, sheet.amended)
    word.facts(document, [(str(side.label), "、".join(sheet.parties[side])) for side in BOTH_SIDES])
    word.heading(document, "目的")
    word.paragraph(document, text.purpose)
    word.heading(document, "目標")
    for goal in sheet.goals:
        word.facts(document, goal)
    word.heading(document, "役割分担")
    word.table(document, *boards.role_table(text), widths=[14, 34, 16, 22, 28, 56])
    if sheet.conditions:
        word.heading(document, "前の評価から引き継いだこと")
    for row in sheet.conditions:
        word.facts(document, row)
    word.heading(document, "期間と費用")
    word.facts(document, sheet.terms)
    word.heading(document, "条項")
    for number, each in enumerate(sheet.clauses, 1):
        word.heading(document, f"第{number}条　{each.clause.title}", level=2)
        word.paragraph(document, each.clause.text)
    word.paragraph(document, "、".join(f"第{number}条 {each.words}" for number, each in enumerate(sheet.clauses, 1)))
    word.heading(document, "公開のしかた")
    word.facts(document, [(item.name, boards.disclosed(item)) for item in text.disclosure])
    if text.kept:
        word.heading(document, "違うまま残したこと")
        word.sides(document, [(kept.because, kept.citizens or "—", kept.city or "—") for kept in text.kept])
    word.signatures(document, [name for side in BOTH_SIDES for name in sheet.parties[side]])
    word.paragraph(document, f"内容の要約値　{sheet.digest}")
    return word.save(document)


@open_to("everyone")
def amendment_pdf(request: Request, ref: str, amendment: str) -> HttpResponse:
    """協定の変更（PDF）."""
    it = amending.the_dossier(request, ref, amendment)
    context = {"dossier": it, "case": it.amendment.case}
    number = it.amendment.document_number
    data = pdf("agreements/amendment_paper.html", context, at=request.at, number=number)
    return attachment(data, name=f"協定の変更_{number}.pdf", kind=PDF)


@open_to("everyone")
def amendment_docx(request: Request, ref: str, amendment: str) -> HttpResponse:
    """協定の変更（Word）."""
    it = amending.the_dossier(request, ref, amendment)
    number, case = it.amendment.document_number, it.amendment.case
    document = word.new(f"協定の変更　{case.title}", at=request.at, number=number, city=city_name())
    word.facts(document, [("案件", f"{case.document_number}　{case.title}"), *it.facts])
    if it.fields:
        word.heading(document, "変更の前と後")
        rows = [[f.section, f.row, f.name, f.before or "—", f.after or "—"] for f in it.fields]
        word.table(document, ["部分", "項目", "欄", "変更前", "変更後"], rows, widths=[20, 32, 22, 48, 48])
    if it.confirmations:
        word.heading(document, "承認")
        rows = [[c.get_side_display(), c.name, c.acting_as, day_of(c.at)] for c in it.confirmations]
        word.table(document, ["側", "氏名", "資格", "日付"], rows, widths=[20, 50, 60, 40])
    return attachment(word.save(document), name=f"協定の変更_{number}.docx", kind=DOCX)


@open_to("everyone")
def register_csv(request: Request) -> HttpResponse:
    """協定の変更の一覧（CSV）: the year that is on the page."""
    form, changes = amending.chosen(request)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="agreement-changes-{form.chosen or ""}.csv"'
    writer = csv.writer(answer)
    writer.writerow([str(head) for head in COLUMNS])
    writer.writerows([csv_safe(cell) for cell in line_of(change)] for change in changes)
    return answer


def city_name() -> str:
    """The city whose paper it is."""
    city = the_city()
    return city.name if city else ""
