"""Pages everybody may read: lists, one proposal with its versions, the guide to types and forms."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from kyodo.cycle.calls.models import Round
from kyodo.cycle.formalities.terms import GUIDES
from kyodo.cycle.proposals import filters, queries
from kyodo.cycle.proposals.forms.guide import WizardForm
from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.proposals.policies import is_desk, is_in_charge, is_writer, looks_after
from kyodo.cycle.proposals.states import State
from kyodo.cycle.proposals.workflow import WORKFLOW
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.policies import is_officer, roles_of
from kyodo.offices.papers.queries import shelf
from kyodo.ui.flow import page


def visible(request: Request, ref: str) -> Proposal:
    """The proposal if this person may see it; 404 otherwise."""
    return get_object_or_404(queries.listed(request.actor, at=request.at), ref=ref)


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """提案の一覧: everything that was submitted and may be read, and one's own drafts above it."""
    proposals = queries.listed(request.actor, at=request.at)
    shown = filters.page_of(proposals.filter(submitted_at__isnull=False), after=request.GET.get("after", ""))
    drafts = list(proposals.filter(submitted_at=None)[:30])
    officer = bool(roles_of(request.actor, request.at))
    return page(request, "proposals/index.html", rows=shown.rows, older=shown.older, drafts=drafts, officer=officer)


@open_to("everyone")
def of_round(request: Request, ref: str) -> HttpResponse:
    """一つの募集への提案."""
    round_ = get_object_or_404(
        Round.objects.visible_to(request.actor, at=request.at).select_related("programme"), ref=ref
    )
    proposals = queries.listed(request.actor, at=request.at).filter(round=round_, submitted_at__isnull=False)
    shown = filters.page_of(proposals, after=request.GET.get("after", ""))
    return page(request, "proposals/index.html", rows=shown.rows, older=shown.older, round=round_)


#: Who reads more than everybody of one proposal, by the word for it in the template.
READERS = {"looks": looks_after, "writes": is_writer, "in_charge": is_in_charge, "runs": is_desk}


@open_to("everyone")
def proposal(request: Request, ref: str) -> HttpResponse:
    """One proposal: the text that may be read, the section's opinion, questions and answers."""
    it = visible(request, ref)
    may = {name: bool(policy.check(request.actor, it, at=request.at)) for name, policy in READERS.items()}
    context: dict[str, Any] = {
        "proposal": it,
        "text": queries.text_for(it, request.actor, at=request.at),
        "versions": queries.versions_for(it, request.actor, at=request.at),
        "advice": queries.advice(it) if may["looks"] and it.state == State.SUBMITTED else [],
        **queries.said_about(it),
        **shelf(it, request.actor, request.at),
        "may_decide": may["writes"] or is_officer.check(request.actor, it, at=request.at),
        "moves": {m.name for m in WORKFLOW.open_to(request.actor, it, at=request.at)},
        **may,
        "contact": queries.contact_for(it, request.actor, at=request.at),
    }
    return page(request, "proposals/proposal.html", **context)


@open_to("everyone")
def version(request: Request, ref: str, number: int) -> HttpResponse:
    """提案の版: an earlier text, as it was submitted."""
    it = visible(request, ref)
    text = queries.text_for(it, request.actor, at=request.at, number=number)
    if text is None:
        raise Http404
    earlier = queries.text_for(it, request.actor, at=request.at, before=number)
    changes = queries.changes(earlier, text) if earlier else []
    return page(request, "proposals/version.html", proposal=it, text=text, earlier=earlier, changes=changes)


@open_to("everyone")
def wizard(request: Request) -> HttpResponse:
    """類型と形態のみちあんない: a few plain questions, answered by address only."""
    form = WizardForm(request.GET)
    answers = form.cleaned_data if form.is_valid() else {}
    suggestion = queries.suggest(answers) if any(answers.values()) else None
    return page(request, "proposals/wizard.html", form=form, suggestion=suggestion, guides=GUIDES.values())
