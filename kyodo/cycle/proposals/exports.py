"""紙にする: a proposal as PDF and as Word, for the file of the office and for whoever reads better on paper."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from kyodo.kernel.access import Actor, Request, open_to
from kyodo.offices.city.queries import the_city
from kyodo.offices.papers.actions import pdf, word
from kyodo.offices.papers.queries import shelf

from . import queries
from .models import Proposal
from .queries.text import Text
from .views.public import visible
from .views.writing import hand

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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
    made = pdf("proposals/paper.html", context, at=request.at, number=_number(proposal))
    return _handed_out(made, text, kind=PDF, ending="pdf")


def _number(proposal: Proposal) -> str:
    return proposal.case.document_number if proposal.case else ""


def _handed_out(made: bytes, text: Text, *, kind: str, ending: str) -> HttpResponse:
    name = f"{_('提案書')}_{text.said['title']}.{ending}"
    kept = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
    return HttpResponse(made, content_type=kind, headers=kept)


def _read(request: Request, ref: str, number: int | None) -> tuple[Proposal, Text]:
    """The text this reader may read: the newest, or the version asked for."""
    it = visible(request, ref)
    text = queries.text_for(it, request.actor, at=request.at, number=number)
    if text is None:
        raise Http404
    return it, text


@open_to("everyone")
def paper(request: Request, ref: str, number: int | None = None) -> HttpResponse:
    """提案書（PDF）: the text this reader may read, and what the sections said of it."""
    it, text = _read(request, ref, number)
    return _printed(it, text, request, reader=request.actor)


@open_to("everyone")
def paper_docx(request: Request, ref: str, number: int | None = None) -> HttpResponse:
    """提案書（Word）: the same text, to be worked on."""
    it, text = _read(request, ref, number)
    return _handed_out(_in_word(it, text, request), text, kind=DOCX, ending="docx")


def _in_word(proposal: Proposal, text: Text, request: Request, *, draft: bool = False) -> bytes:
    """One text in the order of its paper."""
    name = _("協働事業提案書（下書き）") if draft else _("協働事業提案書")
    city, title = the_city(), f"{name}　{text.said['title']}"
    document = word.new(title, at=request.at, number=_number(proposal), city=city.name if city else "")
    about = [
        (_("提案者"), text.said["author_name"]),
        (_("募集回"), proposal.round),
        (_("応じるテーマ"), proposal.theme),
    ]
    word.facts(document, [(label, str(said)) for label, said in about if said])
    for part in text.parts:
        word.heading(document, str(part.step.label))
        if part.facts:
            word.facts(document, [(str(label), words) for label, words in part.facts])
        for label, words in part.words:
            word.heading(document, str(label), level=2)
            word.paragraph(document, words)
        for table in part.tables:
            word.heading(document, str(table.label), level=2)
            word.table(document, [str(column) for column in table.columns], table.rows)
    for opinion in () if draft else proposal.opinions.select_related("section"):
        word.heading(document, _("%(section)sの意見") % {"section": opinion.section})
        word.facts(document, [(str(label), words) for label, words in opinion.facts])
    if not draft:
        word.paragraph(document, f"{_('要約値')}　{text.version.digest}")
    return word.save(document)


@open_to("link holders")
def draft(request: Request, ref: str = "", token: str = "") -> HttpResponse:
    """下書きの印刷: what is written so far, to be talked over in the group before it is submitted."""
    h = hand(request, ref, token)
    return _printed(h.proposal, queries.draft_text(h.proposal), request, reader=h.actor, draft=True)


@open_to("link holders")
def draft_docx(request: Request, ref: str = "", token: str = "") -> HttpResponse:
    """下書き（Word）: the same, for whoever goes on with it in their own program."""
    h = hand(request, ref, token)
    text = queries.draft_text(h.proposal)
    return _handed_out(_in_word(h.proposal, text, request, draft=True), text, kind=DOCX, ending="docx")
