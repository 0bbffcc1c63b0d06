"""Pages of a project: how it goes, told by both sides, up to its report."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.projects import actions, forms, queries
from kyodo.cycle.projects.policies import may_report, may_write
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import page

from .shared import act, the_project


@open_to("everyone")
def project(request: Request, ref: str) -> HttpResponse:
    """協働事業: how it goes, told by both sides."""
    it = the_project(request, ref)
    shown = queries.page(it, request.actor, at=request.at)
    return page(request, "projects/project.html", project=it, case=it.case, **shown)


@open_to("signed in")
@require_POST
def start(request: Request, ref: str) -> HttpResponse:
    """事業を始める: through the gate."""
    case = get_object_or_404(Collaboration.objects.visible_to(request.actor, at=request.at), ref=ref)
    return redirect(actions.start(case, by=request.actor, at=request.at, key=request.POST.get("submission_key", "")))


@open_to("signed in")
def tell(request: Request, ref: str) -> HttpResponse:
    """進捗を書く."""
    form = forms.EntryForm(request.POST or None, at=request.at)
    return act(request, the_project(request, ref), form, actions.tell, _("進み具合を書く"))


@open_to("signed in")
def measure(request: Request, ref: str) -> HttpResponse:
    """目標の現在値."""
    it = the_project(request, ref)
    form = forms.ValueForm(request.POST or None, project=it, at=request.at)
    return act(request, it, form, actions.measure, _("目標の現在値を書く"))


@open_to("signed in")
def milestones(request: Request, ref: str) -> HttpResponse:
    """節目."""
    it = the_project(request, ref)
    form = forms.MilestonesForm(request.POST or None, initial={"milestones": queries.milestones_of(it)})
    return act(request, it, form, actions.set_milestones, _("節目を決める"))


@open_to("signed in")
def photo(request: Request, ref: str) -> HttpResponse:
    """写真を載せる."""
    it = the_project(request, ref)
    may_write.require(request.actor, it, at=request.at)
    form = forms.PhotoForm(request.POST or None, request.FILES or None)
    return act(request, it, form, actions.add_photo, _("写真を載せる"))


@open_to("signed in")
def attach(request: Request, ref: str) -> HttpResponse:
    """印刷物を付ける."""
    it = the_project(request, ref)
    may_write.require(request.actor, it, at=request.at)
    form = forms.AttachForm(request.POST or None, request.FILES or None)
    return act(request, it, form, actions.attach, _("印刷物を付ける"))


@open_to("signed in")
def look_back(request: Request, ref: str) -> HttpResponse:
    """中間ふりかえり."""
    form = forms.LookBackForm(request.POST or None)
    return act(request, the_project(request, ref), form, actions.look_back, _("中間ふりかえりを書く"))


@open_to("signed in")
def pulse(request: Request, ref: str) -> HttpResponse:
    """マナー脈診."""
    form = forms.PulseForm(request.POST or None)
    return act(request, the_project(request, ref), form, actions.take_pulse, _("今月のマナー脈診"))


@open_to("signed in")
def report(request: Request, ref: str) -> HttpResponse:
    """実績を報告する: kept at 「保存して中断する」, handed in at 「実績を報告する」."""
    it = the_project(request, ref)
    may_report.require(request.actor, it, at=request.at)
    initial = forms.ReportForm.initial_of(it)
    form = forms.ReportForm(request.POST or None, initial=initial, remark=queries.remark_of(it))
    verb, to = (actions.keep_report, request.path) if "save" in request.POST else (actions.report, "")
    return act(request, it, form, verb, _("実績を報告する"), to=to, may_save=True)


@open_to("signed in")
def stop(request: Request, ref: str) -> HttpResponse:
    """中止する."""
    form = forms.StopForm(request.POST or None)
    return act(request, the_project(request, ref), form, actions.stop, _("中止する"))
