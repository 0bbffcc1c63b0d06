"""Pages of the acts on a case: its moves, its zone, its kind, who sits on its sides. The case itself is shown by the casebook."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.kernel.access import BOTH_SIDES, Request, Side, open_to
from kyodo.kernel.policy import NotAllowed
from kyodo.ui.flow import attempt, page
from kyodo.ui.forms import Form

from . import actions, forms
from .models import Collaboration
from .policies import is_either_side, may_describe, may_seat
from .queries import latest_zones
from .terms import MOST_FOUND, OWN_ACTS
from .workflow import WORKFLOW


def the_case(request: Request, ref: str) -> Collaboration:
    """The case if this person may see it; 404 otherwise."""
    return get_object_or_404(Collaboration.objects.visible_to(request.actor, at=request.at), ref=ref)


def act(request: Request, case: Collaboration, form: Form, title: object, **context: Any) -> HttpResponse:
    """The page of one act."""
    return page(request, "collaborations/act.html", case=case, form=form, title=title, **context)


@open_to("signed in")
def move(request: Request, ref: str, name: str) -> HttpResponse:
    """取り下げる, つなぐ, 見送る, もう一度取り上げる: with the reason that the page of the case will show."""
    case = the_case(request, ref)
    if name not in OWN_ACTS:
        raise Http404
    if not (verdict := WORKFLOW.verdict(name, request.actor, case, at=request.at)):
        raise NotAllowed(verdict.reason)
    form = forms.ReasonForm(request.POST or None)
    if attempt(form, actions.set_aside, name, case, by=request.actor, at=request.at):
        return redirect(case)
    return act(request, case, form, WORKFLOW.move(name).label)


@open_to("signed in")
def zone(request: Request, ref: str) -> HttpResponse:
    """領域の判断, of one's own side."""
    case = the_case(request, ref)
    is_either_side.require(request.actor, case, at=request.at)
    side = Side(case.side_of(request.actor, request.at) or "")
    mine = latest_zones(case).get(side)
    form = forms.ZoneForm(request.POST or None, initial={"zone": mine.zone, "because": mine.because} if mine else {})
    if attempt(form, actions.judge_zone, case, side=side, by=request.actor, at=request.at):
        return redirect(case)
    return act(request, case, form, _("領域の見方を書く"), side=side)


@open_to("signed in")
def kind(request: Request, ref: str) -> HttpResponse:
    """類型と形態を決める."""
    case = the_case(request, ref)
    may_describe.require(request.actor, case, at=request.at)
    initial = {"start_type": case.start_type, "forms_": list(case.forms.values_list("code", flat=True))}
    form = forms.KindForm(request.POST or None, initial=initial)
    if attempt(form, actions.describe, case, by=request.actor, at=request.at):
        return redirect(case)
    return act(request, case, form, _("類型と形態を決める"))


@open_to("signed in")
def title(request: Request, ref: str) -> HttpResponse:
    """件名を改める."""
    case = the_case(request, ref)
    may_describe.require(request.actor, case, at=request.at)
    form = forms.TitleForm(request.POST or None, initial={"title": case.title})
    if attempt(form, actions.retitle, case, by=request.actor, at=request.at):
        return redirect(case)
    return act(request, case, form, _("件名を改める"))


@open_to("signed in")
def parties(request: Request, ref: str) -> HttpResponse:
    """当事者: who sits on which side, and who may be added from here."""
    case = the_case(request, ref)
    may_describe.require(request.actor, case, at=request.at)
    may = {side: bool(may_seat[side].check(request.actor, case, at=request.at)) for side in BOTH_SIDES}
    seated = [(p, may.get(Side(p.side), False)) for p in case.parties.all() if p.until is None]
    return page(request, "collaborations/parties.html", case=case, seated=seated, may=may)


@open_to("signed in")
def seat_group(request: Request, ref: str) -> HttpResponse:
    """団体を市民側に加える: searched by name."""
    case = the_case(request, ref)
    may_seat[Side.CITIZENS].require(request.actor, case, at=request.at)
    search = forms.SearchForm(request.GET or None)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    found = list(Group.objects.registered().named(words)[:MOST_FOUND]) if words else []
    form = forms.GroupForm(request.POST or None, found=found)
    if attempt(form, actions.add_party, case, by=request.actor, at=request.at):
        return redirect("collaborations:parties", case.ref)
    context: dict[str, Any] = {"search": search, "words": words, "found": found}
    return page(request, "collaborations/seat_group.html", case=case, form=form, **context)


@open_to("signed in")
def seat_section(request: Request, ref: str) -> HttpResponse:
    """課を行政側に加える."""
    case = the_case(request, ref)
    may_seat[Side.CITY].require(request.actor, case, at=request.at)
    form = forms.SectionForm(request.POST or None, at=request.at)
    if attempt(form, actions.add_party, case, by=request.actor, at=request.at):
        return redirect("collaborations:parties", case.ref)
    return act(request, case, form, _("課を加える"))


@open_to("signed in")
def leave(request: Request, ref: str, party: str) -> HttpResponse:
    """当事者から外れる: the seat stays in the history."""
    case = the_case(request, ref)
    it = get_object_or_404(case.parties.filter(until=None), ref=party)
    may_seat[Side(it.side)].require(request.actor, case, at=request.at)
    form = forms.ReasonForm(request.POST or None)
    if attempt(form, actions.leave_party, it, by=request.actor, at=request.at):
        return redirect("collaborations:parties", case.ref)
    return act(request, case, form, _("当事者から外れる"), party=it)
