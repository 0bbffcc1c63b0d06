"""Pages of terms, seats and outputs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from kyodo.deliberation.councils.actions import bodies as actions
from kyodo.deliberation.councils.actions import seating
from kyodo.deliberation.councils.forms.bodies import (
    AppointForm,
    DropForm,
    EndTermForm,
    FinishForm,
    KeeperForm,
    LeaveForm,
    PostForm,
    ShownForm,
    TermForm,
)
from kyodo.deliberation.councils.models import Membership, Output, Term
from kyodo.deliberation.councils.policies import bodies as may
from kyodo.deliberation.councils.queries import candidates, finding, standing
from kyodo.deliberation.councils.states.bodies import SHOWN_BY_ROUTE, Shown
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.naming import Finder
from kyodo.offices.city.queries import local_day
from kyodo.ui.flow import attempt, page

from .bodies import the_body

ACT = "councils/bodies/act.html"


def the_term(ref: str) -> Term:
    """The term of an address."""
    return get_object_or_404(Term.objects.select_related("body__section"), ref=ref)


def kept_term(request: Request, ref: str) -> Term:
    """The term of an address, for those who keep its body."""
    it = the_term(ref)
    may.keeps.require(request.actor, it.body, at=request.at)
    return it


@open_to("everyone")
def term(request: Request, ref: str) -> HttpResponse:
    """One term: its themes, who sat in it, what it made and what it left."""
    it = the_term(ref)
    may_keep = bool(may.keeps.check(request.actor, it.body, at=request.at))
    context = finding.term_page(it, request.actor, request.at)
    return page(request, "councils/bodies/term.html", term=it, body=it.body, may_keep=may_keep, **context)


@open_to("officers")
def begin(request: Request, ref: str) -> HttpResponse:
    """期を始める."""
    body = the_body(request, ref)
    may.keeps.require(request.actor, body, at=request.at)
    form = TermForm(request.POST or None, body=body, keepers=standing.keepers(body, request.at))
    if it := attempt(form, actions.begin_term, body, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, ACT, form=form, body=body, act=_("期を始める"), submit=_("始める"))


@open_to("officers")
def end(request: Request, ref: str) -> HttpResponse:
    """期を終える."""
    it = kept_term(request, ref)
    form = EndTermForm(request.POST or None)
    if attempt(form, actions.end_term, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, ACT, form=form, body=it.body, act=_("期を終える"), submit=_("終える"), lead=it)


@open_to("officers")
def keeper(request: Request, ref: str) -> HttpResponse:
    """次の期までの受け持ちを決める."""
    it = kept_term(request, ref)
    form = KeeperForm(
        request.POST or None, keepers=standing.keepers(it.body, request.at), initial={"keeper": it.keeper}
    )
    if attempt(form, actions.name_keeper, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, ACT, form=form, body=it.body, act=_("受け持ちを決める"), submit=_("決める"), lead=it)


@open_to("officers")
def appoint(request: Request, ref: str) -> HttpResponse:
    """委員を任命する: what the city's limits say comes before the appointment; a candidate comes with what is known."""
    it = kept_term(request, ref)
    subject = request.GET.get("from", "")
    nominee = candidates.nominee(subject, request.actor, at=request.at) if subject else None
    if subject and nominee is None:
        raise Http404
    form = AppointForm(request.POST or None, initial=candidates.first(it, nominee, local_day(request.at)))
    if attempt(form, seating.appoint, it, chosen_from=subject, by=request.actor, at=request.at):
        return redirect(it)
    context: dict[str, Any] = {"seats": finding.seats_left(it), "limits": finding.limits(), "nominee": nominee}
    context["shown_by_route"] = [(route.label, [f.label for f in fields]) for route, fields in SHOWN_BY_ROUTE.items()]
    return page(request, "councils/bodies/appoint.html", form=form, term=it, body=it.body, **context)


@open_to("officers")
def leave(request: Request, ref: str) -> HttpResponse:
    """退任を記録する."""
    it = get_object_or_404(Membership.objects.select_related("term__body__section", "person"), ref=ref)
    may.keeps.require(request.actor, it.term.body, at=request.at)
    form = LeaveForm(request.POST or None)
    if attempt(form, seating.leave, it, by=request.actor, at=request.at):
        return redirect(it.term)
    lead = it.full_name
    return page(request, ACT, form=form, body=it.term.body, act=_("退任を記録する"), submit=_("記録する"), lead=lead)


@open_to("signed in")
def shown(request: Request, ref: str) -> HttpResponse:
    """名簿に載せるものを決める: for the member themselves and who keeps the body."""
    it = get_object_or_404(Membership.objects.select_related("term__body__section", "person"), ref=ref)
    may.chooses_what_is_shown.require(request.actor, it, at=request.at)
    form = ShownForm(request.POST or None, initial={"shown": [f for f in Shown if getattr(it, f"shows_{f}")]})
    if attempt(form, seating.publish, it, by=request.actor, at=request.at):
        return redirect(it.term)
    lead = it.full_name
    return page(request, ACT, form=form, body=it.term.body, act=_("名簿に載せるもの"), submit=_("決める"), lead=lead)


@open_to("officers")
def post(request: Request, ref: str) -> HttpResponse:
    """役職を決める."""
    it = get_object_or_404(Membership.objects.select_related("term__body__section", "person"), ref=ref)
    may.keeps.require(request.actor, it.term.body, at=request.at)
    form = PostForm(request.POST or None, initial={"post": it.post})
    if attempt(form, seating.give_post, it, by=request.actor, at=request.at):
        return redirect(it.term)
    lead = it.full_name
    return page(request, ACT, form=form, body=it.term.body, act=_("役職を決める"), submit=_("決める"), lead=lead)


def the_output(request: Request, ref: str) -> Output:
    """The output of an address, for those who keep its body."""
    it = get_object_or_404(Output.objects.select_related("term__body__section"), ref=ref)
    may.keeps.require(request.actor, it.term.body, at=request.at)
    return it


@open_to("officers")
def finish(request: Request, ref: str) -> HttpResponse:
    """成果をまとめた."""
    it = the_output(request, ref)
    today, finder = local_day(request.at), Finder(request.actor, request.at)
    form = FinishForm(request.POST or None, initial={"on": today}, finder=finder)
    if attempt(form, actions.finish_output, it, by=request.actor, at=request.at):
        return redirect(it.term)
    return page(request, ACT, form=form, body=it.term.body, act=_("成果をまとめた"), submit=_("記録する"), lead=it)


@open_to("officers")
def drop(request: Request, ref: str) -> HttpResponse:
    """成果をやめる."""
    it = the_output(request, ref)
    form = DropForm(request.POST or None)
    if attempt(form, actions.drop_output, it, by=request.actor, at=request.at):
        return redirect(it.term)
    return page(request, ACT, form=form, body=it.term.body, act=_("成果をやめる"), submit=_("やめる"), lead=it)
