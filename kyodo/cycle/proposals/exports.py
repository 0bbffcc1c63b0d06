"""紙にする: a proposal as PDF, for the file of the office and for whoever reads better on paper."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from kyodo.kernel.access import Actor, Request, open_to
from kyodo.offices.papers.actions import pdf
from kyodo.offices.papers.queries import shelf

from . import queries
from .models import Proposal
from .queries.text import Text
from .views.public import visible
from .views.writing import hand


def _printed(proposal: Proposal, text: Text, request: Request, *, reader: Actor, draft: bool = False) -> HttpResponse:
    """One text on A4, under the number of its case."""
    context = {
        "proposal": proposal,
        "text": text,
        "draft": draft,
        "opinions": [],
        **shelf(proposal, reader, request.at),
    }
    if not draft:
        context["opinions"] = list(proposal.opinions.select_related("section"))
    number = proposal.case.document_number if proposal.case else ""
    name = _("提案書_%(title)s.pdf") % {"title": text.said["title"]}
    kept = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
    made = pdf("proposals/paper.html", context, at=request.at, number=number)
    return HttpResponse(made, content_type="application/pdf", headers=kept)


@open_to("everyone")
def paper(request: Request, ref: str) -> HttpResponse:
    """提案書（PDF）: the text this reader may read, and what the sections said of it."""
    it = visible(request, ref)
    text = queries.text_for(it, request.actor, at=request.at)
    if text is None:
        raise Http404
    return _printed(it, text, request, reader=request.actor)


@open_to("link holders")
def draft(request: Request, ref: str = "", token: str = "") -> HttpResponse:
    """下書きの印刷: what is written so far, to be talked over in the group before it is submitted."""
    h = hand(request, ref, token)
    return _printed(h.proposal, queries.draft_text(h.proposal), request, reader=h.actor, draft=True)
