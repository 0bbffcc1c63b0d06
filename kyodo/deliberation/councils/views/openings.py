"""Pages of calls for seats: what is sought, applying, the receipt, judging and the outcome."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kyodo.deliberation.councils.actions import openings as actions
from kyodo.deliberation.councils.forms.openings import (
    ApplyForm,
    CallOffForm,
    CallUpForm,
    JudgeForm,
    OpeningForm,
    OutcomeForm,
    PaperForm,
    StepBackForm,
)
from kyodo.deliberation.councils.models import Application, Opening
from kyodo.deliberation.councils.policies import bodies as may
from kyodo.deliberation.councils.queries import applying
from kyodo.deliberation.councils.states.bodies import OpeningState
from kyodo.deliberation.councils.workflow.bodies import APPLICATIONS, OPENINGS
from kyodo.kernel.access import LinkHolder, Request, open_to
from kyodo.kernel.calendar import era_date
from kyodo.offices.city.queries import local_day
from kyodo.offices.papers.actions import blank as printed
from kyodo.offices.papers.queries import readable_about
from kyodo.ui.components.words import phone
from kyodo.ui.flow import attempt, page

from .bodies import the_body

ACT = "councils/bodies/act.html"


def the_opening(request: Request, ref: str) -> Opening:
    """The call of an address, if the reader may know of it."""
    openings = Opening.objects.visible_to(request.actor, at=request.at).select_related("body__section")
    return get_object_or_404(openings, ref=ref)


def kept_opening(request: Request, ref: str) -> Opening:
    """The call of an address, for the section of its body."""
    it = the_opening(request, ref)
    may.keeps.require(request.actor, it, at=request.at)
    return it


@open_to("everyone")
def opening(request: Request, ref: str) -> HttpResponse:
    """委員の公募: what is sought, until when, and what came of it."""
    it = the_opening(request, ref)
    may_keep = bool(may.keeps.check(request.actor, it, at=request.at))
    context: dict[str, Any] = {
        "moves": OPENINGS.open_to(request.actor, it, at=request.at) if may_keep else (),
        "may_keep": may_keep,
        "called_off_because": applying.called_off_because(it),
        "counts": applying.counts(it),
    }
    return page(
        request, "councils/openings/opening.html", opening=it, open=it.takes_on(local_day(request.at)), **context
    )


@open_to("officers")
def new(request: Request, ref: str) -> HttpResponse:
    """公募を準備する."""
    body = the_body(request, ref)
    may.keeps.require(request.actor, body, at=request.at)
    form = OpeningForm(request.POST or None, initial={"pay": body.pay})
    if it := attempt(form, actions.prepare, body, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, ACT, form=form, body=body, act=_("委員の公募を準備する"), submit=_("下書きを保存する"))


@open_to("officers")
def edit(request: Request, ref: str) -> HttpResponse:
    """公募の内容を直す."""
    it = kept_opening(request, ref)
    first = {name: getattr(it, name) for name in OpeningForm.base_fields if hasattr(it, name)}
    form = OpeningForm(request.POST or None, initial=first)
    if attempt(form, actions.revise, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, ACT, form=form, body=it.body, act=_("公募の内容を直す"), submit=_("保存する"), back=it)


@open_to("officers")
@require_POST
def announce(request: Request, ref: str) -> HttpResponse:
    """公募を公表する."""
    it = kept_opening(request, ref)
    OPENINGS.perform("announce", it, by=request.actor, at=request.at)
    messages.success(request, _("公募を公表しました。"))
    return redirect(it)


@open_to("officers")
def call_off(request: Request, ref: str) -> HttpResponse:
    """公募を取りやめる."""
    it = kept_opening(request, ref)
    form = CallOffForm(request.POST or None)
    if attempt(form, OPENINGS.perform, "call_off", it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, ACT, form=form, body=it.body, act=_("公募を取りやめる"), submit=_("取りやめる"), back=it)


@open_to("everyone")
def apply(request: Request, ref: str) -> HttpResponse:
    """応募する, with or without an account."""
    it = the_opening(request, ref)
    form = ApplyForm(request.POST or None)
    if attempt(form, actions.apply, it, by=request.actor, at=request.at):
        return redirect("councils:receipt", token=actions.receipt_token(form.cleaned_data["submission_key"]))
    return page(request, "councils/openings/apply.html", form=form, opening=it, open=it.takes_on(local_day(request.at)))


@open_to("everyone")
@require_safe
def blank(request: Request, ref: str) -> HttpResponse:
    """用紙: applying on paper, with a code that leads to the page."""
    it = the_opening(request, ref)
    lead, section = f"{_('締切')}　{era_date(it.closes_on)}", it.body.section
    to = f"{section.name}　{_('電話')} {phone(section.phone)}" if section.phone else section.name
    path = reverse("councils:opening", args=[it.ref])
    made = printed(ApplyForm(), title=str(it), path=path, at=request.at, lead=lead, to=to)
    return HttpResponse(made, content_type="application/pdf")


@open_to("officers")
def paper(request: Request, ref: str) -> HttpResponse:
    """紙で届いた応募を入力する."""
    it = kept_opening(request, ref)
    form = PaperForm(request.POST or None, request.FILES or None, initial={"received_at": request.at})
    if attempt(form, actions.apply, it, by=request.actor, at=request.at):
        messages.success(request, _("応募を入力しました。"))
        return redirect("councils:applications", it.ref)
    return page(request, ACT, form=form, body=it.body, act=_("紙で届いた応募を入力する"), submit=_("入力する"), back=it)


@open_to("everyone")
def receipt(request: Request, token: str) -> HttpResponse:
    """応募の控え: for whoever holds the link."""
    it = applying.by_token(token)
    if it is None:
        raise Http404
    holder = LinkHolder(it.subject)
    actor = request.actor if it.person else holder
    can_withdraw = bool(APPLICATIONS.verdict("withdraw", actor, it, at=request.at))
    return page(request, "councils/openings/receipt.html", application=it, token=token, can_withdraw=can_withdraw)


@open_to("everyone")
@require_POST
def withdraw(request: Request, token: str) -> HttpResponse:
    """応募を取り下げる."""
    it = applying.by_token(token)
    if it is None:
        raise Http404
    actor = request.actor if it.person else LinkHolder(it.subject)
    APPLICATIONS.perform("withdraw", it, by=actor, at=request.at)
    return redirect("councils:receipt", token=token)


@open_to("officers")
def applications(request: Request, ref: str) -> HttpResponse:
    """応募の一覧, for the section: who waits, who was chosen, the reserve in its order, who was appointed."""
    it = kept_opening(request, ref)
    rows = applying.applications(it)
    return page(request, "councils/openings/applications.html", opening=it, applications=rows)


@open_to("signed in")
def application(request: Request, ref: str) -> HttpResponse:
    """One application: for the section and for whoever sent it."""
    visible = Application.objects.visible_to(request.actor, at=request.at)
    it = get_object_or_404(visible.select_related("opening__body__section", "person"), ref=ref)
    keeps = bool(may.keeps_its_opening.check(request.actor, it, at=request.at))
    form = JudgeForm(request.POST or None) if keeps and it.opening.state == OpeningState.ANNOUNCED else None
    if form and attempt(form, actions.judge, it, by=request.actor, at=request.at):
        return redirect("councils:applications", it.opening.ref)
    scans = readable_about([it.subject], request.actor, request.at) if keeps else []
    context: dict[str, Any] = {"keeps": keeps, "scans": scans} | (
        applying.after_the_result(it, request.at) if keeps else {}
    )
    return page(request, "councils/openings/application.html", application=it, form=form, **context)


def kept_application(request: Request, ref: str) -> Application:
    """The application of an address, for the section of its body."""
    visible = Application.objects.visible_to(request.actor, at=request.at)
    it = get_object_or_404(visible.select_related("opening__body__section", "person"), ref=ref)
    may.keeps_its_opening.require(request.actor, it, at=request.at)
    return it


@open_to("officers")
def call_up(request: Request, ref: str) -> HttpResponse:
    """補欠から繰り上げる."""
    it = kept_application(request, ref)
    form = CallUpForm(request.POST or None)
    if attempt(form, actions.call_up, it, by=request.actor, at=request.at):
        return redirect("councils:application", it.ref)
    words: dict[str, Any] = {"act": _("補欠から繰り上げる"), "submit": _("繰り上げて知らせる"), "lead": it.result}
    return page(request, ACT, form=form, body=it.opening.body, back=it.opening, **words)


@open_to("officers")
def step_back(request: Request, ref: str) -> HttpResponse:
    """辞退を記録する."""
    it = kept_application(request, ref)
    form = StepBackForm(request.POST or None)
    if attempt(form, APPLICATIONS.perform, "step_back", it, by=request.actor, at=request.at):
        return redirect("councils:applications", it.opening.ref)
    words: dict[str, Any] = {"act": _("辞退を記録する"), "submit": _("記録する"), "lead": it.result}
    return page(request, ACT, form=form, body=it.opening.body, back=it.opening, **words)


@open_to("officers")
def decide(request: Request, ref: str) -> HttpResponse:
    """結果を公表する."""
    it = kept_opening(request, ref)
    form = OutcomeForm(request.POST or None)
    if attempt(form, actions.decide, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, ACT, form=form, body=it.body, act=_("結果を公表する"), submit=_("公表する"), back=it)
