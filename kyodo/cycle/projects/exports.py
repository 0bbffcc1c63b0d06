"""紙にする: the report of a project with its settlement, for the file of the office and for whoever reads better on paper."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from kyodo.kernel.access import Request, open_to
from kyodo.offices.papers.actions import pdf

from . import queries
from .states import State
from .views.shared import the_project


@open_to("everyone")
def report_pdf(request: Request, ref: str) -> HttpResponse:
    """実績報告書と収支決算書（PDF）: what the page says, no receipt among it."""
    it = the_project(request, ref)
    if it.state != State.REPORTED:
        raise Http404
    context = {
        "project": it, "case": it.case, "said": queries.report_of(it), "goals": queries.goal_lines(it),
        "entries": list(it.entries.order_by("on", "pk")), "books": queries.books_of(it, request.actor, at=request.at),
        "settlement": queries.settlement_of(it), "remark": queries.remark_of(it),
    }  # fmt: skip
    made = pdf("projects/paper.html", context, at=request.at, number=it.case.document_number)
    name = quote(f"{_('実績報告書')}_{it.case.title}.pdf")
    kept = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=kept)
