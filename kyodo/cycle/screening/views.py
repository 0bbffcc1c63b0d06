"""Pages of a screening: what was found, what was decided, what was told, and what was asked about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.proposals.queries import by_token
from kyodo.kernel.access import Actor, LinkHolder, Request, open_to
from kyodo.offices.city.queries import local_day
from kyodo.offices.papers.queries import shelf
from kyodo.ui.flow import attempt, page

from . import actions, forms, queries
from .models import Condition, Inquiry, Screening
from .policies import is_proposer, may_confirm, runs_screening
from .states import TOLD
from .workflow import WORKFLOW

BUDGET: dict[str, tuple[type[forms.BudgetForm], Callable[..., Screening], Any]] = {
    "passed": (forms.BudgetForm, actions.pass_budget, _("予算が成立した")),
    "failed": (forms.FailedBudgetForm, actions.fail_budget, _("予算が成立しなかった")),
}


def visible(request: Request, ref: str) -> Screening:
    """The screening if this person may see it; 404 otherwise."""
    return get_object_or_404(queries.listed(request.actor, at=request.at), ref=ref)


def act(request: Request, it: Screening, form: Any, title: Any, lead: str = "") -> HttpResponse:
    """The page of one act."""
    return page(request, "screening/act.html", form=form, screening=it, title=title, lead=lead)


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """審査の一覧: the outcomes that have been told; for officers also what is under way."""
    return page(request, "screening/index.html", rows=list(queries.listed(request.actor, at=request.at)[:60]))


@open_to("desk")
def open_(request: Request, ref: str) -> HttpResponse:
    """審査に付す."""
    it = get_object_or_404(Proposal.objects.visible_to(request.actor, at=request.at), ref=ref)
    form = forms.NothingForm(request.POST or None)
    if made := attempt(form, actions.open_screening, it, by=request.actor, at=request.at):
        return redirect(made)
    return page(request, "screening/act.html", form=form, title=_("審査に付す"), lead=it.title)


@open_to("everyone")
def screening(request: Request, ref: str) -> HttpResponse:
    """One screening, as everybody or as the city reads it."""
    return shown(request, visible(request, ref), request.actor)


def shown(request: Request, it: Screening, actor: Actor, **ways: Any) -> HttpResponse:
    """The page of a screening for one reader; `ways` lead whoever proposed to their own acts."""
    conditions = list(it.conditions.all())
    context: dict[str, Any] = {
        "screening": it,
        "told": it.state in TOLD,
        "reasons": queries.shows_reasons(it, actor, at=request.at),
        "conditions": conditions,
        **shelf(it.proposal, actor, request.at),
        "inquiries": queries.inquiries_for(it, actor, at=request.at),
        "moves": {m.name for m in WORKFLOW.open_to(actor, it, at=request.at)},
        "may_confirm": bool(conditions and may_confirm.check(actor, conditions[0], at=request.at)),
        "runs": bool(runs_screening.check(actor, it, at=request.at)),
    }
    return page(request, "screening/screening.html", **context, **ways)


def own(request: Request, ref: str, token: str) -> tuple[Proposal, Actor]:
    """The proposal for whoever proposed it, by account or by its secret link."""
    proposal = (
        by_token(token) if token else Proposal.objects.visible_to(request.actor, at=request.at).filter(ref=ref).first()
    )
    if proposal is None or proposal.case is None:
        raise Http404
    actor = LinkHolder(proposal.subject) if token else request.actor
    is_proposer.require(actor, Screening(proposal=proposal), at=request.at)
    return proposal, actor


def way(name: str, ref: str, token: str) -> str:
    """A page of the proposer, by the way they came."""
    return reverse(f"screening:{name}_by_link", args=[token]) if token else reverse(f"screening:{name}", args=[ref])


@open_to("link holders")
def of_proposal(request: Request, ref: str = "", token: str = "") -> HttpResponse:
    """審査の結果: for whoever proposed, with every reason; before the notice, that it is under way."""
    proposal, actor = own(request, ref, token)
    told = queries.listed(actor, at=request.at).filter(proposal=proposal, state__in=TOLD).first()
    running = queries.under_way(proposal)
    ways: dict[str, Any] = {
        "withdraw_url": way("withdraw", ref, token) if running else "",
        "proposal_title": proposal.title,
        "token": token,
    }
    if told is None:
        return page(request, "screening/waiting.html", running=running is not None, **ways)
    return shown(request, told, actor, inquire_url=way("inquire", ref, token), **ways)


@open_to("link holders")
def withdraw(request: Request, ref: str = "", token: str = "") -> HttpResponse:
    """審査中の提案を取り下げる."""
    proposal, actor = own(request, ref, token)
    it = queries.under_way(proposal)
    if it is None:
        raise Http404
    form = forms.ReasonForm(request.POST or None)
    if attempt(form, actions.withdraw, it, by=actor, at=request.at):
        return redirect(way("of_proposal", ref, token))
    return page(request, "screening/act.html", form=form, title=_("審査中の提案を取り下げる"), lead=proposal.title)


@open_to("link holders")
def inquire(request: Request, ref: str = "", token: str = "") -> HttpResponse:
    """理由を問い合わせる."""
    proposal, actor = own(request, ref, token)
    it = queries.listed(actor, at=request.at).filter(proposal=proposal, state__in=TOLD).first()
    if it is None:
        raise Http404
    form = forms.InquiryForm(request.POST or None)
    if attempt(form, actions.inquire, it, by=actor, at=request.at):
        return redirect(way("of_proposal", ref, token))
    return page(request, "screening/act.html", form=form, title=_("理由を問い合わせる"), lead=proposal.title)


@open_to("desk")
def recommend(request: Request, ref: str) -> HttpResponse:
    """審査結果を記録する."""
    it = visible(request, ref)
    form = forms.RecommendForm(request.POST or None, screening=it, initial={"held_on": local_day(request.at)})
    if attempt(form, actions.recommend, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("審査結果を記録する"))


@open_to("officers")
def screen_again(request: Request, ref: str) -> HttpResponse:
    """審査をやり直す."""
    it = visible(request, ref)
    form = forms.ReasonForm(request.POST or None)
    if attempt(form, actions.screen_again, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("審査をやり直す"))


@open_to("officers")
def decide(request: Request, ref: str) -> HttpResponse:
    """決定する: the result stands above the form, and the officer's name will stand below the decision."""
    it = visible(request, ref)
    form = forms.DecideForm(request.POST or None, initial={"outcome": it.recommended})
    if attempt(form, actions.decide, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("決定する"), lead=it.get_recommended_display())


