"""台帳: every submission as it came, for whoever works on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.consultations import actions, forms, queries
from kyodo.deliberation.consultations.models import Mask, Submission
from kyodo.deliberation.consultations.policies import corrects, is_open_to_correction, keeps
from kyodo.kernel.access import Request, open_to
from kyodo.offices.papers.queries import readable_about
from kyodo.ui.flow import attempt, page

from .finding import act, submission_of, worked_on

PAGE = 50


@open_to("officers")
def ledger(request: Request, ref: str) -> HttpResponse:
    """台帳: in the order of the receipt numbers; flagged ones by themselves on wish."""
    it = worked_on(request, ref)
    after = request.GET.get("after", "")
    flagged = "flagged" in request.GET
    rows = it.submissions.flagged() if flagged else it.submissions.all()
    rows = rows.filter(number__gt=int(after) if after.isascii() and after.isdigit() else 0)
    found = list(rows.select_related("bundle").order_by("number")[: PAGE + 1])
    older = found[PAGE - 1].number if len(found) > PAGE else ""
    return page(request, "consultations/ledger.html", it=it, rows=found[:PAGE], older=older, flagged=flagged)


@open_to("officers")
def submission(request: Request, ref: str) -> HttpResponse:
    """One submission: the original, its covered parts, and for whoever runs the consultation its sender."""
    one = submission_of(request, ref)
    kept, masks = bool(keeps.check(request.actor, one, at=request.at)), list(one.masks.all())
    form = forms.MaskForm(request.POST or None) if kept else None
    if form and attempt(form, actions.mask, one, by=request.actor, at=request.at):
        return redirect(one)
    context: dict[str, Any] = {
        "one": one, "it": one.consultation, "masks": masks, "shown": queries.covered(one.reading, masks), "form": form,
        "kept": kept, "corrections": one.corrections.select_related("made_by"), "suspects": queries.suspects(one) if kept else [],
        "files": readable_about([one.subject], request.actor, request.at),
    }  # fmt: skip
    return page(request, "consultations/submission.html", **context)


@open_to("officers")
def unmask(request: Request, ref: str) -> HttpResponse:
    """伏せた部分を戻す."""
    one = get_object_or_404(Mask.objects.select_related("submission__consultation__section"), ref=ref)
    keeps.require(request.actor, one.submission, at=request.at)
    form = forms.ReasonForm(request.POST or None)
    if attempt(form, actions.unmask, one, by=request.actor, at=request.at):
        return redirect(one.submission)
    return act(
        request, one.submission.consultation, form, _("伏せた部分を戻す"), back=one.submission.get_absolute_url()
    )


@open_to("officers")
def correct(request: Request, ref: str) -> HttpResponse:
    """打ち間違いを直す, from the ledger or right after it was typed in; then on to where one came from."""
    one = get_object_or_404(Submission.objects.select_related("consultation__section", "entered_by"), ref=ref)
    corrects.require(request.actor, one, at=request.at)
    blocks = is_open_to_correction(one, request.at)
    form = forms.CorrectForm(request.POST or None, initial={"text": one.reading})
    pile = reverse("consultations:paper", args=[one.consultation.ref], query=request.GET)
    back = pile if request.GET else one.get_absolute_url()
    if attempt(form, actions.correct, one, by=request.actor, at=request.at):
        return redirect(back)
    lead = _("はじめに入力した文も残ります。いつ、だれが、なぜ直したかが記録されます。")
    return act(request, one.consultation, form, _("入力の誤りを直す"), back=back, lead=lead, blocks=blocks)


@open_to("officers")
@require_POST
def take_out(request: Request, ref: str) -> HttpResponse:
    """束から出して、一つだけで読む."""
    one = submission_of(request, ref)
    actions.take_out(one, by=request.actor, at=request.at)
    return redirect(one)


@open_to("officers")
@require_POST
def put_back(request: Request, ref: str) -> HttpResponse:
    """束に戻す."""
    one = submission_of(request, ref)
    actions.put_back(one, by=request.actor, at=request.at)
    return redirect(one)


@open_to("officers")
def judge(request: Request, ref: str) -> HttpResponse:
    """要件を確かめる."""
    one = submission_of(request, ref)
    keeps.require(request.actor, one, at=request.at)
    form = forms.JudgeForm(request.POST or None, initial={"fitness": one.fitness, "note": one.fitness_note})
    if attempt(form, actions.judge, one, by=request.actor, at=request.at):
        return redirect(one)
    return act(request, one.consultation, form, _("要件を確かめる"), back=one.get_absolute_url())
