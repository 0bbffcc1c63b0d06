"""形態ごとの案内: everybody reads what a form takes; the desk keeps its lines."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo.cycle.collaborations.states import Form
from kyodo.cycle.formalities import actions, queries
from kyodo.cycle.formalities.forms import RevisionForm, WordingForm
from kyodo.cycle.formalities.models import Item
from kyodo.cycle.formalities.policies import is_desk
from kyodo.cycle.formalities.terms import GUIDES, Guide
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.actions import standards
from kyodo.ui.flow import attempt, page
from kyodo.ui.forms.standards import RetireForm


def the_guide(code: str) -> Guide:
    """The guide of a form; 404 where there is none."""
    if code not in Form.values:
        raise Http404
    return GUIDES[Form(code)]


@open_to("everyone")
@require_safe
def index(request: Request) -> HttpResponse:
    """九つの形態."""
    return page(request, "formalities/index.html", guides=GUIDES.values())


@open_to("everyone")
@require_safe
def guide(request: Request, code: str) -> HttpResponse:
    """一つの形態: what it is, what to make sure of, which papers it takes, what is kept of it."""
    it = the_guide(code)
    may_edit = bool(is_desk.check(request.actor, None, at=request.at))
    lists = queries.lists(code, at=request.at)
    return page(request, "formalities/guide.html", guide=it, lists=lists, may_edit=may_edit)


@open_to("everyone")
@require_safe
def item(request: Request, ref: str) -> HttpResponse:
    """一つの項目: how it stands and how it came to read so."""
    story = queries.story(get_object_or_404(Item, ref=ref))
    may_edit = bool(is_desk.check(request.actor, None, at=request.at))
    newest = story[0].item
    return page(request, "formalities/item.html", item=newest, story=story, may_edit=may_edit)


@open_to("desk")
def write(request: Request, code: str) -> HttpResponse:
    """項目を加える."""
    it, form = the_guide(code), WordingForm(request.POST or None)
    if attempt(form, actions.write_item, code, by=request.actor, at=request.at):
        messages.success(request, _("項目を加えました。この形態の案件の一覧に並びます。"))
        return redirect("formalities:guide", code)
    return page(request, "formalities/item_form.html", form=form, guide=it, title=_("項目を加える"))


@open_to("desk")
def revise(request: Request, ref: str) -> HttpResponse:
    """項目を直す: a new version."""
    it = get_object_or_404(Item, ref=ref)
    form = RevisionForm(request.POST or None, initial=RevisionForm.initial_of(it))
    if new := attempt(form, actions.revise_item, it, by=request.actor, at=request.at):
        messages.success(request, _("新しい版を作りました。すでに答えた案件は、答えたときの文のままです。"))
        return redirect(new)
    context: dict[str, Any] = {"form": form, "item": it, "guide": the_guide(it.form), "title": _("項目を直す")}
    return page(request, "formalities/item_form.html", **context)


@open_to("desk")
def retire(request: Request, ref: str) -> HttpResponse:
    """使うのをやめる."""
    it, form = get_object_or_404(Item, ref=ref), RetireForm(request.POST or None)
    if attempt(form, standards.retire, it, by=request.actor, at=request.at):
        messages.success(request, _("使うのをやめました。すでに答えた案件には、答えが残ります。"))
        return redirect(it)
    context: dict[str, Any] = {"form": form, "item": it, "guide": the_guide(it.form), "title": _("使うのをやめる")}
    return page(request, "formalities/item_form.html", **context, kind="danger")
