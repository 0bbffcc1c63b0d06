"""変更案のページ: before and after beside each other; accept, mend and return, answer, or take back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from kyodo.cycle.agreements import actions, queries
from kyodo.cycle.agreements.forms.acts import AnswerForm
from kyodo.cycle.agreements.models import Change
from kyodo.cycle.agreements.queries import boards
from kyodo.cycle.agreements.workflow import CHANGES
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page

from . import at_the_table


def the_change(request: Request, ref: str, change: str) -> Change:
    """A proposal of this agreement, for whoever sits at the table."""
    agreement = at_the_table(request, ref)
    found = get_object_or_404(agreement.changes.select_related("difference"), ref=change)
    found.agreement = agreement
    return found


@open_to("signed in")
def change(request: Request, ref: str, change: str) -> HttpResponse:
    """一つの変更案."""
    it = the_change(request, ref, change)
    if it.difference:
        return redirect(it.difference.get_absolute_url())
    moves = {m.name for m in CHANGES.open_to(request.actor, it, at=request.at)}
    context: dict[str, Any] = {
        "agreement": it.agreement,
        "case": it.agreement.case,
        "change": it,
        "contrast": boards.contrast_of(it),
        "talk": queries.talk_about(it),
        "moves": moves,
    }
    return page(request, "agreements/change.html", **context)


@open_to("signed in")
@require_POST
def accept(request: Request, ref: str, change: str) -> HttpResponse:
    """受け入れる."""
    it = the_change(request, ref, change)
    actions.accept(it, by=request.actor, at=request.at, key=request.POST.get("submission_key", ""))
    return redirect("agreements:agreement", ref)


@open_to("signed in")
@require_POST
def counter(request: Request, ref: str, change: str) -> HttpResponse:
    """直して返す: the proposal becomes one's own copy."""
    it = the_change(request, ref, change)
    actions.counter(it, by=request.actor, at=request.at)
    return redirect("agreements:section", ref, it.section)


@open_to("signed in")
def send_back(request: Request, ref: str, change: str) -> HttpResponse:
    """理由をつけて返す."""
    it = the_change(request, ref, change)
    form = AnswerForm(request.POST or None)
    if attempt(form, actions.send_back, it, by=request.actor, at=request.at):
        return redirect("agreements:agreement", ref)
    return page(request, "agreements/send_back.html", agreement=it.agreement, case=it.case, change=it, form=form)


@open_to("signed in")
@require_POST
def withdraw(request: Request, ref: str, change: str) -> HttpResponse:
    """取り下げる."""
    it = the_change(request, ref, change)
    actions.withdraw(it, by=request.actor, at=request.at, key=request.POST.get("submission_key", ""))
    return redirect("agreements:agreement", ref)
