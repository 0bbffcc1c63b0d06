"""What everybody reads: the list, one consultation, its result, and the report of a year."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from kyodo.deliberation.consultations import filters, forms, queries
from kyodo.deliberation.consultations.models import Consultation, Result
from kyodo.deliberation.consultations.policies import sees_ledger
from kyodo.deliberation.consultations.workflow import WORKFLOW
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.calendar import fiscal_year
from kyodo.offices.city.policies import is_officer
from kyodo.offices.city.queries import local_day
from kyodo.offices.papers.queries import files_about
from kyodo.ui.flow import page

from .finding import visible


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """意見公募の一覧: what is open first."""
    form, today = forms.FilterForm(request.GET), local_day(request.at)
    rows = filters.narrowed(queries.listed(request.actor, at=request.at), form, today=today)
    shown = filters.page_of(rows, after=request.GET.get("after", ""))
    lines = [(it, it.phase(today)) for it in shown.rows]
    open_now = Consultation.objects.open_on(today).select_related("section").order_by("closes_on")
    first = [] if request.GET else list(open_now[: queries.PAGE])
    context: dict[str, Any] = {
        "form": form,
        "lines": lines,
        "older": shown.older,
        "open_now": first,
    }
    return page(request, "consultations/index.html", **context)


@open_to("everyone")
def consultation(request: Request, ref: str) -> HttpResponse:
    """One consultation: what it is about, until when and how, and what became of it."""
    it = visible(request, ref)
    works, enters = (bool(may.check(request.actor, it, at=request.at)) for may in (sees_ledger, is_officer))
    context: dict[str, Any] = {
        "it": it, "phase": it.phase(local_day(request.at)), "files": files_about(it.subject), "works": works, "enters": enters and not it.hidden,
        "places": it.places.all(), "announcements": it.announcements.all(), "sessions": it.sessions.all(),
        "result": queries.standing_result(it), "earlier": list(it.results.exclude(withdrawn_at=None)),
        "moves": WORKFLOW.open_to(request.actor, it, at=request.at), "kept": queries.kept(request.actor, it, at=request.at),
        "progress": queries.progress_of(it) if works else None, "reviewers": it.reviewers.select_related("person"),
    }  # fmt: skip
    return page(request, "consultations/consultation.html", **context)


def told(request: Request, ref: str) -> tuple[Consultation, Result]:
    """A consultation whose result stands; 404 before it."""
    it = visible(request, ref)
    found = queries.standing_result(it)
    if found is None:
        raise Http404
    return it, found


@open_to("everyone")
def result(request: Request, ref: str) -> HttpResponse:
    """結果: every opinion with the city's view, page by page; on the first what changed, and how it was counted."""
    it, standing = told(request, ref)
    given = {name: request.GET.get(name, "") for name in ("begin", "answer", "category")}
    shown = queries.opinions_of(it, **given)
    context = queries.told_of(it, standing) if shown.is_first else {"it": it, "result": standing}
    return page(request, "consultations/result.html", shown=shown, **context)


@open_to("everyone")
def yearly(request: Request) -> HttpResponse:
    """年次報告."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, queries.years()) else fiscal_year(local_day(request.at))
    return page(request, "consultations/yearly.html", report=queries.year_report(year), years=queries.years())
