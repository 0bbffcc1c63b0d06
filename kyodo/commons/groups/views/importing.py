"""Taking over an existing register: a file, its columns, what would happen, and the way back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.commons.groups import actions, queries
from kyodo.commons.groups.forms.register import MappingForm, UploadForm
from kyodo.commons.groups.models import Batch
from kyodo.commons.groups.states import BatchState
from kyodo.commons.groups.workflow import BATCHES
from kyodo.kernel.access import Request, open_to
from kyodo.offices.desk.queries import waiting_rows, watched
from kyodo.ui.flow import attempt, page

SHOWN = 50  #: groups that may be there already


@open_to("desk")
def upload(request: Request) -> HttpResponse:
    """名簿を読み込む; below, the files read so far."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if batch := attempt(form, actions.upload, by=request.actor, at=request.at):
        return redirect(batch)
    return page(request, "groups/import.html", form=form, batches=Batch.objects.all()[:20])


@open_to("desk")
def batch(request: Request, ref: str) -> HttpResponse:
    """確認: which column is what, which rows cannot be read, which groups may be there already."""
    it = get_object_or_404(Batch, ref=ref)
    if it.state != BatchState.PREVIEW:
        return worked_on(request, it)
    form = MappingForm(request.POST or None, batch=it)
    if attempt(form, actions.remap, it, by=request.actor, at=request.at):
        return redirect(it)
    lines = [(line["row"], line["said"]) for line in waiting_rows(it) if line["said"]]
    alike = queries.alike_rows(row["values"] for _place, row in lines)
    twins = list(queries.twins((place, row["values"]) for place, row in lines))
    shown: dict[str, Any] = {
        "rows": [row for _place, row in lines[:5]], "alike": alike[:SHOWN], "more": len(alike) - SHOWN,
        "twins": twins[:SHOWN], "more_twins": len(twins) - SHOWN,
    }  # fmt: skip
    return page(request, "groups/batch.html", form=form, batch=it, faults=it.faults.all(), **shown)


def worked_on(request: Request, it: Batch) -> HttpResponse:
    """進み具合と結果: how far the worker is; afterwards the way back, or on."""
    label = _("取り消した団体") if it.state == BatchState.UNDOING else _("取り込んだ行")
    seen = watched(it, label=label, by=request.actor, at=request.at)
    errand = seen["errand"]
    context: dict[str, Any] = {
        **seen, "batch": it, "count": it.groups.registered().count(),
        "moves": {m.name for m in BATCHES.open_to(request.actor, it, at=request.at)},
        "blocks": BATCHES.blocks("undo", it, at=request.at) if errand and errand.finished_at else (),
    }  # fmt: skip
    return page(request, "groups/batch_done.html", **context)


@open_to("desk")
@require_POST
def take_over(request: Request, ref: str) -> HttpResponse:
    """取り込む, or go on."""
    return redirect(actions.take_over(get_object_or_404(Batch, ref=ref), by=request.actor, at=request.at))


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
    return redirect(actions.undo(get_object_or_404(Batch, ref=ref), by=request.actor, at=request.at))
