"""For both sides: the evaluation itself, step by step."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.evaluations import actions, forms, queries
from kyodo.cycle.evaluations.models import Evaluation, Sheet
from kyodo.cycle.evaluations.policies import may_copy, may_edit, may_file, may_note
from kyodo.kernel.access import Request, Side, open_to
from kyodo.ui.flow import attempt, page
from kyodo.ui.forms import Form


def the_evaluation(request: Request, ref: str) -> Evaluation:
    """The evaluation of a case this person may see."""
    found = Evaluation.objects.visible_to(request.actor, at=request.at).select_related("case")
    return get_object_or_404(found, case__ref=ref)


def act(request: Request, it: Evaluation, form: Form, title: object, **more: Any) -> HttpResponse:
    """The page of one act."""
    return page(request, "evaluations/act.html", evaluation=it, case=it.case, form=form, title=title, **more)


@open_to("everyone")
def evaluation(request: Request, ref: str) -> HttpResponse:
    """評価: both sides beside each other, as far as this reader may see."""
    it = the_evaluation(request, ref)
    shown = queries.page(it, request.actor, at=request.at)
    voice_url = settings.BASE_URL + reverse("evaluations:voice", args=[it.voice_token]) if shown["side"] else ""
    context: dict[str, Any] = {
        **shown,
        "evaluation": it,
        "case": it.case,
        "voice_url": voice_url,
        "edits": bool(may_edit.check(request.actor, it, at=request.at)),
        "copies": bool(may_copy.check(request.actor, it, at=request.at)),
    }
    return page(request, "evaluations/evaluation.html", **context)


@open_to("signed in")
@require_POST
def open_it(request: Request, ref: str) -> HttpResponse:
    """評価を始める."""
    case = get_object_or_404(Collaboration.objects.visible_to(request.actor, at=request.at), ref=ref)
    return redirect(actions.open_evaluation(case, by=request.actor, at=request.at))


@open_to("signed in")
def sheet(request: Request, ref: str) -> HttpResponse:
    """評価票を書く: kept at 「保存して中断する」, filed at 「評価を出す」."""
    it = the_evaluation(request, ref)
    may_file.require(request.actor, it, at=request.at)
    side = it.case.side_of(request.actor, request.at)
    mine = Sheet.objects.filter(evaluation=it, side=side).first()
    form = forms.SheetForm(request.POST or None, evaluation=it, initial=forms.SheetForm.initial_of(mine))
    verb = actions.save if "save" in request.POST else actions.file
    if attempt(form, verb, it, by=request.actor, at=request.at):
        return redirect("evaluations:sheet" if verb is actions.save else "evaluations:evaluation", ref=ref)
    return page(request, "evaluations/sheet.html", evaluation=it, case=it.case, form=form, side=side, mine=mine)


@open_to("signed in")
def gap(request: Request, ref: str, item: str) -> HttpResponse:
    """違いの話し合いを記録する."""
    it = the_evaluation(request, ref)
    may_note.require(request.actor, it, at=request.at)
    about, side = get_object_or_404(it.items, ref=item), it.case.side_of(request.actor, request.at)
    note = it.gap_notes.filter(item=about).first()
    chair = request.actor.display if side == Side.NEUTRAL else ""
    form = forms.GapForm(request.POST or None, initial=forms.GapForm.initial_of(note, neutral=chair))
    if attempt(form, actions.note_gap, it, item=about, by=request.actor, at=request.at):
        return redirect(note or it.gap_notes.get(item=about))
    line = next(row for row in queries.lines(it, side) if row.item == about)
    return act(request, it, form, _("違いの話し合いを記録する"), line=line)


@open_to("signed in")
@require_POST
def agree(request: Request, ref: str, item: str) -> HttpResponse:
    """話し合いの記録を確かめる."""
    it = the_evaluation(request, ref)
    note, seen = get_object_or_404(it.gap_notes, item__ref=item), request.POST.get("seen", "")
    actions.agree_to_note(note, seen=seen, by=request.actor, at=request.at)
    return redirect(it)


@open_to("signed in")
@require_POST
def improved(request: Request, ref: str, item: str) -> HttpResponse:
    """改善を終えたと記録する."""
    it = the_evaluation(request, ref)
    actions.finish_improvement(get_object_or_404(it.gap_notes, item__ref=item), by=request.actor, at=request.at)
    return redirect(it)


@open_to("signed in")
def harvest(request: Request, ref: str) -> HttpResponse:
    """次の種をまく."""
    it = the_evaluation(request, ref)
    form = forms.HarvestForm(request.POST or None)
    if attempt(form, actions.harvest, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("次の種をまく"), learned=queries.learned(it))


@open_to("signed in")
def no_seed(request: Request, ref: str) -> HttpResponse:
    """次の種がない理由."""
    it = the_evaluation(request, ref)
    form = forms.NoSeedForm(request.POST or None, initial={"no_seed_because": it.no_seed_because})
    if attempt(form, actions.excuse, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("次の種がない理由を書く"))


@open_to("signed in")
def no_voices(request: Request, ref: str) -> HttpResponse:
    """受益者に聞けなかった理由."""
    it = the_evaluation(request, ref)
    form = forms.NoVoicesForm(request.POST or None, initial={"no_voices_because": it.no_voices_because})
    if attempt(form, actions.excuse, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("受益者に聞けなかった理由を書く"))


@open_to("signed in")
def voices(request: Request, ref: str) -> HttpResponse:
    """紙の答えを写す."""
    it = the_evaluation(request, ref)
    may_copy.require(request.actor, it, at=request.at)
    form = forms.VoicesForm(request.POST or None)
    if attempt(form, actions.copy_voices, it, by=request.actor, at=request.at):
        return redirect(f"{it.get_absolute_url()}#voices")
    return act(request, it, form, _("紙の答えを写す"))


@open_to("signed in")
def close(request: Request, ref: str) -> HttpResponse:
    """公開して完了する."""
    it = the_evaluation(request, ref)
    form = forms.CloseForm(request.POST or None)
    if attempt(form, actions.close, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("評価を公開する"))


@open_to("desk")
def committee(request: Request, ref: str) -> HttpResponse:
    """第三者評価を加える."""
    it = the_evaluation(request, ref)
    form = forms.CommitteeForm(request.POST or None)
    if attempt(form, actions.add_committee_view, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("第三者評価を加える"))


@open_to("desk")
@require_POST
def draft(request: Request, ref: str) -> HttpResponse:
    """実践事例を下書きする."""
    practice = actions.draft_practice(the_evaluation(request, ref), by=request.actor, at=request.at)
    return redirect("evaluations:edit_practice", ref=practice.ref)
