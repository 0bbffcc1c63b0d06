"""確認、締結、変更、開始、免除: the acts of weight, each on a page that says what it means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kyodo.cycle.agreements import actions, queries
from kyodo.cycle.agreements.forms.acts import AmendForm, ConfirmForm, SignedForm, WaiveForm
from kyodo.cycle.agreements.policies import may_attach, may_waive, speaks_for_a_side
from kyodo.cycle.agreements.queries import pages
from kyodo.cycle.agreements.states import WAIVABLE, State
from kyodo.cycle.agreements.workflow import WORKFLOW
from kyodo.cycle.screening.queries import open_conditions
from kyodo.kernel.access import Request, open_to
from kyodo.ui import forms
from kyodo.ui.flow import attempt, page

from . import at_the_table, side_of, the_agreement

#: The moves that people make by themselves; the others happen with the last word of both sides.
BY_HAND: dict[str, Callable[..., object]] = {
    "call": actions.call,
    "redraft": actions.redraft,
    "keep": actions.keep,
    "amend": actions.amend,
    "end": actions.end,
}


#: What a move asks before it is made.
ASKS: dict[str, type[forms.Form]] = {"amend": AmendForm}


@open_to("signed in")
def confirm(request: Request, ref: str) -> HttpResponse:
    """確認する: the whole text, and one's word on it."""
    it = at_the_table(request, ref)
    speaks_for_a_side.require(request.actor, it, at=request.at)
    if it.state != State.CONFIRMING:
        return redirect("agreements:agreement", ref)
    form = ConfirmForm(request.POST or None, initial={"digest": it.digest()})
    if attempt(form, actions.confirm, it, by=request.actor, at=request.at):
        return redirect("agreements:agreement", ref)
    sheet = pages.sheet(it, request.actor, request.at)
    context: dict[str, Any] = {"agreement": it, "case": it.case, "sheet": sheet, "side": side_of(request, it)}
    return page(request, "agreements/confirm.html", form=form, **context)


@open_to("signed in")
def move(request: Request, ref: str, name: str) -> HttpResponse:
    """A move of the table: what it means, what still blocks it, and the button."""
    if name not in BY_HAND:
        raise Http404
    it, row = at_the_table(request, ref), WORKFLOW.move(name)
    row.who.require(request.actor, it, at=request.at)
    form: forms.Form = ASKS.get(name, forms.Form)(request.POST or None)
    if attempt(form, BY_HAND[name], it, by=request.actor, at=request.at):
        return redirect("agreements:agreement", ref)
    blocks = WORKFLOW.blocks(name, it, at=request.at)
    return page(request, "agreements/move.html", agreement=it, case=it.case, move=row, form=form, blocks=blocks)


@open_to("signed in")
def start(request: Request, ref: str) -> HttpResponse:
    """開始の関門: what is still unmet, with the way to mend it; or the button of the room that begins the work."""
    it = the_agreement(request, ref)
    reads, waives = queries.may_read(it, request.actor, request.at), may_waive.check(request.actor, it, at=request.at)
    if not reads:
        may_waive.require(request.actor, it, at=request.at)
    context: dict[str, Any] = {"agreement": it, "case": it.case, "reads": reads, "waives": waives}
    context |= {"blocks": queries.unmet(it, request.at), "conditions": open_conditions(it.case)}
    return page(request, "agreements/start.html", waivers=it.overrides.all(), **context)


@open_to("officers")
def waive(request: Request, ref: str) -> HttpResponse:
    """免除する: in one's own name, with a reason that stays public."""
    it = the_agreement(request, ref)
    may_waive.require(request.actor, it, at=request.at)
    form = WaiveForm(request.POST or None)
    if attempt(form, actions.waive, it, by=request.actor, at=request.at):
        return redirect("agreements:start", ref)
    blocks = [block for rule, block in queries.unmet(it, request.at) if rule in WAIVABLE]
    return page(request, "agreements/waive.html", agreement=it, case=it.case, form=form, blocks=blocks)


@open_to("signed in")
def signed(request: Request, ref: str) -> HttpResponse:
    """署名した協定書の写しを付ける."""
    it = the_agreement(request, ref)
    may_attach.require(request.actor, it, at=request.at)
    form = SignedForm(request.POST or None, request.FILES or None)
    if attempt(form, actions.attach_signed, it, by=request.actor, at=request.at):
        return redirect("agreements:agreement", ref)
    return page(request, "agreements/signed.html", agreement=it, case=it.case, form=form)
