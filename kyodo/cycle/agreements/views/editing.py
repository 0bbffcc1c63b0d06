"""本文を直す: a part of the text, one's own copy of it, and laying it before the other side."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.cycle.agreements import actions, queries
from kyodo.cycle.agreements.forms.acts import ProposeForm
from kyodo.cycle.agreements.forms.text import (
    ROW_FORMS,
    InheritForm,
    KindForm,
    LibraryForm,
    PurposeForm,
    RowEntry,
    TermsForm,
)
from kyodo.cycle.agreements.models import Agreement, Clause, seal
from kyodo.cycle.agreements.policies import speaks_for_a_side
from kyodo.cycle.agreements.queries import boards
from kyodo.cycle.agreements.states import Section
from kyodo.kernel.access import Request, open_to
from kyodo.ui import forms
from kyodo.ui.flow import attempt, page

from . import at_the_table, side_of


def a_section(name: str) -> Section:
    """The part of the text; 404 for a part there is not."""
    if name not in Section.values:
        raise Http404
    return Section(name)


def writing(request: Request, ref: str) -> Agreement:
    """The agreement for whoever writes on a side."""
    agreement = at_the_table(request, ref)
    speaks_for_a_side.require(request.actor, agreement, at=request.at)
    return agreement


@open_to("signed in")
def section(request: Request, ref: str, section: str) -> HttpResponse:
    """One part: the joint words, what lies open, one's own copy."""
    it, name = at_the_table(request, ref), a_section(section)
    board = boards.board(it, name, side_of(request, it), at=request.at)
    return page(request, "agreements/section.html", agreement=it, case=it.case, section=name, board=board)


@open_to("signed in")
def edit(request: Request, ref: str, section: str) -> HttpResponse:
    """目的, 期間と費用, or the contract type: written as a whole."""
    it, name = writing(request, ref), a_section(section)
    draft = actions.draft_of(it, name, by=request.actor, at=request.at)
    form, action, then = whole_form(request, name, draft)
    if attempt(form, action, it, by=request.actor, at=request.at):
        return redirect(then, ref, name)
    return page(request, "agreements/entry.html", agreement=it, case=it.case, section=name, form=form, title=name.label)


def whole_form(request: Request, section: Section, draft: Any) -> tuple[forms.Form, Any, str]:
    """The form of a section, what it does, and where one goes from there."""
    if section == Section.PURPOSE:
        return PurposeForm(request.POST or None, initial={"value": draft}), actions.edit_purpose, "agreements:propose"
    if section == Section.TERMS:
        return TermsForm(request.POST or None, initial=vars(draft)), actions.edit_terms, "agreements:propose"
    if section == Section.CLAUSES:
        return KindForm(request.POST or None, initial={"kind": draft.kind}), actions.choose_kind, "agreements:section"
    raise Http404


@open_to("signed in")
def new_row(request: Request, ref: str, section: str) -> HttpResponse:
    """行を足す."""
    it, name = writing(request, ref), a_section(section)
    if name == Section.CLAUSES and "own" not in request.GET:
        return from_library(request, it)
    form = row_form(request, it, name)
    if attempt(form, actions.put_row, it, name, by=request.actor, at=request.at):
        return redirect("agreements:section", ref, name)
    return page(request, "agreements/entry.html", agreement=it, case=it.case, section=name, form=form, title=name.label)


def from_library(request: Request, agreement: Agreement) -> HttpResponse:
    """ひな形の条項を加える."""
    draft = actions.draft_of(agreement, Section.CLAUSES, by=request.actor, at=request.at)
    library = Clause.objects.standing(at=request.at)
    form = LibraryForm(request.POST or None, library=library, kind=draft.kind, held=[c.key for c in draft.rows])
    if attempt(form, actions.add_clause, agreement, by=request.actor, at=request.at):
        return redirect("agreements:section", agreement.case.ref, Section.CLAUSES)
    own = reverse("agreements:new_row", args=[agreement.case.ref, Section.CLAUSES]) + "?own"
    context: dict[str, Any] = {
        "case": agreement.case,
        "section": Section.CLAUSES,
        "title": Section.CLAUSES.label,
        "own": own,
    }
    return page(request, "agreements/entry.html", agreement=agreement, form=form, **context)


