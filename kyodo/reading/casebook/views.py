"""Pages of cases."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.deliberation.councils.queries.meetings import meetings_touching
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.calendar import fiscal_year
from kyodo.offices.city.queries import local_day
from kyodo.ui.flow import page

from . import queries
from .forms import FilterForm

HISTORY, WHOLE_HISTORY = 12, 1000
YEARS = 10


@open_to("everyone")
@require_safe
def index(request: Request) -> HttpResponse:
    """協働案件の一覧: narrowed by what people look for; the address keeps the question."""
    this_year = fiscal_year(local_day(request.at))
    years = list(range(this_year, this_year - YEARS, -1))
    form = FilterForm(request.GET, years=years, actor=request.actor, at=request.at)
    listing = queries.listing(form.asked(), request.actor, at=request.at, after=request.GET.get("after", ""))
    return page(request, "casebook/index.html", form=form, applied=form.applied(), listing=listing)


@open_to("everyone")
@require_safe
def case(request: Request, ref: str) -> HttpResponse:
    """一つの案件: its whole life, both sides in two equal columns, and who owes the next step by when."""
    cases = Collaboration.objects.visible_to(request.actor, at=request.at)
    parts = ("parties", "zones", "forms", "fields", "tables")
    whole = cases.select_related("ward", "principle_set", "agreement", "project", "evaluation").prefetch_related(*parts)
    it = get_object_or_404(whole, ref=ref)
    lines = WHOLE_HISTORY if request.GET.get("history") == "all" else HISTORY
    shown = queries.case_page(it, request.actor, at=request.at, history=lines)
    touches = meetings_touching(it.subject)
    return page(request, "casebook/case.html", case=it, shown=shown, touches=touches)
