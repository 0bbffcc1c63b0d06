"""Pages of bodies: the list, one body, where all of them stand on a day, and setting one up."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from kyodo.deliberation.councils.actions import bodies as actions
from kyodo.deliberation.councils.forms.bodies import (
    BodyForm,
    CloseForm,
    DayForm,
    DayOnlyForm,
    RelationForm,
    SearchForm,
    SecretariatForm,
)
from kyodo.deliberation.councils.models import Body, Relation
from kyodo.deliberation.councils.policies import bodies as may
from kyodo.deliberation.councils.queries import finding, standing
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.queries import local_day
from kyodo.ui.flow import attempt, page


def the_body(request: Request, ref: str) -> Body:
    """The body of an address."""
    bodies = Body.objects.visible_to(request.actor, at=request.at).select_related("section", "parent")
    return get_object_or_404(bodies, ref=ref)


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """会議体の一覧, with what is open to apply for and what nobody sits in."""
    form, day = SearchForm(request.GET or None), local_day(request.at)
    bodies, following = finding.page_of(finding.found(form, day), day, after=request.GET.get("after", ""))
    context: dict[str, Any] = {
        "bodies": bodies,
        "following": following,
        "gaps": () if form.is_bound else standing.gaps(day),
        "openings": finding.openings(request.at),
        "may_open": may.looks_inside.check(request.actor, None, at=request.at),
        "mine": finding.mine(request.actor, request.at),
    }
    return page(request, "councils/bodies/index.html", form=form, today=day, **context)


@open_to("everyone")
def position(request: Request) -> HttpResponse:
    """位置付けイメージ図: every body and how it stands to the others, on any day."""
    form = DayForm(request.GET or None)
    day = (form.is_valid() and form.cleaned_data.get("on")) or local_day(request.at)
    return page(request, "councils/bodies/position.html", form=form, day=day, picture=finding.picture(day))


@open_to("everyone")
def body(request: Request, ref: str) -> HttpResponse:
    """One body: what it is for, who sits in it, its terms, its relations, its meetings."""
    it, day = the_body(request, ref), local_day(request.at)
    may_keep = bool(may.keeps.check(request.actor, it, at=request.at))
    context = finding.everything_about(it, day, request.actor, request.at)
    return page(request, "councils/bodies/body.html", body=it, today=day, may_keep=may_keep, **context)


@open_to("officers")
def new(request: Request) -> HttpResponse:
    """会議体を設置する."""
    form = BodyForm(request.POST or None, today=local_day(request.at))
    if it := attempt(form, actions.open_body, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "councils/bodies/act.html", form=form, act=_("会議体を設置する"), submit=_("設置する"))


@open_to("officers")
def edit(request: Request, ref: str) -> HttpResponse:
    """会議体の内容を直す."""
    it = the_body(request, ref)
    may.keeps.require(request.actor, it, at=request.at)
    given = {name: getattr(it, name) for name in BodyForm.base_fields if hasattr(it, name)}
    first = {
        **given,
        "section": it.section.ref,
        "parent": it.parent.ref if it.parent else None,
        "seats": list(it.seats.values("route", "number")),
    }
    form = BodyForm(request.POST or None, today=local_day(request.at), but=it, initial=first)
    if attempt(form, actions.describe, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(
        request, "councils/bodies/act.html", form=form, body=it, act=_("会議体の内容を直す"), submit=_("保存する")
    )


@open_to("officers")
def secretariat(request: Request, ref: str) -> HttpResponse:
    """事務局を決める."""
    it, day = the_body(request, ref), local_day(request.at)
    may.keeps.require(request.actor, it, at=request.at)
    first = {"secretariat": it.served_by, "since": it.secretariat_since or day}
    form = SecretariatForm(request.POST or None, keepers=standing.keepers(it, request.at), initial=first)
    if attempt(form, actions.name_secretariat, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "councils/bodies/act.html", form=form, body=it, act=_("事務局を決める"), submit=_("決める"))


@open_to("officers")
def close(request: Request, ref: str) -> HttpResponse:
    """会議体を廃止する."""
    it = the_body(request, ref)
    may.keeps.require(request.actor, it, at=request.at)
    form = CloseForm(request.POST or None)
    if attempt(form, actions.close_body, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(
        request, "councils/bodies/act.html", form=form, body=it, act=_("会議体を廃止する"), submit=_("廃止する")
    )


@open_to("officers")
def relate(request: Request, ref: str) -> HttpResponse:
    """ほかの会議体との関係を記録する."""
    it = the_body(request, ref)
    may.keeps.require(request.actor, it, at=request.at)
    form = RelationForm(request.POST or None, body=it)
    if attempt(form, actions.relate, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "councils/bodies/act.html", form=form, body=it, act=_("関係を記録する"), submit=_("記録する"))


@open_to("officers")
def part(request: Request, ref: str) -> HttpResponse:
    """関係を終える."""
    it = get_object_or_404(Relation.objects.select_related("body__section", "other"), ref=ref)
    may.keeps.require(request.actor, it.body, at=request.at)
    form = DayOnlyForm(request.POST or None)
    if attempt(form, actions.part, it, by=request.actor, at=request.at):
        return redirect(it.body)
    return page(
        request, "councils/bodies/act.html", form=form, body=it.body, act=_("関係を終える"), submit=_("終える"), lead=it
    )
