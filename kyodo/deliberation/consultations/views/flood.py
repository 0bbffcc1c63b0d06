"""Many at once: taking in a file, and judging what is nearly the same."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.consultations import actions, forms, queries
from kyodo.deliberation.consultations.models import Intake, Pair
from kyodo.deliberation.consultations.policies import keeps
from kyodo.deliberation.consultations.states import IntakeState
from kyodo.deliberation.consultations.workflow import INTAKES
from kyodo.kernel.access import Request, open_to
from kyodo.offices.desk.queries import waiting_rows, watched
from kyodo.ui.flow import attempt, page

from .finding import kept

FIRST = 5  #: rows of a file that are shown before it is taken in

#: What is done to a file with one press.
TO_INTAKE = {"take-in": actions.take_in, "discard": actions.discard, "undo": actions.undo}


@open_to("officers")
def intakes(request: Request, ref: str) -> HttpResponse:
    """意見をまとめて取り込む; below, the files read so far."""
    it = kept(request, ref)
    form = forms.IntakeForm(request.POST or None, request.FILES or None)
    if made := attempt(form, actions.read_in, it, by=request.actor, at=request.at):
        return redirect(made)
    return page(request, "consultations/intakes.html", it=it, form=form, intakes=it.intakes.all()[:20])


def intake_of(request: Request, ref: str) -> Intake:
    """A file for whoever runs the consultation."""
    found = get_object_or_404(Intake.objects.select_related("consultation__section"), ref=ref)
    keeps.require(request.actor, found, at=request.at)
    return found


@open_to("officers")
def intake(request: Request, ref: str) -> HttpResponse:
    """確認と進み具合: which rows cannot be read, what would come in, how far it is."""
    one = intake_of(request, ref)
    label = _("取り消した意見") if one.state == IntakeState.UNDOING else _("取り込んだ行")
    seen = watched(one, label=label, by=request.actor, at=request.at)
    rests = seen["errand"] is not None and seen["errand"].finished_at is not None
    context: dict[str, Any] = {
        **seen, "intake": one, "it": one.consultation, "faults": one.faults.all(), "rests": rests,
        "rows": list(islice(waiting_rows(one), FIRST)) if one.state == IntakeState.PREVIEW else [],
        "moves": {m.name for m in INTAKES.open_to(request.actor, one, at=request.at)},
        "blocks": INTAKES.blocks("undo", one, at=request.at) if rests else (),
    }  # fmt: skip
    return page(request, "consultations/intake.html", **context)


@open_to("officers")
@require_POST
def to_intake(request: Request, ref: str, name: str) -> HttpResponse:
    """One press: take in, drop, undo."""
    one = intake_of(request, ref)
    TO_INTAKE[name](one, by=request.actor, at=request.at)
    return redirect(one)


@open_to("officers")
def copies(request: Request, ref: str) -> HttpResponse:
    """似た文: one text with what is nearly the same, to be confirmed or rejected."""
    it = kept(request, ref)
    found = queries.next_proposal(it, after=request.GET.get("after", ""))
    pairs = found.pairs if found else Pair.objects.none()
    first = {"pairs": [pair.ref for pair in pairs], "what": "confirm"}
    form = forms.PairsForm(request.POST or None, pairs=queries.open_pairs(it) if request.POST else pairs, initial=first)
    does = actions.reject_pairs if request.POST.get("what") == "reject" else actions.confirm_pairs
    if attempt(form, _judge(does), it, by=request.actor, at=request.at):
        return redirect(request.get_full_path())
    context: dict[str, Any] = {
        "it": it, "found": found, "form": form, "decided": queries.decided_pairs(it),
        **watched(it, kind="consultations.look_for_copies", label=_("くらべた文"), by=request.actor, at=request.at),
    }  # fmt: skip
    return page(request, "consultations/copies.html", **context)


def _judge(does: Any) -> Any:
    """The act without the choice that named it."""

    def judge(it: Any, *, what: str, **said: Any) -> Any:
        return does(it, **said)

    return judge


@open_to("officers")
@require_POST
def look(request: Request, ref: str) -> HttpResponse:
    """似た文をさがす."""
    it = kept(request, ref)
    actions.look(it, by=request.actor, at=request.at)
    return redirect("consultations:copies", ref=it.ref)


@open_to("officers")
@require_POST
def reopen_pair(request: Request, ref: str) -> HttpResponse:
    """判断を取り消す."""
    pair = get_object_or_404(Pair.objects.select_related("consultation__section"), ref=ref)
    actions.reopen_pair(pair, by=request.actor, at=request.at)
    return redirect("consultations:copies", ref=pair.consultation.ref)
