"""案件の形態の手続き: one list for both sides, answered line by line."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.formalities import actions, policies, queries
from kyodo.cycle.formalities.forms import AnswerForm, HandInForm
from kyodo.cycle.formalities.models import Formality
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page


def the_case(request: Request, ref: str) -> Collaboration:
    """The case whose lists this person may read."""
    cases = Collaboration.objects.visible_to(request.actor, at=request.at).prefetch_related("forms", "parties")
    case = get_object_or_404(cases, ref=ref)
    policies.may_read.require(request.actor, case, at=request.at)
    return case


def the_row(request: Request, case: Collaboration, item: str) -> queries.Row:
    """One line which this person may answer."""
    row = next((row for row in queries.board(case, request.actor, request.at).rows if row.item.ref == item), None)
    if row is None:
        raise Http404
    policies.may_answer.require(request.actor, Formality(case=case, key=row.item.key, item=row.item), at=request.at)
    return row


@open_to("signed in")
@require_safe
def board(request: Request, ref: str) -> HttpResponse:
    """形態の手続き: what is there, what is not yet, and who answers it."""
    case = the_case(request, ref)
    shown = queries.board(case, request.actor, request.at)
    return page(request, "formalities/board.html", case=case, board=shown)


@open_to("signed in")
def row(request: Request, ref: str, item: str) -> HttpResponse:
    """項目に答える: by the buttons of the list, or with a reason on the line's own page."""
    case = the_case(request, ref)
    it = the_row(request, case, item)
    said = it.formality
    initial = {"answer": said.answer, "because": said.because} if said else {"answer": request.GET.get("answer", "")}
    form = AnswerForm(request.POST or None, initial=initial)
    if done := attempt(form, actions.answer, case, it.item, by=request.actor, at=request.at):
        messages.success(request, _("「%(what)s」に答えました。") % {"what": it.item.said})
        return redirect(done)
    return page(request, "formalities/row.html", case=case, row=it, form=form)


@open_to("signed in")
def hand_in(request: Request, ref: str, item: str) -> HttpResponse:
    """書類を付ける."""
    case = the_case(request, ref)
    it = the_row(request, case, item)
    if not it.is_paper:
        raise Http404
    form = HandInForm(request.POST or None, request.FILES or None)
    if attempt(form, actions.hand_in, case, it.item, by=request.actor, at=request.at):
        messages.success(request, _("「%(what)s」の書類を付けました。") % {"what": it.item.said})
        return redirect(case.formalities.get(key=it.item.key))
    return page(request, "formalities/hand_in.html", case=case, row=it, form=form)
