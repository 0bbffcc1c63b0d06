"""Pages of programmes, rounds and themes."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.commons.groups.models import Group
from kyodo.cycle.collaborations.states import Form
from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.seeds.policies import looks_after
from kyodo.cycle.seeds.workflow import WORKFLOW as SEEDS
from kyodo.cycle.services.models import Review
from kyodo.kernel.access import Request, Visitor, open_to, refs_of
from kyodo.kernel.calendar import fiscal_year
from kyodo.kernel.naming import Finder
from kyodo.offices.city.queries import desk_section, local_day
from kyodo.offices.papers.queries import shelf
from kyodo.ui.flow import attempt, page

from . import actions, forms, queries
from .models import Programme
from .policies import runs_calls
from .states import Phase, State
from .workflow import WORKFLOW


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """制度と募集."""
    lines = queries.lines(request.actor, at=request.at)
    context: dict[str, Any] = {
        "current": [line for line in lines if line.is_current],
        "past": [line for line in lines if not line.is_current],
        "runs": bool(runs_calls.check(request.actor, None, at=request.at)),
        "programmes": list(Programme.objects.all()),
    }
    return page(request, "calls/index.html", **context)


@open_to("desk")
def programme(request: Request, ref: str = "") -> HttpResponse:
    """制度を決める."""
    it = get_object_or_404(Programme, ref=ref) if ref else None
    initial = forms.ProgrammeForm.initial_of(it) if it else {}
    form = forms.ProgrammeForm(request.POST or None, initial=initial)
    if attempt(form, actions.set_programme, programme=it, by=request.actor, at=request.at):
        return redirect("calls:index")
    return page(request, "calls/act.html", form=form, title=_("制度を決める"))


@open_to("desk")
def new_round(request: Request, ref: str) -> HttpResponse:
    """募集回を用意する."""
    it = get_object_or_404(Programme, ref=ref)
    form = forms.RoundForm(
        request.POST or None, at=request.at, initial={"year": fiscal_year(local_day(request.at)) + 1}
    )
    if made := attempt(form, actions.prepare_round, it, by=request.actor, at=request.at):
        return redirect(made)
    return page(request, "calls/act.html", form=form, title=_("募集回を用意する"), lead=it.name)


@open_to("everyone")
def round_(request: Request, ref: str) -> HttpResponse:
    """一つの募集回."""
    it = get_object_or_404(queries.listed(request.actor, at=request.at), ref=ref)
    context: dict[str, Any] = {
        "round": it,
        "phase": it.phase(request.at),
        "takes_talks": it.takes_talks(request.at),
        "asked": it.section or desk_section(request.at),
        "themes": list(queries.open_themes(request.actor, at=request.at).filter(round=it)),
        "moves": {m.name for m in WORKFLOW.open_to(request.actor, it, at=request.at)},
        "may_decide": bool(runs_calls.check(request.actor, it, at=request.at)),
        **shelf(it, request.actor, request.at),
        "blocks": WORKFLOW.blocks("publish", it, at=request.at) if it.state == "draft" else (),
    }
    return page(request, "calls/round.html", **context)


@open_to("desk")
def edit_round(request: Request, ref: str) -> HttpResponse:
    """募集回を改める."""
    it = get_object_or_404(queries.listed(request.actor, at=request.at), ref=ref)
    form = forms.RoundForm(request.POST or None, at=request.at, initial=forms.RoundForm.initial_of(it))
    if attempt(form, actions.change_round, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "calls/act.html", form=form, title=_("募集回を改める"), lead=str(it))


@open_to("desk")
def attach(request: Request, ref: str) -> HttpResponse:
    """募集の書類を付ける."""
    it = get_object_or_404(queries.listed(request.actor, at=request.at), ref=ref)
    form = forms.PaperForm(request.POST or None, request.FILES or None)
    if attempt(form, actions.attach, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "calls/act.html", form=form, title=_("書類を付ける"), lead=str(it))


@open_to("desk")
@require_POST
def publish(request: Request, ref: str) -> HttpResponse:
    """公表する."""
    it = get_object_or_404(queries.listed(request.actor, at=request.at), ref=ref)
    return redirect(actions.move("publish", it, by=request.actor, at=request.at))


@open_to("desk")
@require_POST
def close(request: Request, ref: str) -> HttpResponse:
    """終わりにする: everything about it is done."""
    it = get_object_or_404(queries.listed(request.actor, at=request.at), ref=ref)
    return redirect(actions.move("close", it, by=request.actor, at=request.at))


@open_to("desk")
def cancel(request: Request, ref: str) -> HttpResponse:
    """取りやめる."""
    it = get_object_or_404(queries.listed(request.actor, at=request.at), ref=ref)
    form = forms.ReasonForm(request.POST or None)
    if attempt(form, actions.move, "cancel", it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "calls/act.html", form=form, title=_("取りやめる"), lead=str(it))


@open_to("everyone")
def themes(request: Request) -> HttpResponse:
    """市からのテーマ."""
    return page(request, "calls/themes.html", themes=queries.theme_lines(request.actor, at=request.at))


def groups_for(request: Request) -> Finder:
    """Where a group is looked for by its name."""
    return Finder(request.actor, request.at, (Group._meta.label_lower,))


@open_to("officers")
def new_theme(request: Request, review: str = "") -> HttpResponse:
    """テーマを出す, from a verdict or on its own."""
    origin = get_object_or_404(Review.objects.select_related("service__section"), ref=review) if review else None
    initial = forms.ThemeForm.initial_of(origin.service) if origin else {}
    more: dict[str, Any] = {"actor": request.actor, "at": request.at, "finder": groups_for(request)}
    form = forms.ThemeForm(request.POST or None, initial=initial, **more)
    if made := attempt(form, actions.publish_theme, review=origin, by=request.actor, at=request.at):
        return redirect(made)
    return page(
        request, "calls/act.html", form=form, title=_("テーマを出す"), lead=origin.service.name if origin else ""
    )


@open_to("officers")
def invite(request: Request, ref: str) -> HttpResponse:
    """声をかける団体を加える."""
    it = get_object_or_404(queries.open_themes(request.actor, at=request.at), ref=ref)
    looks_after.require(request.actor, it.seed, at=request.at)
    first = {"because": it.seed.invited_because}
    form = forms.InviteForm(request.POST or None, finder=groups_for(request), initial=first)
    if attempt(form, seeds.invite, it.seed, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "calls/act.html", form=form, title=_("声をかける団体を加える"), lead=str(it))


@open_to("everyone")
def theme(request: Request, ref: str) -> HttpResponse:
    """一つのテーマ: what is asked, and who has answered."""
    it = get_object_or_404(queries.open_themes(request.actor, at=request.at), ref=ref)
    answers = list(it.seed.answers.all())
    ways = [Form(code).label for code in it.forms]
    may = {move.name for move in SEEDS.open_to(request.actor, it.seed, at=request.at)}
    context: dict[str, Any] = {
        "answers": answers,
        "ways": ways,
        "open": it.is_open(request.at),
        "invited": queries.invited(it),
        "asked": not it.seed.invited or bool(refs_of(request.actor, request.at) & set(it.seed.invited)),
        "invites": bool(looks_after.check(request.actor, it.seed, at=request.at)),
        "hand": bool(may & {"answer", "add"}) or (isinstance(request.actor, Visitor) and not it.seed.invited),
        "round_open": it.round and it.round.state == State.PUBLISHED and it.round.phase(request.at) == Phase.OPEN,
    }
    return page(request, "calls/theme.html", theme=it, seed=it.seed, **context)
