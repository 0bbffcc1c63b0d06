"""Taking in a file: upload, preview, mending, and the three ways on."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.texts import actions, forms, queries
from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Import
from kyodo.deliberation.texts.states import ImportState, Level
from kyodo.deliberation.texts.workflow import IMPORTS
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import page

from .acting import act, the_version


def the_import(request: Request, ref: str) -> Import:
    """The import, for those who write its text."""
    it = get_object_or_404(Import.objects.select_related("version__document__section"), ref=ref)
    may.may_write.require(request.actor, it, at=request.at)
    return it


@open_to("officers")
def upload(request: Request, ref: str) -> HttpResponse:
    """ファイルから取り込む."""
    it = the_version(request, ref)
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    return act(
        request, form, actions.upload, it, may=may.may_write, about=it, document=it.document,
        title=_("ファイルから取り込む"), lead=_("読み込んだ内容を確かめてから取り込みます。いまの条項は、取り込むと置きかわります。"),
    )  # fmt: skip


@open_to("officers")
def preview(request: Request, ref: str) -> HttpResponse:
    """取り込む内容を確かめる."""
    it = the_import(request, ref)
    wrong = queries.faults(it.lines) if it.state == ImportState.PREVIEW else []
    said: dict[int, list[str]] = {}
    for fault in wrong:
        said.setdefault(fault.n, []).append(fault.sentence)
    lines = [
        {**line, "place": n, "kind": Level(line["level"]).label, "faults": said.get(line["n"], [])}
        for n, line in enumerate(it.lines)
    ]
    tracked = sum(line.get("tracked", 0) for line in it.lines)
    blocks = IMPORTS.blocks("undo", it, at=request.at) if it.state == ImportState.DONE else ()
    return page(
        request, "texts/import.html", batch=it, version=it.version, document=it.version.document, lines=lines, wrong=wrong,
        blocks=blocks, tracked=tracked, kept=sum(not line["skip"] for line in it.lines),
    )  # fmt: skip


@open_to("officers")
def mend(request: Request, ref: str, place: int) -> HttpResponse:
    """取り込む行を直す."""
    it = the_import(request, ref)
    if place >= len(it.lines):
        raise Http404
    form = forms.LineForm(request.POST or None, initial=it.lines[place])
    return act(
        request, form, actions.mend, it, may=may.may_write, about=it, document=it.version.document, place=place,
        title=_("取り込む行を直す"), lead=_("%(n)d段落目") % {"n": it.lines[place]["n"]},
    )  # fmt: skip


@open_to("officers")
@require_POST
def act_on(request: Request, ref: str, verb: str) -> HttpResponse:
    """取り込む, 取り込まない, 取り消す."""
    steps = {"take_over": actions.take_over, "discard": actions.discard, "undo": actions.undo}
    if verb not in steps:
        raise Http404
    it = steps[verb](the_import(request, ref), by=request.actor, at=request.at)
    return redirect("texts:write", it.version.ref) if verb == "take_over" else redirect(it)
