"""For everybody: the short form for those a project was for, and cases to learn from."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo.cycle.evaluations import actions, filters, forms, queries
from kyodo.cycle.evaluations.models import Evaluation, Practice
from kyodo.cycle.evaluations.policies import may_edit
from kyodo.kernel.access import Request, open_to
from kyodo.offices.papers.actions import blank as printed
from kyodo.ui.flow import attempt, page


@open_to("link holders")
def voice(request: Request, token: str) -> HttpResponse:
    """受益者の声: reached by the QR code."""
    it = get_object_or_404(Evaluation.objects.select_related("case"), voice_token=token)
    form = forms.VoiceForm(request.POST or None)
    if attempt(form, actions.hear, it, by=request.actor, at=request.at):
        return redirect("evaluations:thanks", token=token)
    return page(request, "evaluations/voice.html", evaluation=it, form=form)


@open_to("link holders")
@require_safe
def blank(request: Request, token: str) -> HttpResponse:
    """用紙: the question on paper, to lay out where people come together, with a code that leads to the page."""
    it = get_object_or_404(Evaluation.objects.select_related("case"), voice_token=token)
    path = reverse("evaluations:voice", args=[token])
    made = printed(forms.VoiceForm(), title=f"{_('1分アンケート')}：{it.case.title}", path=path, at=request.at)
    return HttpResponse(made, content_type="application/pdf")


@open_to("link holders")
def thanks(request: Request, token: str) -> HttpResponse:
    """お礼."""
    it = get_object_or_404(Evaluation.objects.select_related("case"), voice_token=token)
    return page(request, "evaluations/thanks.html", evaluation=it)


@open_to("everyone")
def practices(request: Request) -> HttpResponse:
    """実践事例, failures included."""
    form = forms.LookForm(request.GET)
    published = Practice.objects.filter(published_at__isnull=False).select_related("evaluation__case")
    found = filters.narrowed(published.prefetch_related("evaluation__case__forms"), form)
    shown = filters.page_of(found, after=request.GET.get("after", ""))
    return page(request, "evaluations/practices.html", form=form, shown=shown)


@open_to("everyone")
def practice(request: Request, ref: str) -> HttpResponse:
    """一つの事例."""
    edits = bool(may_edit.check(request.actor, None, at=request.at))
    shown = Practice.objects.select_related("evaluation__case")
    it = get_object_or_404(shown if edits else shown.filter(published_at__isnull=False), ref=ref)
    said = queries.said_in(it)
    return page(request, "evaluations/practice.html", practice=it, said=said, forms=it.case.forms.all(), edits=edits)


@open_to("desk")
def bank(request: Request) -> HttpResponse:
    """評価の共通項目を決める."""
    asked = [{"phase": phase, "text": str(words)} for _code, phase, words in queries.bank()]
    form = forms.BankForm(request.POST or None, initial={"items": asked})
    if attempt(form, actions.set_bank, by=request.actor, at=request.at):
        messages.success(request, _("共通項目を決めました。これから始まる評価で尋ねます。"))
        return redirect("evaluations:bank")
    return page(request, "evaluations/bank.html", form=form)


@open_to("desk")
def edit_practice(request: Request, ref: str) -> HttpResponse:
    """事例を直して公開する."""
    it = get_object_or_404(Practice.objects.select_related("evaluation__case"), ref=ref)
    form = forms.PracticeForm(request.POST or None, initial=forms.PracticeForm.initial_of(it))
    if attempt(form, actions.publish_practice, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(
        request,
        "evaluations/act.html",
        evaluation=it.evaluation,
        case=it.case,
        form=form,
        title=_("事例を直して公開する"),
    )
