"""What everybody reads: the register, a paper, a recommendation with both views, figures, what is late."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from kyodo.deliberation.councils.queries.meetings import meetings_touching
from kyodo.deliberation.recommendations import policies as may
from kyodo.deliberation.recommendations import queries
from kyodo.deliberation.recommendations.forms.lives import FilterForm
from kyodo.deliberation.recommendations.models import Recommendation, Report
from kyodo.deliberation.recommendations.workflow import CLOSURES
from kyodo.deliberation.texts.queries import causes_from
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.queries import local_day
from kyodo.ui.flow import page

PAGE = 50


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """提言の一覧: every recommendation with both views."""
    form = FilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.register(**{name: value for name, value in wanted.items() if value})
    last = Recommendation.objects.select_related("report").filter(ref=request.GET.get("after", "")).first()
    rows = list((found.after(last) if last else found)[: PAGE + 1])
    views = queries.two_views(rows[:PAGE])
    context: dict[str, Any] = {
        "rows": [(r, views[r.pk]) for r in rows[:PAGE]],
        "following": rows[PAGE - 1].ref if len(rows) > PAGE else "",
        "count": found.count(),
        "keeps": bool(may.may_keep.check(request.actor, None, at=request.at)),
        "silent": {c.whole for c in queries.clocks(request.at, wholes=[r.ref for r in rows[:PAGE]]) if c.is_public},
    }
    return page(request, "recommendations/index.html", form=form, **context)


@open_to("everyone")
def papers(request: Request) -> HttpResponse:
    """提言書の一覧."""
    keeps = bool(may.may_keep.check(request.actor, None, at=request.at))
    waiting = queries.waiting_papers(request.actor, at=request.at) if keeps else []
    return page(request, "recommendations/papers.html", reports=list(queries.reports()), keeps=keeps, waiting=waiting)


@open_to("everyone")
def report(request: Request, ref: str) -> HttpResponse:
    """提言書: its recommendations and where each stands."""
    it = get_object_or_404(Report, ref=ref)
    rows = list(Recommendation.objects.whole_rows().filter(report=it))
    views = queries.two_views(rows)
    context: dict[str, Any] = {
        "report": it,
        "rows": [(r, views[r.pk]) for r in rows],
        "keeps": bool(may.may_keep.check(request.actor, it, at=request.at)),
        "source": queries.link_to(it.source_ref),
    }
    return page(request, "recommendations/report.html", **context)


@open_to("everyone")
def recommendation(request: Request, ref: str) -> HttpResponse:
    """One recommendation: three lives, both views, evidence, what plans made of it, its history."""
    it = get_object_or_404(Recommendation.objects.whole_rows(), ref=ref)
    closing = {m.name for m in CLOSURES.open_to(request.actor, it.closure, at=request.at)}
    context: dict[str, Any] = {
        "it": it,
        "views": queries.two_views([it], reader=request.actor.subject)[it.pk],
        "words": queries.words_of_citizens(it, request.actor, at=request.at),
        "evidence": list(it.implementation.evidence.select_related("file")),
        "heirs": list(it.heirs.select_related("plan", "measure")),
        "clocks": queries.clocks(request.at, wholes=[it.ref]),
        "causes": causes_from(it.subject),
        "touches": meetings_touching([it.subject, it.report.subject]),
        "pauses": queries.pauses_of(it, local_day(request.at)),
        "history": queries.history(it),
        "doors": queries.doors(it, request.actor, at=request.at) | closing,
    }
    return page(request, "recommendations/recommendation.html", **context)


@open_to("everyone")
def late(request: Request) -> HttpResponse:
    """期限を過ぎているもの、担当のないもの: on one page."""
    rows, following, count = queries.page_of(request.at, after=request.GET.get("after", ""), size=PAGE)
    context: dict[str, Any] = {
        "clocks": rows,
        "following": following,
        "count": count,
        "recommendations": queries.ownerless_recommendations(),
        "measures": [m for m in queries.ownerless_measures() if m.plan.adopted_on],
        "ladder": queries.ladder(),
        "keeps": bool(may.may_keep.check(request.actor, None, at=request.at)),
    }
    return page(request, "recommendations/late.html", **context)


@open_to("everyone")
def figures(request: Request) -> HttpResponse:
    """実施率と計画までの月数."""
    today = local_day(request.at)
    return page(request, "recommendations/figures.html", cohorts=queries.cohorts(request.at), lags=queries.lags(today))
