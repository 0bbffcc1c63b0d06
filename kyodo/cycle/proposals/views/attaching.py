"""Pages of whoever writes: papers beside the proposal, put there and taken out. By account, or by the secret link."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.proposals import actions, queries
from kyodo.cycle.proposals.forms.attaching import AttachForm, DetachForm
from kyodo.kernel.access import Request, open_to
from kyodo.offices.papers.queries import files_about
from kyodo.ui.flow import attempt, page

from .writing import hand


@open_to("link holders")
def attach(request: Request, ref: str = "", token: str = "") -> HttpResponse:
    """書類を付ける."""
    h = hand(request, ref, token)
    form = AttachForm(request.POST or None, request.FILES or None)
    if attempt(form, actions.attach, h.proposal, by=h.actor, at=request.at):
        messages.success(request, _("書類を付けました。"))
        return redirect(h.url("desk"))
    writable = queries.writable(h.proposal, at=request.at)
    return page(request, "proposals/attach.html", **h.context(form=form, writable=writable))


@open_to("link holders")
def detach(request: Request, paper: str, ref: str = "", token: str = "") -> HttpResponse:
    """書類を外す."""
    h = hand(request, ref, token)
    file = get_object_or_404(files_about(h.proposal.subject), ref=paper)
    form = DetachForm(request.POST or None, received=h.proposal.submitted_at is not None)
    if attempt(form, actions.detach, h.proposal, file, by=h.actor, at=request.at):
        messages.success(request, _("書類を外しました。"))
        return redirect(h.url("desk"))
    context = h.context(form=form, title=_("書類を外す"), lead=file.name, back=h.url("desk"))
    return page(request, "proposals/act.html", **context)
