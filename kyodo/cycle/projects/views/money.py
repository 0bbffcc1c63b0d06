"""Pages of a project's money: its books, its receipts, what the city bears in the end."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.projects import actions, forms, queries
from kyodo.cycle.projects.policies import may_fix, may_read_receipts, may_write
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page

from .shared import act, the_project


@open_to("signed in")
def books(request: Request, ref: str) -> HttpResponse:
    """収支を書く. While nothing is written, the budget of the proposal is offered."""
    it = the_project(request, ref)
    may_write.require(request.actor, it, at=request.at)
    rows = queries.lines_of(it) or queries.first_lines(it)
    form = forms.MoneyForm(request.POST or None, initial={"lines": rows})
    adopted, to = queries.adopted_otherwise(it), f"{it.get_absolute_url()}#books"
    return act(request, it, form, actions.keep_books, _("収支を書く"), to=to, adopted=adopted)


@open_to("signed in")
def receipts(request: Request, ref: str) -> HttpResponse:
    """領収書: what was paid to whom and when, for both sides and for auditors to read."""
    it = the_project(request, ref)
    may_read_receipts.require(request.actor, it, at=request.at)
    kept = queries.books_of(it, request.actor, at=request.at)
    shown = queries.receipts_of(it)
    return page(request, "projects/receipts.html", project=it, case=it.case, books=kept, receipts=shown)


@open_to("signed in")
def add_receipt(request: Request, ref: str) -> HttpResponse:
    """領収書を付ける."""
    it = the_project(request, ref)
    may_write.require(request.actor, it, at=request.at)
    form = forms.ReceiptForm(
        request.POST or None,
        request.FILES or None,
        project=it,
        at=request.at,
        initial={"line": request.GET.get("line")},
    )
    to = reverse("projects:receipts", args=[ref])
    return act(request, it, form, actions.add_receipt, _("領収書を付ける"), to=to)


@open_to("signed in")
def take_back(request: Request, ref: str, receipt: str) -> HttpResponse:
    """領収書を取り消す."""
    it = the_project(request, ref)
    may_write.require(request.actor, it, at=request.at)
    one = get_object_or_404(it.receipts.select_related("line", "project__case"), ref=receipt)
    form = forms.TakeBackForm(request.POST or None)
    if attempt(form, actions.take_back_receipt, one, by=request.actor, at=request.at):
        return redirect("projects:receipts", ref=ref)
    return page(
        request, "projects/act.html", project=it, case=it.case, form=form, title=_("領収書を取り消す"), receipt=one
    )


@open_to("signed in")
def fix(request: Request, ref: str) -> HttpResponse:
    """額を確定する."""
    it = the_project(request, ref)
    may_fix.require(request.actor, it, at=request.at)
    form = forms.FixForm(request.POST or None, project=it, at=request.at)
    return act(request, it, form, actions.fix, _("額を確定する"), to=f"{it.get_absolute_url()}#settlement")