def row_form(request: Request, agreement: Agreement, section: Section, row: Any = None) -> RowEntry:
    """The boxes of one row, new or as it stands."""
    if section not in ROW_FORMS:
        raise Http404
    more: dict[str, Any] = {"goals": agreement.text.goals} if section == Section.ROLES else {}
    if row is not None:
        more |= {"ref": row.ref, "initial": boards.boxes_of(row)}
        more |= {"key": row.key, "version": row.version} if section == Section.CLAUSES else {}
    return ROW_FORMS[section](request.POST or None, **more)


@open_to("signed in")
def row(request: Request, ref: str, section: str, row: str) -> HttpResponse:
    """行を直す."""
    it, name = writing(request, ref), a_section(section)
    rows = boards.rows_of(actions.draft_of(it, name, by=request.actor, at=request.at))
    if (found := next((each for each in rows if each.ref == row), None)) is None:
        raise Http404
    form = row_form(request, it, name, found)
    if attempt(form, actions.put_row, it, name, by=request.actor, at=request.at):
        return redirect("agreements:section", ref, name)
    return page(request, "agreements/entry.html", agreement=it, case=it.case, section=name, form=form, title=name.label)


@open_to("signed in")
def inherit(request: Request, ref: str, improvement: str) -> HttpResponse:
    """前の評価で決めた改善に答える."""
    it, name = writing(request, ref), Section.CONDITIONS
    left = next((each for each in queries.offered(it.case, request.at) if each.ref == improvement), None)
    if left is None:
        raise Http404
    rows = actions.draft_of(it, name, by=request.actor, at=request.at)
    found = next((row for row in rows if row.source == left.source), None)
    at_hand = boards.text_at_hand(it, side_of(request, it))
    form = InheritForm(request.POST or None, text=at_hand, initial=InheritForm.initial_of(left, found))
    if attempt(form, actions.inherit, it, improvement=left.ref, by=request.actor, at=request.at):
        return redirect("agreements:section", ref, name)
    context: dict[str, Any] = {
        "case": it.case,
        "section": name,
        "title": _("前の評価で決めた改善に答える"),
        "left": left,
    }
    return page(request, "agreements/entry.html", agreement=it, form=form, **context)


@open_to("signed in")
@require_POST
def row_act(request: Request, ref: str, section: str, row: str, act: str) -> HttpResponse:
    """行を外す, 上へ."""
    it, name = writing(request, ref), a_section(section)
    acts = {"remove": actions.take_row_out, "up": actions.raise_row}
    if name == Section.CLAUSES and act == "renew":
        actions.renew_clause(it, ref=row, by=request.actor, at=request.at)
        return redirect("agreements:section", ref, name)
    if act not in acts or name not in ROW_FORMS:
        raise Http404
    acts[act](it, name, ref=row, by=request.actor, at=request.at)
    return redirect("agreements:section", ref, name)


@open_to("signed in")
@require_POST
def begin(request: Request, ref: str, section: str) -> HttpResponse:
    """ふだんの項目から始める."""
    if a_section(section) != Section.DISCLOSURE:
        raise Http404
    actions.begin_disclosure(writing(request, ref), by=request.actor, at=request.at)
    return redirect("agreements:section", ref, section)


@open_to("signed in")
def propose(request: Request, ref: str, section: str) -> HttpResponse:
    """提案する: before and after, and why."""
    it, name = writing(request, ref), a_section(section)
    board = boards.board(it, name, side_of(request, it), at=request.at)
    if not board.has_copy:
        return redirect("agreements:section", ref, name)
    form = ProposeForm(request.POST or None, initial={"seen": seal(it.text.section(name))})
    if attempt(form, actions.propose, it, name, by=request.actor, at=request.at):
        return redirect("agreements:agreement", ref)
    return page(request, "agreements/propose.html", agreement=it, case=it.case, section=name, form=form, board=board)


@open_to("signed in")
@require_POST
def discard(request: Request, ref: str, section: str) -> HttpResponse:
    """手元の案をやめる."""
    actions.discard(writing(request, ref), a_section(section), by=request.actor, at=request.at)
    return redirect("agreements:section", ref, section)
