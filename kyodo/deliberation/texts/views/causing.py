"""変更の理由: naming why each provision changed, before the version is published."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.views.decorators.http import require_POST

from kyodo.deliberation.texts import actions, forms, queries
from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Cause
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page

from .acting import finder, the_version


@open_to("officers")
def board(request: Request, ref: str) -> HttpResponse:
    """変更の理由を記す: every change with its reasons, and a form that gives one reason to several."""
    it = the_version(request, ref)
    may.may_write.require(request.actor, it, at=request.at)
    before = it.before()
    rows = [e for e in queries.comparison(before, it).rows if e.row.needs_cause] if before else []
    asked = {"uids": request.GET.getlist("uid"), "subject": request.GET.get("subject", "")}
    form = forms.CausesForm(request.POST or None, rows=rows, finder=finder(request), initial=asked)
    if attempt(form, actions.name_causes, it, by=request.actor, at=request.at):
        return redirect(resolve_url("texts:causes", it.ref))
    lacking = [e for e in rows if e.lacks_cause]
    return page(
        request, "texts/causes.html", form=form, version=it, document=it.document, rows=rows, lacking=lacking, before=before
    )  # fmt: skip


@open_to("officers")
@require_POST
def take_back(request: Request, ref: str) -> HttpResponse:
    """変更の理由を取り消す."""
    it = get_object_or_404(Cause.objects.select_related("version__document__section"), ref=ref)
    version = actions.take_back_cause(it, by=request.actor, at=request.at)
    return redirect("texts:causes", version.ref)
