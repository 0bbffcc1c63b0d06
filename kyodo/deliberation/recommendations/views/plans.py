"""Plans as everybody reads them, and the desk's acts on them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.councils.queries.meetings import meetings_touching
from kyodo.deliberation.recommendations import actions, queries
from kyodo.deliberation.recommendations import policies as may
from kyodo.deliberation.recommendations.forms import plans as forms
from kyodo.deliberation.recommendations.models import Heir, Plan
from kyodo.deliberation.recommendations.workflow import PLANS
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.queries import local_day
from kyodo.ui.flow import page

from .acting import act


def the_plan(request: Request, ref: str) -> Plan:
    """The plan, if this actor may see it."""
    return get_object_or_404(Plan.objects.visible_to(request.actor, at=request.at), ref=ref)


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """推進プランの一覧."""
    plans = list(Plan.objects.visible_to(request.actor, at=request.at))
    keeps = bool(may.may_keep.check(request.actor, None, at=request.at))
    return page(request, "recommendations/plans.html", plans=plans, keeps=keeps)


@open_to("everyone")
def plan(request: Request, ref: str) -> HttpResponse:
    """One plan: its pillars and measures with their progress, counted from milestones."""
    it = the_plan(request, ref)
    lines, progress = queries.plan_lines(it, local_day(request.at))
    context: dict[str, Any] = {
        "plan": it,
        "lines": lines,
        "progress": progress,
        "moves": {m.name for m in PLANS.open_to(request.actor, it, at=request.at)},
        "blocks": PLANS.blocks("adopt", it, at=request.at) if it.state == "drafting" else (),
        "keeps": bool(may.may_keep.check(request.actor, it, at=request.at)),
        "decided": queries.link_to(it.decided_ref),
        "touches": meetings_touching(it.subject),
        "later": it.later.exclude(adopted_on=None).first(),
    }
    return page(request, "recommendations/plan.html", **context)


@open_to("everyone")
def matrix(request: Request, ref: str) -> HttpResponse:
    """提言と取組の対応表 of one plan."""
    it = the_plan(request, ref)
    keeps = bool(may.may_keep.check(request.actor, it, at=request.at))
    heirs = list(it.heirs.select_related("recommendation", "measure")) if keeps and it.state == "drafting" else []
    return page(request, "recommendations/matrix.html", plan=it, matrix=queries.matrix(it), heirs=heirs, keeps=keeps)


@open_to("everyone")
def across(request: Request) -> HttpResponse:
    """期と計画をまたぐ対応表."""
    plans = list(Plan.objects.visible_to(request.actor, at=request.at).order_by("first_year", "pk"))
    rows = queries.across(plans)
    matrices = [queries.matrix(plan) for plan in plans]
    context: dict[str, Any] = {
        "plans": plans,
        "rows": rows,
        "unheired": [row for row in rows if row.is_unheired],
        "new": [(m.plan, m.new_measures) for m in matrices if m.new_measures],
        "lags": queries.lags(local_day(request.at)),
    }
    return page(request, "recommendations/across.html", **context)


@open_to("desk")
def draft(request: Request) -> HttpResponse:
    """計画づくりを始める."""
    form = forms.PlanForm(
        request.POST or None, voices=queries.voices(request.at), meetings=queries.meetings(request.at)
    )
    return act(request, form, actions.draft_plan, may=may.may_keep, about="recommendations:plans", title=_("計画づくりを始める"))  # fmt: skip


@open_to("desk")
def edit(request: Request, ref: str) -> HttpResponse:
    """計画の内容を直す."""
    it = the_plan(request, ref)
    form = forms.PlanForm(
        request.POST or None, voices=queries.voices(request.at), meetings=queries.meetings(request.at),
        initial=forms.initial_of(it, forms.PlanForm),
    )  # fmt: skip
    return act(request, form, actions.describe, it, may=may.may_keep, about=it, back=it, title=_("計画の内容を直す"), lead=it.title)  # fmt: skip


@open_to("desk")
def pillar(request: Request, ref: str) -> HttpResponse:
    """柱を加える."""
    it, form = the_plan(request, ref), forms.PillarForm(request.POST or None)
    return act(request, form, actions.add_pillar, it, may=may.may_keep, about=it, back=it, title=_("柱を加える"), lead=it.title)  # fmt: skip


@open_to("desk")
def measure(request: Request, ref: str) -> HttpResponse:
    """取組を加える."""
    it = the_plan(request, ref)
    form = forms.MeasureForm(request.POST or None, plan=it)
    return act(request, form, actions.add_measure, may=may.may_keep, about=it, back=it, title=_("取組を加える"), lead=it.title)  # fmt: skip


@open_to("desk")
def link(request: Request, ref: str) -> HttpResponse:
    """提言と取組の対応を記録する."""
    it = the_plan(request, ref)
    form = forms.LinkForm(request.POST or None, plan=it, initial={"recommendation": request.GET.get("of", "")})
    return act(
        request, form, actions.link, may=may.may_keep, about=it, back=redirect("recommendations:matrix", it.ref).url, plan=it,
        title=_("提言と取組の対応を記録する"), lead=it.title, submit=_("記録する"),
    )  # fmt: skip


@open_to("desk")
@require_POST
def unlink(request: Request, ref: str) -> HttpResponse:
    """対応を取り消す."""
    heir = get_object_or_404(Heir.objects.select_related("plan"), ref=ref)
    actions.unlink(heir, by=request.actor, at=request.at)
    return redirect("recommendations:matrix", heir.plan.ref)


@open_to("desk")
@require_POST
def adopt(request: Request, ref: str) -> HttpResponse:
    """計画を決定する."""
    return redirect(actions.adopt(the_plan(request, ref), by=request.actor, at=request.at))
