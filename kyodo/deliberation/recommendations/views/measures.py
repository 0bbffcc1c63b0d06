"""One measure: its milestones, targets and yearly sheets, and what each of the three says about a year."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations import actions, queries
from kyodo.deliberation.recommendations import policies as may
from kyodo.deliberation.recommendations.forms import lives
from kyodo.deliberation.recommendations.forms import plans as forms
from kyodo.deliberation.recommendations.models import Measure, Milestone, Plan, Sheet
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.policy import Policy
from kyodo.offices.city.queries import local_day
from kyodo.ui.flow import page

from .acting import act


def the_measure(request: Request, ref: str) -> Measure:
    """The measure, if its plan may be seen."""
    seen = Plan.objects.visible_to(request.actor, at=request.at)
    rows = Measure.objects.filter(plan__in=seen).select_related("plan", "pillar", "section__successor")
    return get_object_or_404(rows, ref=ref)


@open_to("everyone")
def measure(request: Request, ref: str) -> HttpResponse:
    """取組のページ."""
    it = the_measure(request, ref)
    milestones, today = list(it.milestones.all()), local_day(request.at)
    checks: dict[str, Policy[Any]] = {"keeps": may.may_keep, "carries": may.carries, "judges": may.judges_plan, "comments": may.may_comment, "marks": may.may_mark}  # fmt: skip
    clocks = [c for c in queries.clocks(request.at, wholes=[it.plan.ref]) if c.url == it.get_absolute_url()]
    context: dict[str, Any] = {
        "measure": it,
        "clocks": clocks,
        "pauses": [clock.pause for clock in clocks if clock.pause],
        "milestones": milestones,
        "progress": queries.progress(milestones, today),
        "targets": list(it.targets.all()),
        "sheets": list(it.sheets.all()),
        "heirs": list(it.heirs.select_related("recommendation__report")),
        "owed": queries.owed_years(it, today) if it.plan.adopted_on else [],
        "today": today,
        **{name: bool(policy.check(request.actor, it, at=request.at)) for name, policy in checks.items()},
    }
    return page(request, "recommendations/measure.html", **context)


@open_to("desk")
def edit(request: Request, ref: str) -> HttpResponse:
    """取組の内容を直す."""
    it = the_measure(request, ref)
    form = forms.MeasureForm(request.POST or None, plan=it.plan, initial=forms.initial_of(it, forms.MeasureForm))
    return act(request, form, actions.change_measure, it, may=may.may_keep, about=it, back=it, title=_("取組の内容を直す"), lead=str(it))  # fmt: skip


@open_to("desk")
def carrier(request: Request, ref: str) -> HttpResponse:
    """取組の担当課を変える."""
    it, form = the_measure(request, ref), forms.CarrierForm(request.POST or None)
    return act(request, form, actions.change_measure, it, may=may.may_keep, about=it, back=it, title=_("取組の担当課を変える"), lead=str(it))  # fmt: skip


@open_to("desk")
def milestone(request: Request, ref: str) -> HttpResponse:
    """マイルストーンを置く."""
    it, form = the_measure(request, ref), forms.MilestoneForm(request.POST or None)
    return act(request, form, actions.add_milestone, it, may=may.may_keep, about=it, back=it, title=_("マイルストーンを置く"), lead=str(it))  # fmt: skip


@open_to("desk")
def targets(request: Request, ref: str) -> HttpResponse:
    """目標値を決める."""
    it = the_measure(request, ref)
    form = forms.TargetsForm(request.POST or None, measure=it)
    return act(
        request, form, actions.set_targets, it, may=may.may_keep, about=it, back=it, title=_("目標値を決める"),
        lead=f"{it.indicator}{it.unit and f'（{it.unit}）'}",
    )  # fmt: skip


@open_to("officers")
def result(request: Request, ref: str) -> HttpResponse:
    """マイルストーンの結果を報告する."""
    it = get_object_or_404(Milestone.objects.select_related("measure__plan", "measure__section__successor"), ref=ref)
    form = forms.ResultForm(request.POST or None)
    return act(
        request, form, actions.settle_milestone, it, may=may.may_mark, about=it, back=it.measure,
        title=_("マイルストーンの結果を報告する"), lead=it.title, submit=_("報告する"),
    )  # fmt: skip


@open_to("officers")
def correct(request: Request, ref: str) -> HttpResponse:
    """結果の報告を取り消す."""
    it = get_object_or_404(Milestone.objects.select_related("measure__plan", "measure__section__successor"), ref=ref)
    form = lives.ReasonForm(request.POST or None)
    return act(
        request, form, actions.correct_milestone, it, may=may.may_mark, about=it, back=it.measure,
        title=_("結果の報告を取り消す"), lead=it.title,
    )  # fmt: skip


@open_to("officers")
def sheet(request: Request, ref: str) -> HttpResponse:
    """進捗シートを出す."""
    it = the_measure(request, ref)
    form = forms.SheetForm(request.POST or None, years=queries.owed_years(it, local_day(request.at)))
    return act(request, form, actions.file_sheet, it, may=may.carries, about=it, back=it, title=_("進捗シートを出す"), lead=str(it))  # fmt: skip


@open_to("officers")
def comment(request: Request, ref: str) -> HttpResponse:
    """本部コメントを書く."""
    it = get_object_or_404(Sheet.objects.select_related("measure__plan"), ref=ref)
    form = forms.CommentForm(request.POST or None, initial={"text": it.hq_comment})
    return act(request, form, actions.comment, it, may=may.may_comment, about=it.measure, back=it.measure, title=_("本部コメントを書く"), lead=str(it.measure))  # fmt: skip


@open_to("signed in")
def judge(request: Request, ref: str) -> HttpResponse:
    """市民委員の評価を書く."""
    it = get_object_or_404(Sheet.objects.select_related("measure__plan"), ref=ref)
    form = forms.JudgeForm(request.POST or None, initial={"grade": it.citizens_grade, "text": it.citizens_comment})
    return act(request, form, actions.judge, it, may=may.judges_plan, about=it.measure, back=it.measure, title=_("市民委員の評価を書く"), lead=str(it.measure))  # fmt: skip
