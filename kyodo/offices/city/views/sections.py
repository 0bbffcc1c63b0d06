"""Sections and wards: what they are now, what they were, and changing them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo.kernel.access import Request, open_to
from kyodo.offices.city import actions, forms, queries
from kyodo.offices.city.models import Section, Ward
from kyodo.offices.city.policies import is_desk
from kyodo.offices.journal.queries import life_of, told
from kyodo.offices.people.queries import open_invitations
from kyodo.ui.flow import attempt, page


@open_to("everyone")
@require_safe
def index(request: Request) -> HttpResponse:
    """課の一覧, with those that have ended below."""
    today = queries.local_day(request.at)
    context: dict[str, Any] = {
        "sections": queries.sections_on(today),
        "ended": Section.objects.filter(until__lte=today).select_related("successor"),
        "may_edit": bool(is_desk.check(request.actor, None, at=request.at)),
    }
    return page(request, "city/sections.html", **context)


@open_to("everyone")
@require_safe
def show(request: Request, ref: str) -> HttpResponse:
    """課の頁: what it does, who answers, and what it was before."""
    section = get_object_or_404(Section.objects.select_related("successor"), ref=ref)
    may_edit = bool(is_desk.check(request.actor, section, at=request.at))
    today = queries.local_day(request.at)
    context: dict[str, Any] = {
        "section": section,
        "ended": not section.is_open_on(today),
        "duties": queries.duties_on(today).filter(section=section),
        "before": section.section_set.all(),
        "history": told(life_of(section.subject).order_by("-seq")),
        "invitations": open_invitations(section.subject, request.at) if may_edit else (),
        "may_edit": may_edit,
        "shows_reasons": may_edit,
    }
    return page(request, "city/section.html", **context)


@open_to("desk")
def new(request: Request) -> HttpResponse:
    """課を加える."""
    form = forms.NewSectionForm(request.POST or None, initial={"since": queries.local_day(request.at)})
    if section := attempt(form, actions.open_section, by=request.actor, at=request.at):
        messages.success(request, _("課を加えました。"))
        return redirect(section)
    return page(request, "city/section_form.html", form=form, section=None)


@open_to("desk")
def edit(request: Request, ref: str) -> HttpResponse:
    """課を直す."""
    section = get_object_or_404(Section, ref=ref)
    form = forms.SectionForm(request.POST or None, initial=model_to_dict(section))
    if attempt(form, actions.change_section, section, by=request.actor, at=request.at):
        messages.success(request, _("保存しました。"))
        return redirect(section)
    return page(request, "city/section_form.html", form=form, section=section)


@open_to("desk")
def end(request: Request, ref: str) -> HttpResponse:
    """課を終える, with its successor."""
    section = get_object_or_404(Section, ref=ref)
    form = forms.EndSectionForm(request.POST or None, section=section, today=queries.local_day(request.at))
    if attempt(form, actions.end_section, section, by=request.actor, at=request.at):
        messages.success(request, _("課を終えました。"))
        return redirect(section)
    return page(request, "city/section_end.html", form=form, section=section)


@open_to("everyone")
def wards(request: Request) -> HttpResponse:
    """地区の一覧; the desk adds and corrects below."""
    may_edit = bool(is_desk.check(request.actor, None, at=request.at))
    form = forms.WardForm(request.POST or None) if may_edit else None
    if form and attempt(form, actions.set_ward, by=request.actor, at=request.at):
        messages.success(request, _("地区を保存しました。"))
        return redirect("city:wards")
    return page(request, "city/wards.html", form=form, wards=Ward.objects.all())