@open_to("desk")
def notify(request: Request, ref: str) -> HttpResponse:
    """結果を通知する."""
    it = visible(request, ref)
    form = forms.NothingForm(request.POST or None)
    if attempt(form, actions.notify, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("結果を通知する"), lead=it.get_outcome_display())


@open_to("desk")
def budget(request: Request, ref: str, result: str) -> HttpResponse:
    """予算の成立・不成立."""
    if result not in BUDGET:
        raise Http404
    it, (kind, action, title) = visible(request, ref), BUDGET[result]
    form = kind(request.POST or None, initial={"on": local_day(request.at)})
    if attempt(form, action, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, title)


@open_to("desk")
def answer(request: Request, ref: str) -> HttpResponse:
    """問合せに答える."""
    it = get_object_or_404(Inquiry.objects.select_related("screening__proposal__case"), ref=ref)
    form = forms.AnswerForm(request.POST or None)
    if attempt(form, actions.answer_inquiry, it, by=request.actor, at=request.at):
        return redirect(it.screening)
    return act(request, it.screening, form, _("問合せに答える"), lead=it.text)


@open_to("officers")
def met(request: Request, ref: str) -> HttpResponse:
    """条件が満たされた."""
    it = get_object_or_404(Condition.objects.select_related("screening__proposal__case"), ref=ref)
    form = forms.MetForm(request.POST or None)
    if attempt(form, actions.meet_condition, it, by=request.actor, at=request.at):
        return redirect(it.screening)
    return act(request, it.screening, form, _("条件が満たされたことを確かめる"), lead=it.text)
