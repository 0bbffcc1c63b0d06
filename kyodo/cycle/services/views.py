"""Pages of services and their reviews."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.kernel.access import Request, open_to
from kyodo.kernel.calendar import fiscal_year
from kyodo.offices.city.queries import local_day
from kyodo.offices.desk.queries import watched
from kyodo.ui.flow import attempt, page
from kyodo.ui.forms import Form

from . import actions, filters, forms, queries
from .models import Batch, Review, Service
from .policies import checks, imports
from .states import BatchState, ReviewState, Room
from .workflow import BATCHES, WORKFLOW


def the_review(request: Request, ref: str) -> Review:
    """The review of a service this person may see."""
    services = Service.objects.visible_to(request.actor, at=request.at)
    return get_object_or_404(Review.objects.select_related("service__section").filter(service__in=services), ref=ref)


def act(request: Request, it: Review, form: Form, title: object) -> HttpResponse:
    """The page of one act."""
    return page(request, "services/act.html", review=it, service=it.service, form=form, title=title)


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """事務事業の一覧."""
    this_year = fiscal_year(local_day(request.at))
    form = forms.FilterForm(request.GET)
    found = filters.narrowed(queries.listed(request.actor, at=request.at), form, year=this_year)
    shown = filters.page_of(found, after=request.GET.get("after", ""))
    keeps = bool(imports.check(request.actor, None, at=request.at))
    context: dict[str, Any] = {"services": shown.rows, "older": shown.older, "year": this_year, "keeps": keeps}
    return page(request, "services/index.html", form=form, **context)


@open_to("everyone")
def service(request: Request, ref: str) -> HttpResponse:
    """One service and its reviews, year beside year."""
    it = get_object_or_404(queries.listed(request.actor, at=request.at), ref=ref)
    keeps = bool(imports.check(request.actor, it, at=request.at))
    return page(request, "services/service.html", service=it, reviews=list(it.reviews.all()), keeps=keeps)


@open_to("desk")
def enter(request: Request) -> HttpResponse:
    """事務事業を登録する: one that no list has brought."""
    form = forms.NewServiceForm(request.POST or None)
    if made := attempt(form, actions.enter, by=request.actor, at=request.at):
        return redirect(made)
    return page(request, "services/edit.html", form=form, service=None, title=_("事務事業を登録する"))


@open_to("desk")
def edit(request: Request, ref: str) -> HttpResponse:
    """事務事業を改める."""
    it = get_object_or_404(Service.objects.select_related("section"), ref=ref)
    form = forms.ServiceForm(request.POST or None, initial=forms.ServiceForm.initial_of(it))
    if attempt(form, actions.enter, it.code, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "services/edit.html", form=form, service=it, title=_("事務事業を改める"))


@open_to("desk")
def end(request: Request, ref: str) -> HttpResponse:
    """事務事業を終える: it leaves the list, its reviews stay."""
    it = get_object_or_404(Service.objects.filter(ended_at=None), ref=ref)
    form = forms.EndForm(request.POST or None)
    if attempt(form, actions.end, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "services/edit.html", form=form, service=it, title=_("事務事業を終える"))


@open_to("everyone")
def review(request: Request, ref: str) -> HttpResponse:
    """One year's review."""
    it = the_review(request, ref)
    context: dict[str, Any] = {
        "review": it,
        "service": it.service,
        "moves": {m.name for m in WORKFLOW.open_to(request.actor, it, at=request.at)},
        "keeps": bool(checks.check(request.actor, it, at=request.at)),
        "themes": queries.themes_of(it),
        "wants_theme": it.state == ReviewState.DECIDED and it.verdict == Room.YES and not it.no_theme_because,
    }
    return page(request, "services/review.html", **context)


@open_to("officers")
def check(request: Request, ref: str) -> HttpResponse:
    """自己点検を書く: kept at 「保存して中断する」, sent at 「自己点検を出す」."""
    it = the_review(request, ref)
    form = forms.CheckForm(request.POST or None, initial=forms.CheckForm.initial_of(it))
    if attempt(form, actions.check, it, send="save" not in request.POST, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "services/check.html", review=it, service=it.service, form=form)


@open_to("desk")
def send_back(request: Request, ref: str) -> HttpResponse:
    """見直しをお願いする."""
    it = the_review(request, ref)
    form = forms.ReasonForm(request.POST or None)
    if attempt(form, actions.send_back, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("見直しをお願いする"))


@open_to("desk")
def hear(request: Request, ref: str) -> HttpResponse:
    """ヒアリングを記録する."""
    it = the_review(request, ref)
    form = forms.HearForm(request.POST or None)
    if attempt(form, actions.hear, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("ヒアリングを記録する"))


@open_to("desk")
def decide(request: Request, ref: str) -> HttpResponse:
    """判定する."""
    it = the_review(request, ref)
    form = forms.DecideForm(request.POST or None)
    if attempt(form, actions.decide, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("判定する"))


@open_to("officers")
def no_theme(request: Request, ref: str) -> HttpResponse:
    """テーマにしない理由を書く."""
    it = the_review(request, ref)
    form = forms.NoThemeForm(request.POST or None, initial={"because": it.no_theme_because})
    if attempt(form, actions.excuse_theme, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("テーマにしない理由を書く"))


@open_to("everyone")
def year(request: Request) -> HttpResponse:
    """年度の集計: how far the reviews are, beside the year before."""
    counts = [queries.year_count(y) for y in queries.years()[:3]]
    return page(request, "services/year.html", counts=counts)


@open_to("desk")
def open_year(request: Request) -> HttpResponse:
    """今年の点検を始める."""
    this_year = fiscal_year(local_day(request.at))
    form = forms.OpenForm(request.POST or None)
    if form.is_valid():
        section = form.cleaned_data["section"]
        chosen = list(Service.objects.filter(ended_at=None, **({"section": section} if section else {})))
        actions.open_reviews(this_year, services=chosen, by=request.actor, at=request.at)
        return redirect("services:year")
    return page(request, "services/open.html", form=form, year=this_year)


@open_to("desk")
def upload(request: Request) -> HttpResponse:
    """取り込むファイルを選ぶ."""
    form = forms.ImportForm(request.POST or None, request.FILES or None)
    if found := attempt(form, actions.upload, by=request.actor, at=request.at):
        return redirect(found)
    return page(request, "services/upload.html", form=form, batches=list(Batch.objects.all()[:10]))


@open_to("desk")
def batch(request: Request, ref: str) -> HttpResponse:
    """取り込む前に見る; afterwards how far the worker is, and the way back."""
    it = get_object_or_404(Batch, ref=ref)
    label = _("取り消した事業") if it.state == BatchState.UNDOING else _("取り込んだ行")
    seen = watched(it, label=label, by=request.actor, at=request.at)
    errand = seen["errand"]
    runs = errand is not None and errand.finished_at is None
    context: dict[str, Any] = {
        **seen, "batch": it, "looked": queries.looked_at(it),
        "moves": () if runs else BATCHES.open_to(request.actor, it, at=request.at),
        "blocks": BATCHES.blocks("undo", it, at=request.at) if errand and not runs else (),
    }  # fmt: skip
    return page(request, "services/batch.html", **context)


@open_to("desk")
@require_POST
def batch_act(request: Request, ref: str, verb: str) -> HttpResponse:
    """取り込む・やめる・取り消す."""
    verbs = {"take_over": actions.take_over, "discard": actions.discard, "undo": actions.undo}
    if verb not in verbs:
        raise Http404
    it = get_object_or_404(Batch, ref=ref)
    return redirect(verbs[verb](it, by=request.actor, at=request.at))
