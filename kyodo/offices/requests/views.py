"""Pages of requests: the lists, asking, one request with its life, and each step of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo.kernel.access import Request, find, open_to
from kyodo.kernel.naming import Finder
from kyodo.kernel.policy import NotAllowed
from kyodo.offices.city.queries import business_days_after, local_day, number
from kyodo.offices.papers.queries import shelf
from kyodo.ui.flow import attempt, page

from . import actions, forms, queries
from .models import SectionRequest
from .policies import asks, may_ask, may_forward
from .states import RequestState
from .terms import ANSWER_DAYS
from .workflow import WORKFLOW

#: The step a page is opened for, and those few people need.
LOOKS = {"answer": "first", "reply": "first", "clarify": "first", "withdraw": "quiet"}


def the_request(request: Request, ref: str) -> SectionRequest:
    """The request if this officer may read it; 404 otherwise."""
    seen = SectionRequest.objects.visible_to(request.actor, at=request.at)
    return get_object_or_404(seen.select_related("from_section", "to_section", "asked_by"), ref=ref)


@open_to("officers")
@require_safe
def index(request: Request) -> HttpResponse:
    """課から課への依頼の一覧: received and asked, of one's own sections or of all."""
    actor, at = request.actor, request.at
    form = forms.FilterForm(request.GET, sections=queries.sections_read_by(actor, at))
    context: dict[str, Any] = {
        "listing": queries.listing(actor, at=at, after=request.GET.get("after", ""), **form.asked()),
        "applied": form.applied(),
        "may_ask": bool(may_ask.check(actor, None, at=at)),
    }
    return page(request, "requests/index.html", form=form, **context)


@open_to("officers")
def new(request: Request) -> HttpResponse:
    """ほかの課に依頼する: the address may name the section and the thing it is about."""
    actor, at, today = request.actor, request.at, local_day(request.at)
    may_ask.require(actor, None, at=at)
    initial = {
        "wished_on": business_days_after(today, number(ANSWER_DAYS)),
        "to_section": request.GET.get("to", ""), "about": _about(request),
    }  # fmt: skip
    form = forms.AskForm(
        request.POST or None, request.FILES or None, initial=initial, today=today,
        speaks_for=queries.sections_spoken_for(actor, at), finder=Finder(actor, at),
    )  # fmt: skip
    if made := attempt(form, actions.ask, by=actor, at=at):
        messages.success(request, _("依頼を届けました。"))
        return redirect(made)
    return page(request, "requests/new.html", form=form)


def _about(request: Request) -> str:
    """What the address names, or the bigger thing it is part of, as far as this officer may name it."""
    finder, thing = Finder(request.actor, request.at), find(request.GET.get("about", ""))
    named = (getattr(thing, "subject", ""), getattr(thing, "whole", ""))
    return next((subject for subject in named if subject and finder.known(subject)), "")


@open_to("officers")
@require_safe
def show(request: Request, ref: str) -> HttpResponse:
    """One request: what was asked, everything said since, and what this officer can do now."""
    actor, at = request.actor, request.at
    it = the_request(request, ref)
    [line] = queries.in_lines([it], at)
    context: dict[str, Any] = {
        "it": it, "left": line.left, **queries.story(it), **shelf(it, actor, at),
        "about": Finder(actor, at).seen([it.subject_ref]).get(it.subject_ref),
        "moves": [(move, LOOKS.get(move.name, "second")) for move in WORKFLOW.open_to(actor, it, at=at)],
        "again": _again(it) if asks.check(actor, it, at=at) else "",
        "may_forward": it.state == RequestState.ASKED and bool(may_forward.check(actor, it, at=at)),
    }  # fmt: skip
    return page(request, "requests/show.html", **context)


def _again(it: SectionRequest) -> str:
    """The address of a new request to the same section about the same thing."""
    query = QueryDict(mutable=True)
    query.update({"to": it.to_section.ref, "about": it.subject_ref})
    return f"{reverse('requests:new')}?{query.urlencode()}"


@open_to("officers")
def move(request: Request, ref: str, name: str) -> HttpResponse:
    """One step, with its words: answer, take on, ask back, decline, withdraw."""
    it = the_request(request, ref)
    if name not in forms.SAID:
        raise Http404
    if request.method != "POST" and not (verdict := WORKFLOW.verdict(name, request.actor, it, at=request.at)):
        raise NotAllowed(verdict.reason)
    form = forms.MoveForm(request.POST or None, request.FILES or None, name=name, initial={"due_on": it.due_on})
    if attempt(form, actions.move, name, it, by=request.actor, at=request.at):
        return redirect(it)
    last = next(reversed(queries.turns(it)), None)
    return page(request, "requests/act.html", it=it, form=form, title=WORKFLOW.move(name).label, last=last)


@open_to("officers")
def forward(request: Request, ref: str) -> HttpResponse:
    """担当の課に回す."""
    it = the_request(request, ref)
    may_forward.require(request.actor, it, at=request.at)
    but = (it.from_section, it.to_section)
    form = forms.ForwardForm(request.POST or None, but=but, today=local_day(request.at))
    if sent := attempt(form, actions.forward, it, by=request.actor, at=request.at):
        messages.success(request, _("依頼を「%(name)s」に回しました。") % {"name": sent.to_section})
        return redirect("requests:index")
    return page(request, "requests/act.html", it=it, form=form, title=_("担当の課に回す"))
