"""市民政策提案のページ."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kyodo.deliberation.recommendations import actions, queries
from kyodo.deliberation.recommendations import policies as may
from kyodo.deliberation.recommendations.forms import petitions as forms
from kyodo.deliberation.recommendations.forms.lives import ReasonForm
from kyodo.deliberation.recommendations.models import Petition
from kyodo.deliberation.recommendations.workflow import PETITIONS
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.text import token_hash
from kyodo.offices.papers.actions import blank as printed
from kyodo.offices.papers.queries import readable_about
from kyodo.ui.flow import page

from .acting import act

PAGE = 50


def the_petition(request: Request, ref: str) -> Petition:
    """The petition, if this actor may see it."""
    seen = Petition.objects.visible_to(request.actor, at=request.at).select_related("section__successor")
    return get_object_or_404(seen, ref=ref)


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """市民政策提案の一覧."""
    seen = Petition.objects.visible_to(request.actor, at=request.at).select_related("section")
    last = seen.filter(ref=request.GET.get("after", "")).first()
    rows = list((seen.after(last) if last else seen)[: PAGE + 1])
    context: dict[str, Any] = {
        "petitions": rows[:PAGE],
        "following": rows[PAGE - 1].ref if len(rows) > PAGE else "",
        "months": queries.petition_months(),
        "needed": queries.supporters_needed(),
    }
    return page(request, "recommendations/petitions.html", **context)


@open_to("everyone")
def petition(request: Request, ref: str) -> HttpResponse:
    """一つの提案: the summary for everybody, the whole of it for its author and officers."""
    it = the_petition(request, ref)
    names = may.reads_supporters.check(request.actor, it, at=request.at)
    context: dict[str, Any] = {
        "it": it,
        "reads_all": bool(may.reads_petition.check(request.actor, it, at=request.at)),
        "supporters": list(it.supporters.all()) if names else None,
        "needed": queries.supporters_needed(),
        "moves": {m.name for m in PETITIONS.open_to(request.actor, it, at=request.at)},
        "blocks": PETITIONS.blocks("accept", it, at=request.at),
        "may_track": queries.may_be_tracked(it, request.actor, at=request.at),
        "tracked": queries.report_of(it),
        "scans": readable_about([it.subject], request.actor, request.at) if it.token_hash else [],
        "clocks": queries.clocks(request.at, wholes=[it.ref]),
        "token": actions.receipt_token(it)
        if it.token_hash and may.may_keep.check(request.actor, it, at=request.at)
        else "",
    }
    return page(request, "recommendations/petition.html", **context)


@open_to("signed in")
def new(request: Request) -> HttpResponse:
    """市民政策提案を出す."""
    form = forms.PetitionForm(request.POST or None, initial={"author_name": request.actor.display})
    return act(request, form, actions.hand_in, may=may.may_hand_in, about="recommendations:petitions", title=_("市民政策提案を出す"), submit=_("提案を出す"))  # fmt: skip


@open_to("desk")
def paper(request: Request) -> HttpResponse:
    """紙で届いた提案を入力する."""
    form = forms.PaperForm(request.POST or None, request.FILES or None, initial={"received_at": request.at})
    return act(request, form, actions.hand_in, may=may.may_hand_in, about="recommendations:petitions", title=_("紙で届いた市民政策提案を入力する"), submit=_("受け付ける"))  # fmt: skip


@open_to("everyone")
@require_safe
def blank(request: Request) -> HttpResponse:
    """用紙: the petition on paper, with a code that leads to the page."""
    lead = _("受付の窓口に出してください。紙で出した提案にも、返事を読めるページの控えをお渡しします。")
    path = reverse("recommendations:petitions")
    made = printed(forms.PetitionForm(), title=_("市民政策提案"), path=path, at=request.at, lead=lead)
    return HttpResponse(made, content_type="application/pdf")


@open_to("link holders")
def receipt(request: Request, token: str) -> HttpResponse:
    """受付控え: where whoever proposed on paper reads how it stands and what the city answered."""
    it = get_object_or_404(Petition.objects.select_related("section__successor"), token_hash=token_hash(token))
    return page(request, "recommendations/receipt.html", it=it, supporters=it.supporters.count())


@open_to("signed in")
def mend(request: Request, ref: str) -> HttpResponse:
    """補正して出し直す."""
    it = the_petition(request, ref)
    form = forms.PetitionForm(request.POST or None, initial=forms.PetitionForm.initial_of(it))
    return act(request, form, actions.mend, it, may=may.may_mend, about=it, back=it, title=_("補正して出し直す"))


@open_to("desk")
def send_back(request: Request, ref: str) -> HttpResponse:
    """補正をお願いする."""
    it, form = the_petition(request, ref), ReasonForm(request.POST or None)
    return act(request, form, actions.send_back, it, may=may.may_keep, about=it, back=it, title=_("補正をお願いする"))


@open_to("desk")
def accept(request: Request, ref: str) -> HttpResponse:
    """受理する."""
    it, form = the_petition(request, ref), forms.AcceptForm(request.POST or None)
    return act(request, form, actions.accept, it, may=may.may_keep, about=it, back=it, title=_("提案を受理する"), lead=it.title)  # fmt: skip


@open_to("officers")
def extend(request: Request, ref: str) -> HttpResponse:
    """回答の期限を延ばす."""
    it, form = the_petition(request, ref), forms.ExtendForm(request.POST or None)
    return act(request, form, actions.extend, it, may=may.may_study, about=it, back=it, title=_("回答の期限を延ばす"))


@open_to("officers")
def decide(request: Request, ref: str) -> HttpResponse:
    """検討の結果を公表する."""
    it, form = the_petition(request, ref), forms.DecideForm(request.POST or None)
    return act(request, form, actions.decide, it, may=may.may_study, about=it, back=it, title=_("検討の結果を公表する"), lead=it.title)  # fmt: skip


@open_to("signed in")
def withdraw(request: Request, ref: str) -> HttpResponse:
    """取り下げる."""
    it, form = the_petition(request, ref), ReasonForm(request.POST or None)
    return act(
        request, form, actions.withdraw, it, may=may.may_withdraw, about=it, back=it, title=_("提案を取り下げる")
    )


@open_to("desk")
@require_POST
def track(request: Request, ref: str) -> HttpResponse:
    """提言として追う."""
    return redirect(actions.track(the_petition(request, ref), by=request.actor, at=request.at))
