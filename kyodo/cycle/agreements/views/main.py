"""協定のページ: where it stands and whose turn it is; the whole text; how it came about."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kyodo.cycle.agreements import actions, queries
from kyodo.cycle.agreements.models import Agreement, Revision
from kyodo.cycle.agreements.policies import may_attach
from kyodo.cycle.agreements.queries import pages
from kyodo.cycle.agreements.states import State
from kyodo.cycle.agreements.workflow import WORKFLOW
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.policies import is_officer
from kyodo.offices.papers import queries as papers
from kyodo.ui.flow import page
from kyodo.ui.parts import Pair, Step

from . import side_of, the_agreement, the_case


@open_to("everyone")
def agreement(request: Request, ref: str) -> HttpResponse:
    """協定: the way so far, both sides beside each other, and what can be done next."""
    case = the_case(request, ref)
    it = queries.agreement_of(case)
    if it is None:
        can_open = queries.may_open(case, request.actor, request.at)
        return page(request, "agreements/none.html", case=case, can_open=can_open)
    context: dict[str, Any] = pages.table(it, request.actor, request.at)
    context |= {"steps": way(it, context["revision"]), "pairs": side_by_side(context["points"])}
    context |= papers_of(it, request) if context["revision"] else {}
    context["moves"] = {m.name for m in WORKFLOW.open_to(request.actor, it, at=request.at)}
    return page(request, "agreements/agreement.html", case=case, agreement=it, **context)


def papers_of(agreement: Agreement, request: Request) -> dict[str, Any]:
    """The signed copies this reader may open, and how many are withheld."""
    return {
        "files": papers.readable_about([agreement.subject], request.actor, request.at),
        "withheld": papers.withheld([agreement.subject]).get(agreement.subject, 0),
        "attaches": bool(may_attach.check(request.actor, agreement, at=request.at)),
        "may_decide": bool(is_officer.check(request.actor, agreement, at=request.at)),
    }


def way(agreement: Agreement, revision: Revision | None) -> list[Step]:
    """The steps of the agreement as a life line."""
    moments = {State.STATING: agreement.revealed_at, State.RECONCILING: agreement.reconciled_at}
    if revision and agreement.state == State.CONCLUDED:
        moments[State.CONCLUDED] = revision.concluded_at
    return [Step(step.label, where, on=moments.get(step)) for step, where in pages.life(agreement)]


def side_by_side(points: list[pages.Point]) -> list[Pair]:
    """The differences as the two equal columns."""
    return [
        Pair(str(p.difference), p.citizens or None, p.city or None, p.difference.get_ending_display()) for p in points
    ]


@open_to("signed in")
@require_POST
def open_it(request: Request, ref: str) -> HttpResponse:
    """協定づくりを始める."""
    case = the_case(request, ref)
    actions.open_agreement(case, by=request.actor, at=request.at, key=request.POST.get("submission_key", ""))
    return redirect("agreements:agreement", ref)


@open_to("everyone")
def whole_text(request: Request, ref: str) -> HttpResponse:
    """全文: as one reads and prints it."""
    it = the_agreement(request, ref)
    sheet = readable(request, it)
    return page(request, "agreements/text.html", case=it.case, agreement=it, sheet=sheet, side=side_of(request, it))


def readable(request: Request, agreement: Agreement) -> pages.Sheet:
    """The whole text this person may read; 404 where there is none for them."""
    if (sheet := pages.sheet(agreement, request.actor, request.at)) is None:
        raise Http404
    return sheet


@open_to("everyone")
def history(request: Request, ref: str) -> HttpResponse:
    """経過: every revision against the one before it, and for the table every proposal."""
    it = the_agreement(request, ref)
    reads = queries.may_read(it, request.actor, request.at)
    revisions = pages.revisions(it, contacts=reads)
    changes = it.changes.select_related("difference", "agreement__case") if reads and it.is_revealed else []
    waivers = it.overrides.all()
    context: dict[str, Any] = {
        "case": it.case,
        "agreement": it,
        "revisions": revisions,
        "changes": changes,
        "waivers": waivers,
    }
    return page(request, "agreements/history.html", **context)
