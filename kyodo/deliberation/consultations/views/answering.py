"""Writing answers, reviewing them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.consultations import actions, forms, queries
from kyodo.deliberation.consultations.models import Answer, Consultation, Unit
from kyodo.deliberation.consultations.policies import reviews, writes
from kyodo.deliberation.consultations.states import AnswerState
from kyodo.deliberation.consultations.workflow import ANSWERS
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.policy import Refused
from kyodo.ui.flow import attempt, page

from .finding import act, answer_of, worked_on

SHOWN = 100  #: opinions that wait, on one page


@open_to("officers")
def answers(request: Request, ref: str) -> HttpResponse:
    """市の考え方の一覧: opinions that wait, and every answer with how far it is."""
    it = worked_on(request, ref)
    kept, drafts = queries.kept(request.actor, it, at=request.at), queries.drafts_of(it)
    waiting = list(queries.unanswered(it)[: SHOWN + 1])
    ticked = (
        Unit.objects.filter(pk__in=[u.pk for u in waiting[:SHOWN]]).select_related("section").order_by("place", "pk")
    )
    form = forms.UnitsForm(request.POST or None, units=ticked, answers=drafts, keeps=kept, at=request.at)
    if form.is_valid():
        try:
            return chosen(request, it, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
    context: dict[str, Any] = {"it": it, "form": form, "waiting": waiting[:SHOWN], "more": len(waiting) > SHOWN}
    context["to_review"] = queries.to_review(it, request.actor).count()
    return page(
        request, "consultations/answers.html", **context, rows=queries.answers_of(it), progress=queries.progress_of(it)
    )


def chosen(request: Request, it: Consultation, given: dict[str, Any]) -> HttpResponse:
    """What is done with the opinions that were ticked."""
    by, at, units, what = request.actor, request.at, list(given["units"]), given["what"]
    if what == "begin":
        return redirect(actions.begin_answer(it, units=units, by=by, at=at, key=given["submission_key"]))
    if what == "assign":
        actions.assign(it, units=units, section=given["section"], by=by, at=at)
        return redirect("consultations:answers", ref=it.ref)
    answer = it.answers.get(ref=what)
    actions.attach(answer, units=units, by=by, at=at)
    return redirect(answer)


@open_to("officers")
def answer(request: Request, ref: str) -> HttpResponse:
    """市の考え方: the opinions it answers, its words, its reviews."""
    it = answer_of(request, ref)
    may_write = bool(writes.check(request.actor, it, at=request.at)) and it.state == AnswerState.DRAFT
    form = forms.AnswerForm(request.POST or None, answer=it) if may_write else None
    if form and attempt(form, actions.write, it, by=request.actor, at=request.at):
        return redirect(it)
    units = queries.units_of(it)
    context: dict[str, Any] = {
        "answer": it, "it": it.consultation, "form": form, "units": units, "alone": queries.lone_voices(units),
        "reviews": it.reviews.select_related("person"), "waiting": actions.waiting_for(it),
        "reviews_it": bool(reviews.check(request.actor, it, at=request.at)) and it.state == AnswerState.SUBMITTED,
        "moves": {m.name for m in ANSWERS.open_to(request.actor, it, at=request.at)},
        "blocks": ANSWERS.blocks("submit", it, at=request.at) if may_write else (),
        "repeated": queries.repeats_of(it),
    }  # fmt: skip
    return page(request, "consultations/answer.html", **context)


@open_to("officers")
def review(request: Request, ref: str) -> HttpResponse:
    """審査する."""
    it = answer_of(request, ref)
    reviews.require(request.actor, it, at=request.at)
    form = forms.ReviewForm(request.POST or None)
    if attempt(form, actions.review, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(
        request, it.consultation, form, _("審査する"), back=it.get_absolute_url(), answer=it, units=queries.units_of(it)
    )


@open_to("officers")
def consent(request: Request, ref: str) -> HttpResponse:
    """まとめて審査する: what a reviewer has read and agrees to, in one go."""
    it = worked_on(request, ref)
    reviews.require(request.actor, it, at=request.at)
    form = forms.ConsentForm(request.POST or None, answers=queries.to_review(it, request.actor))
    back = reverse("consultations:answers", args=[it.ref])
    if done := attempt(form, actions.consent, by=request.actor, at=request.at):
        messages.success(request, _("%(n)d件を審査しました。") % {"n": done})
        return redirect(back)
    return act(request, it, form, _("まとめて審査する"), back=back)


@open_to("officers")
def rewrite(request: Request, ref: str) -> HttpResponse:
    """書き直す."""
    it = answer_of(request, ref)
    writes.require(request.actor, it, at=request.at)
    form = forms.ReasonForm(request.POST or None)
    if attempt(form, actions.reopen_answer, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it.consultation, form, _("回答案に戻して書き直す"), back=it.get_absolute_url())


@open_to("officers")
@require_POST
def withdraw(request: Request, ref: str) -> HttpResponse:
    """取り消す: its opinions wait again."""
    it: Answer = answer_of(request, ref)
    actions.withdraw_answer(it, by=request.actor, at=request.at)
    return redirect("consultations:answers", ref=it.consultation.ref)
