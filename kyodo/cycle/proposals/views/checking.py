"""Pages of the city: formal check, correction, opinion, public benefit; and the proposer's one click against it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.cycle.proposals import actions, terms
from kyodo.cycle.proposals.forms import city as forms
from kyodo.cycle.proposals.policies import is_in_charge, looks_after
from kyodo.kernel.access import Request, open_to
from kyodo.offices.desk.actions import due_date
from kyodo.ui.flow import attempt, page

from .public import visible
from .writing import hand


@open_to("desk")
@require_POST
def check(request: Request, ref: str) -> HttpResponse:
    """形式を確認した."""
    it, seen = visible(request, ref), request.POST.get("seen", "")
    return redirect(actions.check(it, seen=seen, by=request.actor, at=request.at))


@open_to("desk")
def send_back(request: Request, ref: str) -> HttpResponse:
    """補正をお願いする."""
    it = visible(request, ref)
    form = forms.ReturnForm(
        request.POST or None, initial={"correct_by": due_date(terms.CORRECTION_DAYS, at=request.at)}
    )
    if attempt(form, actions.send_back, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "proposals/act.html", form=form, proposal=it, title=_("補正をお願いする"), back=it)


@open_to("officers")
def opinion(request: Request, ref: str) -> HttpResponse:
    """課の意見を書く."""
    it = visible(request, ref)
    is_in_charge.require(request.actor, it, at=request.at)
    form = forms.OpinionForm(request.POST or None)
    if attempt(form, actions.give_opinion, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "proposals/act.html", form=form, proposal=it, title=_("課の意見を書く"), back=it)


@open_to("officers")
def benefit(request: Request, ref: str) -> HttpResponse:
    """公益性と領域を確かめる."""
    it = visible(request, ref)
    looks_after.require(request.actor, it, at=request.at)
    form = forms.BenefitForm(request.POST or None)
    if attempt(form, actions.check_benefit, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "proposals/act.html", form=form, proposal=it, title=_("公益性と領域を確かめる"), back=it)


@open_to("link holders")
@require_POST
def object_to(request: Request, ref: str = "", token: str = "") -> HttpResponse:
    """もう一度見てほしい: one click."""
    h = hand(request, ref, token)
    latest = h.proposal.benefit_checks.last()
    if latest is None:
        raise Http404
    actions.object_to(latest, by=h.actor, at=request.at)
    return redirect(h.url("desk"))
