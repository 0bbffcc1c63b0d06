"""Pages of a running project."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page
from kyodo.ui.forms import Form

from . import actions, forms, queries
from .models import Project
from .policies import may_write


def the_project(request: Request, ref: str) -> Project:
    """The project of a case this person may see."""
    found = Project.objects.visible_to(request.actor, at=request.at).select_related("case__agreement")
    return get_object_or_404(found, case__ref=ref)


def act(request: Request, it: Project, form: Form, title: object) -> HttpResponse:
    """The page of one act."""
    return page(request, "projects/act.html", project=it, case=it.case, form=form, title=title)


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
    it = the_project(request, ref)
    form = forms.EntryForm(request.POST or None, at=request.at)
    if attempt(form, actions.tell, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("進み具合を書く"))


@open_to("signed in")
def measure(request: Request, ref: str) -> HttpResponse:
    """目標の現在値."""
    it = the_project(request, ref)
    form = forms.ValueForm(request.POST or None, project=it, at=request.at)
    if attempt(form, actions.measure, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("目標の現在値を書く"))


@open_to("signed in")
def milestones(request: Request, ref: str) -> HttpResponse:
    """節目."""
    it = the_project(request, ref)
    rows = queries.milestones_of(it)
    initial = {"milestones": rows, "seen": queries.sealed(rows)}
    form = forms.MilestonesForm(request.POST or None, initial=initial)
    if attempt(form, actions.set_milestones, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("節目を決める"))


@open_to("signed in")
def books(request: Request, ref: str) -> HttpResponse:
    """収支."""
    it = the_project(request, ref)
    rows = queries.lines_of(it)
    form = forms.MoneyForm(request.POST or None, initial={"lines": rows, "seen": queries.sealed(rows)})
    if attempt(form, actions.keep_books, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("収支を書く"))


@open_to("signed in")
def photo(request: Request, ref: str) -> HttpResponse:
    """写真を載せる."""
    it = the_project(request, ref)
    may_write.require(request.actor, it, at=request.at)
    form = forms.PhotoForm(request.POST or None, request.FILES or None)
    if attempt(form, actions.add_photo, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("写真を載せる"))


@open_to("signed in")
def look_back(request: Request, ref: str) -> HttpResponse:
    """中間ふりかえり."""
    it = the_project(request, ref)
    form = forms.LookBackForm(request.POST or None)
    if attempt(form, actions.look_back, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("中間ふりかえりを書く"))


@open_to("signed in")
def pulse(request: Request, ref: str) -> HttpResponse:
    """マナー脈診."""
    it = the_project(request, ref)
    form = forms.PulseForm(request.POST or None)
    if attempt(form, actions.take_pulse, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("今月のマナー脈診"))


@open_to("signed in")
def report(request: Request, ref: str) -> HttpResponse:
    """実績を報告する."""
    it = the_project(request, ref)
    form = forms.ReportForm(request.POST or None)
    if attempt(form, actions.report, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("実績を報告する"))


@open_to("signed in")
def stop(request: Request, ref: str) -> HttpResponse:
    """中止する."""
    it = the_project(request, ref)
    form = forms.StopForm(request.POST or None)
    if attempt(form, actions.stop, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("中止する"))
