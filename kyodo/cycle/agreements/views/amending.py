"""協定の変更のページ: one change with its number, and the register of a year."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kyodo.cycle.agreements.forms.acts import RegisterForm
from kyodo.cycle.agreements.models import Amendment
from kyodo.cycle.agreements.queries import amending
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import page


def the_dossier(request: Request, ref: str, amendment: str) -> amending.Dossier:
    """A change this person may know of; 404 otherwise."""
    known = amending.register(request.actor, at=request.at).prefetch_related("agreement__revisions")
    found = get_object_or_404(known, agreement__case__ref=ref, ref=amendment)
    return amending.dossier(found, request.actor, request.at)


@open_to("everyone")
@require_safe
def amendment(request: Request, ref: str, amendment: str) -> HttpResponse:
    """一つの変更: what was asked, and what it changes field by field."""
    it = the_dossier(request, ref, amendment)
    return page(request, "agreements/amendment.html", case=it.amendment.case, dossier=it)


def chosen(request: Request) -> tuple[RegisterForm, list[Amendment]]:
    """The register of the year asked for, else of the newest there is."""
    known = amending.register(request.actor, at=request.at)
    form = RegisterForm(request.GET, years=amending.years(known))
    return form, list(known.filter(year=form.chosen)) if form.chosen else []


@open_to("everyone")
@require_safe
def register(request: Request) -> HttpResponse:
    """協定の変更の一覧."""
    form, changes = chosen(request)
    lines = [(change, amending.line_of(change)) for change in changes]
    return page(request, "agreements/amendments.html", form=form, heads=amending.COLUMNS, lines=lines)
