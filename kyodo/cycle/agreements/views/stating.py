"""それぞれの言葉と違い: writing blind, filing, and ending each difference together."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from kyodo.cycle.agreements import actions, queries
from kyodo.cycle.agreements.forms.stating import EndingForm, GoalEndingForm, PurposeEndingForm, StatementForm
from kyodo.cycle.agreements.models import Agreement, Change, Difference, GoalText, Statement
from kyodo.cycle.agreements.policies import speaks_for_a_side
from kyodo.cycle.agreements.queries import boards, pages
from kyodo.cycle.agreements.states import Ending
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page

from . import at_the_table, side_of, the_agreement


def own_statement(request: Request, agreement: Agreement) -> Statement | None:
    """What this person's own side has written so far."""
    speaks_for_a_side.require(request.actor, agreement, at=request.at)
    written = queries.statements(agreement, request.actor, request.at)
    return written.get(str(side_of(request, agreement)))


@open_to("signed in")
def statement(request: Request, ref: str) -> HttpResponse:
    """それぞれの言葉を書く: kept at every step, seen by nobody else."""
    it = the_agreement(request, ref)
    own = own_statement(request, it)
    if it.is_revealed or (own and own.filed_at):
        return redirect("agreements:check" if not it.is_revealed else "agreements:agreement", ref)
    initial = {"purpose": own.purpose, "goals": [vars(g) for g in own.goal_texts()]} if own else {}
    form = StatementForm(request.POST or None, initial=initial)
    if attempt(form, actions.save_statement, it, by=request.actor, at=request.at):
        return redirect("agreements:check", ref)
    return page(request, "agreements/statement.html", agreement=it, case=it.case, form=form, side=side_of(request, it))


@open_to("signed in")
def check(request: Request, ref: str) -> HttpResponse:
    """確かめて出す: read once more, then file."""
    it = the_agreement(request, ref)
    own = own_statement(request, it)
    if own is None or it.is_revealed:
        return redirect("agreements:statement" if own is None else "agreements:agreement", ref)
    if request.method == "POST":
        key = request.POST.get("submission_key", "")
        actions.file_statement(it, by=request.actor, at=request.at, key=key)
        return redirect("agreements:agreement", ref)
    goals = [queries.goal_facts(goal) for goal in own.goal_texts()]
    context: dict[str, Any] = {"agreement": it, "case": it.case, "own": own, "goals": goals, "side": own.side}
    return page(request, "agreements/check.html", **context)


@open_to("signed in")
@require_POST
def take_back(request: Request, ref: str) -> HttpResponse:
    """いったん取り戻す: as long as the other side has not filed."""
    actions.take_back_statement(the_agreement(request, ref), by=request.actor, at=request.at)
    return redirect("agreements:statement", ref)


def ending_form(request: Request, point: Difference, rival: Change | None) -> EndingForm:
    """The boxes for the ending of a difference, filled with what lies on the table."""
    proposed = rival.after["wording"] if rival and rival.after else None
    start = proposed or point.citizens or point.city
    if point.is_purpose:
        return PurposeEndingForm(request.POST or None, initial={"purpose": start, "ending": Ending.SAME})
    goal = point.value(start)
    boxes = vars(goal) if isinstance(goal, GoalText) else {}
    return GoalEndingForm(request.POST or None, initial={**boxes, "ending": Ending.SAME})


@open_to("signed in")
def difference(request: Request, ref: str, difference: str) -> HttpResponse:
    """一つの違い: both words, the proposal that lies open, and one's own."""
    it = at_the_table(request, ref)
    row = get_object_or_404(it.differences, ref=difference)
    row.agreement = it
    side, changes = side_of(request, it), queries.open_changes(it)
    point = next(p for p in pages.points(it, request.actor, request.at, changes, side) if p.difference.pk == row.pk)
    form = None if row.ending or side is None or point.is_mine else ending_form(request, row, point.change)
    if form and attempt(form, actions.end_difference, row, by=request.actor, at=request.at):
        return redirect("agreements:agreement", ref)
    context: dict[str, Any] = {"agreement": it, "case": it.case, "point": point, "form": form, "side": side}
    return page(request, "agreements/difference.html", ending=boards.ending_of(point.change), **context)
