"""Pages of questions and answers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.models import Round
from kyodo.cycle.proposals import actions
from kyodo.cycle.proposals.forms import city as forms
from kyodo.cycle.proposals.models import Question
from kyodo.cycle.proposals.policies import is_desk
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page

from .public import visible


@open_to("everyone")
def questions(request: Request, ref: str) -> HttpResponse:
    """募集についての質問と回答: for all who think of proposing; anybody may ask."""
    it = get_object_or_404(Round.objects.visible_to(request.actor, at=request.at).select_related("programme"), ref=ref)
    form = forms.AskForm(request.POST or None)
    if attempt(form, actions.ask, it, by=request.actor, at=request.at):
        return redirect("proposals:questions", it.ref)
    asked = list(it.questions.all())
    answers = bool(is_desk.check(request.actor, it, at=request.at))
    return page(request, "proposals/questions.html", round=it, form=form, questions=asked, answers=answers)


@open_to("signed in")
def ask(request: Request, ref: str) -> HttpResponse:
    """提案について質問する."""
    it = visible(request, ref)
    form = forms.AskForm(request.POST or None)
    if attempt(form, actions.ask, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "proposals/act.html", form=form, proposal=it, title=_("提案について質問する"), back=it)


@open_to("signed in")
def answer(request: Request, ref: str) -> HttpResponse:
    """質問に答える."""
    asked = Question.objects.visible_to(request.actor, at=request.at).select_related(
        "proposal__case", "round__programme"
    )
    it = get_object_or_404(asked, ref=ref)
    form = forms.AnswerForm(request.POST or None)
    if attempt(form, actions.answer, it, by=request.actor, at=request.at):
        return redirect(it)
    back = it.get_absolute_url()
    return page(
        request, "proposals/act.html", form=form, proposal=it.proposal, title=_("質問に答える"), lead=it.text, back=back
    )
