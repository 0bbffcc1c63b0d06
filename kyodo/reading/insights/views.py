"""Pages of the figures."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kyodo.cycle.evaluations.states import Source
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.calendar import era_fiscal_year, fiscal_year
from kyodo.offices.city.queries import local_day
from kyodo.offices.requests.queries import loads
from kyodo.ui.flow import page

from . import queries
from .forms import SheetForm, YearForm
from .terms import GAP_YEARS, LEAST_PEOPLE, YEARS, YEARS_SIDE_BY_SIDE


def offered(request: Request) -> list[int]:
    """The fiscal years a reader can choose from, the present one first."""
    this_year = fiscal_year(local_day(request.at))
    return list(range(this_year, this_year - YEARS, -1))


@open_to("everyone")
@require_safe
def index(request: Request) -> HttpResponse:
    """数字で見る協働: every figure with what it counts."""
    years = offered(request)
    form, columns = YearForm(request.GET, years=years), years[:YEARS_SIDE_BY_SIDE]
    picture = queries.picture(form.asked(), columns=columns, at=request.at)
    context: dict[str, Any] = {
        "year": form.asked(),
        "columns": [era_fiscal_year(year) for year in columns],
        "sources": [source.label for source in Source],
        "least": LEAST_PEOPLE,
        "gap_years": GAP_YEARS,
    }
    return page(request, "insights/index.html", form=form, **context, **vars(picture))


@open_to("officers")
@require_safe
def status(request: Request) -> HttpResponse:
    """進み具合の一覧: every case on one line, sorted as asked."""
    form = SheetForm(request.GET)
    shown = queries.sheet(request.actor, at=request.at, after=request.GET.get("after", ""), **form.asked())
    between = loads(local_day(request.at))
    return page(
        request, "insights/status.html", form=form, sheet=shown, waiting=queries.waiting(at=request.at), loads=between
    )


@open_to("everyone")
@require_safe
def waiting(request: Request) -> HttpResponse:
    """待たれていること: what the city owes an answer, a result or a decision."""
    return page(request, "insights/waiting.html", waiting=queries.waiting(at=request.at))


@open_to("everyone")
@require_safe
def assembly(request: Request) -> HttpResponse:
    """議会への報告: the numbers of a fiscal year on one page, to be taken along as Word, PDF and data."""
    form = YearForm(request.GET, years=offered(request))
    packet = queries.packet(form.asked(), at=request.at)
    return page(request, "insights/assembly.html", form=form, packet=packet)
