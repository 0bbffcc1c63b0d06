"""紙にする: the list of a form on A4 with a code that leads to its page, empty for the counter or as far as a case has come."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kyodo.kernel.access import Request, open_to
from kyodo.offices.papers.actions import pdf, qr

from . import queries
from .views.case import the_case
from .views.library import the_guide


def _handed_out(made: bytes, name: str) -> HttpResponse:
    kept = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}.pdf", "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=kept)


@open_to("everyone")
def blank(request: Request, code: str) -> HttpResponse:
    """一つの形態の一覧 to be filled in by hand."""
    guide = the_guide(code)
    context = {"guide": guide, "lists": queries.lists(code, at=request.at), **qr(request.path.rpartition("/")[0] + "/")}
    made = pdf("formalities/print/blank.html", context, at=request.at)
    return _handed_out(made, _("%(form)sの確認表") % {"form": guide.form.label})


@open_to("signed in")
def board(request: Request, ref: str) -> HttpResponse:
    """案件の一覧: what stands today, with room to write beside what does not."""
    case = the_case(request, ref)
    shown = queries.board(case, request.actor, request.at)
    context = {"case": case, "board": shown, **qr(reverse("formalities:board", args=[case.ref]))}
    made = pdf("formalities/print/board.html", context, at=request.at, number=case.document_number)
    return _handed_out(made, _("形態の手続き_%(number)s") % {"number": case.document_number})
