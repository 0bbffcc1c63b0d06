"""Taking over a list the city already keeps: a file, what would happen, and the way back."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.recommendations import actions
from kyodo.deliberation.recommendations import policies as may
from kyodo.deliberation.recommendations.forms.importing import ImportForm
from kyodo.deliberation.recommendations.models import Batch, Plan, Report
from kyodo.deliberation.recommendations.workflow import BATCHES
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.models import Section
from kyodo.ui.flow import page

from .acting import act

VERBS = {"take_over": actions.take_over, "discard": actions.discard, "undo": actions.undo}


@open_to("desk")
def into_report(request: Request, ref: str) -> HttpResponse:
    """提言の一覧を読み込む."""
    it = get_object_or_404(Report, ref=ref)
    form = ImportForm(request.POST or None, request.FILES or None, place=it)
    return act(request, form, actions.upload, it, may=may.may_keep, about=it, title=_("提言の一覧を取り込む"), lead=it.title, submit=_("読み込んで確かめる"))  # fmt: skip


@open_to("desk")
def into_plan(request: Request, ref: str) -> HttpResponse:
    """取組の一覧を読み込む."""
    it = get_object_or_404(Plan, ref=ref)
    form = ImportForm(request.POST or None, request.FILES or None, place=it)
    return act(request, form, actions.upload, it, may=may.may_keep, about=it, title=_("取組の一覧を取り込む"), lead=it.title, submit=_("読み込んで確かめる"))  # fmt: skip


@open_to("desk")
def batch(request: Request, ref: str) -> HttpResponse:
    """取り込む前に見る."""
    it = get_object_or_404(Batch.objects.select_related("report", "plan"), ref=ref)
    names = dict(Section.objects.values_list("ref", "name"))
    rows = [{**row, "section": names.get(row["section"], "")} for row in it.rows[:50]]
    moves = BATCHES.open_to(request.actor, it, at=request.at)
    return page(request, "recommendations/batch.html", batch=it, rows=rows, moves=moves)


@open_to("desk")
@require_POST
def batch_act(request: Request, ref: str, verb: str) -> HttpResponse:
    """取り込む・やめる・取り消す."""
    if verb not in VERBS:
        raise Http404
    return redirect(VERBS[verb](get_object_or_404(Batch, ref=ref), by=request.actor, at=request.at))
