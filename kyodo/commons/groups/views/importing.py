"""Taking over an existing register: a file, its columns, what would happen, and the way back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.commons.groups import actions, queries
from kyodo.commons.groups.forms.register import MappingForm, UploadForm, preview
from kyodo.commons.groups.models import Batch
from kyodo.commons.groups.states import BatchState
from kyodo.commons.groups.workflow import BATCHES
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.policy import Refused
from kyodo.ui.flow import attempt, page


@open_to("desk")
def upload(request: Request) -> HttpResponse:
    """名簿を読み込む; below, the files read so far."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if batch := attempt(form, actions.upload, by=request.actor, at=request.at):
        return redirect("groups:batch", batch.ref)
    return page(request, "groups/import.html", form=form, batches=queries.batches()[:20])


@open_to("desk")
def batch(request: Request, ref: str) -> HttpResponse:
    """確認: which column is what, which rows cannot be read, which groups may be there already."""
    it = get_object_or_404(Batch, ref=ref)
    if it.state != BatchState.PREVIEW:
        blocks = BATCHES.blocks("undo", it, at=request.at) if it.state == BatchState.DONE else ()
        return page(request, "groups/batch_done.html", batch=it, count=it.groups.count(), blocks=blocks)
    form = MappingForm(request.POST or None, batch=it)
    if attempt(form, actions.remap, it, by=request.actor, at=request.at):
        return redirect("groups:batch", it.ref)
    read = preview(it)
    alike = queries.alike_rows([row.values for row in read.rows])
    return page(request, "groups/batch.html", form=form, batch=it, read=read, alike=alike)


@open_to("desk")
@require_POST
def take_over(request: Request, ref: str) -> HttpResponse:
    """取り込む: all rows or none."""
    it = get_object_or_404(Batch, ref=ref)
    read = preview(it)
    if read.faults:
        raise Refused(_("読み取れない行があります。直してからもう一度読み込んでください。"))
    actions.take_over(it, rows=read.rows, by=request.actor, at=request.at)
    return redirect("groups:batch", it.ref)


@open_to("desk")
@require_POST
def discard(request: Request, ref: str) -> HttpResponse:
    """やめる."""
    actions.discard(get_object_or_404(Batch, ref=ref), by=request.actor, at=request.at)
    return redirect("groups:import")


@open_to("desk")
@require_POST
def undo(request: Request, ref: str) -> HttpResponse:
    """取り込みを取り消す: the whole file."""
    it = get_object_or_404(Batch, ref=ref)
    actions.undo(it, by=request.actor, at=request.at)
    return redirect("groups:batch", it.ref)
