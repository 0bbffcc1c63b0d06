"""二人目の分類: asking, drawing, coding unseen, and what came of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.consultations import actions, forms, queries
from kyodo.deliberation.consultations.models import Coding, Recoding
from kyodo.deliberation.consultations.policies import is_coder, keeps, sees_ledger
from kyodo.deliberation.consultations.states import BLIND, CodingState
from kyodo.deliberation.consultations.workflow import CODINGS
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page

from .finding import act, kept, worked_on


@open_to("officers")
def codings(request: Request, ref: str) -> HttpResponse:
    """二人目の分類を頼む; where somebody was asked, how far it is."""
    it = worked_on(request, ref)
    if standing := it.codings.standing().first():
        return redirect(standing)
    form = forms.CoderForm(request.POST or None, at=request.at)
    if made := attempt(form, actions.name_coder, kept(request, ref), by=request.actor, at=request.at):
        return redirect(made)
    lead = _(
        "意見の一部を、くじで選んで、一人目の分類を知らない職員がもう一度分類します。二人がどのくらい一致したかを公表します。"
    )
    return act(request, it, form, _("二人目の分類を頼む"), lead=lead)


def coding_of(request: Request, ref: str) -> Coding:
    """A second coding for whoever codes, and for whoever works on the ledger."""
    one = get_object_or_404(Coding.objects.select_related("consultation__section", "coder"), ref=ref)
    if not is_coder.check(request.actor, one, at=request.at):
        sees_ledger.require(request.actor, one, at=request.at)
    return one


@open_to("officers")
def coding(request: Request, ref: str) -> HttpResponse:
    """二人目の分類: to whoever codes the next opinion, to the others how far it is and what came of it."""
    one = coding_of(request, ref)
    if one.state in BLIND and is_coder.check(request.actor, one, at=request.at):
        return recode(request, one)
    filed, actor, at = one.state == CodingState.FILED, request.actor, request.at
    form = forms.SeedForm(request.POST or None) if "draw" in moves_of(request, one) else None
    if form and attempt(form, actions.draw, one, by=actor, at=at):
        return redirect(one)
    context: dict[str, Any] = {
        "coding": one, "it": one.consultation, "form": form, "moves": moves_of(request, one),
        "blocks": CODINGS.blocks("draw", one, at=at) if form else (), "digest": queries.hash_of(one) if one.listed else "",
        "told": queries.told_of_coding(one) if filed else None, "kept": queries.kept(actor, one.consultation, at=at), "works": bool(sees_ledger.check(actor, one, at=at)),
        "disputes": queries.disputes_of(one, actor, at=at) if filed else [],
    }  # fmt: skip
    return page(request, "consultations/coding.html", **context)


def moves_of(request: Request, one: Coding) -> set[str]:
    """What this person may do with it now."""
    return {move.name for move in CODINGS.open_to(request.actor, one, at=request.at)}


def recode(request: Request, one: Coding) -> HttpResponse:
    """分類する: one opinion after the other, and at the end all of it is filed."""
    rows = one.rows.readable(request.actor, at=request.at).select_related("category")
    shown = queries.to_code(one, request.actor, at=request.at, wanted=request.GET.get("row", ""))
    form = forms.CodeForm(request.POST or None, row=shown.row, at=request.at) if shown else None
    if shown and form and attempt(form, actions.code, shown.row, by=request.actor, at=request.at):
        return redirect(one)
    context: dict[str, Any] = {
        "coding": one, "it": one.consultation, "shown": shown, "form": form, "rows": rows,
        "done": sum(row.coded_at is not None for row in rows),
    }  # fmt: skip
    return page(request, "consultations/recode.html", **context)


@open_to("officers")
@require_POST
def file(request: Request, ref: str) -> HttpResponse:
    """分類を出す."""
    one = coding_of(request, ref)
    actions.file_coding(one, by=request.actor, at=request.at)
    return redirect(one)


@open_to("officers")
def withdraw(request: Request, ref: str) -> HttpResponse:
    """取りやめる."""
    one = coding_of(request, ref)
    keeps.require(request.actor, one, at=request.at)
    form = forms.WhyForm(request.POST or None)
    if attempt(form, actions.withdraw_coding, one, by=request.actor, at=request.at):
        return redirect("consultations:codings", ref=one.consultation.ref)
    return act(request, one.consultation, form, _("二人目の分類を取りやめる"), back=one.get_absolute_url())


@open_to("officers")
def settle(request: Request, ref: str) -> HttpResponse:
    """決着させる: why the opinion stays as it stands now."""
    row = get_object_or_404(Recoding.objects.select_related("coding__consultation__section"), ref=ref)
    keeps.require(request.actor, row.coding, at=request.at)
    told = [one for one in queries.disputes_of(row.coding, request.actor, at=request.at) if one.row.pk == row.pk]
    if not told:
        raise Http404
    form = forms.WhyForm(request.POST or None, initial={"reason": row.settled_because})
    if attempt(form, actions.settle_row, row, by=request.actor, at=request.at):
        return redirect(row.coding)
    title, back = _("食い違いを決着させる"), row.coding.get_absolute_url()
    return act(request, row.coding.consultation, form, title, back=back, disputes=told, works=True)
