"""条項のひな形のページ: everybody reads the clauses this city offers; the desk keeps them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo.cycle.agreements import actions
from kyodo.cycle.agreements.forms.library import RevisionForm, WordingForm
from kyodo.cycle.agreements.models import Clause
from kyodo.cycle.agreements.policies import is_desk
from kyodo.cycle.agreements.queries import library
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.actions import standards
from kyodo.ui.flow import attempt, page
from kyodo.ui.forms.standards import RetireForm


@open_to("everyone")
@require_safe
def clauses(request: Request) -> HttpResponse:
    """条項のひな形の一覧."""
    may_edit = bool(is_desk.check(request.actor, None, at=request.at))
    return page(request, "agreements/clauses.html", clauses=library.clauses(), may_edit=may_edit)


@open_to("everyone")
@require_safe
def clause(request: Request, ref: str) -> HttpResponse:
    """一つの条項: how it stands and how it came to read so."""
    story = library.story(get_object_or_404(Clause, ref=ref))
    may_edit = bool(is_desk.check(request.actor, None, at=request.at))
    return page(request, "agreements/clause.html", clause=story[0].clause, story=story, may_edit=may_edit)


@open_to("desk")
def write(request: Request) -> HttpResponse:
    """条項を加える."""
    form = WordingForm(request.POST or None)
    if new := attempt(form, actions.write_clause, by=request.actor, at=request.at):
        messages.success(request, _("条項を加えました。これから書く協定で使えます。"))
        return redirect(new)
    return page(request, "agreements/clause_form.html", form=form, title=_("条項を加える"))


@open_to("desk")
def revise(request: Request, ref: str) -> HttpResponse:
    """条項を直す: a new version."""
    it = get_object_or_404(Clause, ref=ref)
    form = RevisionForm(request.POST or None, initial=RevisionForm.initial_of(it))
    if new := attempt(form, actions.revise_clause, it, by=request.actor, at=request.at):
        messages.success(request, _("新しい版を作りました。すでにある協定の文は変わりません。"))
        return redirect(new)
    return page(request, "agreements/clause_form.html", form=form, clause=it, title=_("条項を直す"))


@open_to("desk")
def retire(request: Request, ref: str) -> HttpResponse:
    """使うのをやめる."""
    it = get_object_or_404(Clause, ref=ref)
    form = RetireForm(request.POST or None)
    if attempt(form, standards.retire, it, by=request.actor, at=request.at):
        messages.success(request, _("使うのをやめました。すでにある協定の文は変わりません。"))
        return redirect(it)
    return page(request, "agreements/clause_form.html", form=form, clause=it, title=_("使うのをやめる"), kind="danger")
