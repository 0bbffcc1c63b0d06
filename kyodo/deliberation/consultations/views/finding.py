"""What every page begins with: the thing it is about, for whoever may see it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from kyodo.deliberation.consultations import queries
from kyodo.deliberation.consultations.models import Answer, Bundle, Consultation, Submission, Unit
from kyodo.deliberation.consultations.policies import keeps, sees_ledger
from kyodo.kernel.access import Request
from kyodo.ui.flow import page


def visible(request: Request, ref: str) -> Consultation:
    """The consultation if this person may see it; 404 otherwise."""
    return get_object_or_404(queries.listed(request.actor, at=request.at), ref=ref)


def kept(request: Request, ref: str) -> Consultation:
    """The consultation for whoever runs it."""
    it = visible(request, ref)
    keeps.require(request.actor, it, at=request.at)
    return it


def worked_on(request: Request, ref: str) -> Consultation:
    """The consultation for whoever works on its ledger."""
    it = visible(request, ref)
    sees_ledger.require(request.actor, it, at=request.at)
    return it


def submission_of(request: Request, ref: str) -> Submission:
    """A submission for whoever works on the ledger."""
    found = Submission.objects.select_related("consultation__section", "bundle", "sender", "entered_by", "came_from")
    one = get_object_or_404(found, ref=ref)
    sees_ledger.require(request.actor, one, at=request.at)
    return one


def bundle_of(request: Request, ref: str) -> Bundle:
    """A bundle for whoever works on the ledger."""
    bundle = get_object_or_404(Bundle.objects.select_related("consultation__section", "into"), ref=ref)
    sees_ledger.require(request.actor, bundle, at=request.at)
    return bundle


def unit_of(request: Request, ref: str) -> Unit:
    """A unit for whoever works on the ledger."""
    found = Unit.objects.select_related("consultation__section", "bundle", "section", "answer__section", "into")
    unit = get_object_or_404(found, ref=ref)
    sees_ledger.require(request.actor, unit, at=request.at)
    return unit


def answer_of(request: Request, ref: str) -> Answer:
    """An answer for whoever works on the ledger."""
    found = Answer.objects.select_related("consultation__section", "section", "category", "written_by")
    answer = get_object_or_404(found, ref=ref)
    sees_ledger.require(request.actor, answer, at=request.at)
    return answer


def sent_by(token: str) -> Submission:
    """The submission of a receipt link; 404 for any other."""
    one = queries.by_token(token)
    if one is None:
        raise Http404
    return one


def act(request: Request, it: Consultation, form: object, title: object, **more: Any) -> HttpResponse:
    """The page of one act."""
    return page(request, "consultations/act.html", it=it, form=form, title=title, **more)
