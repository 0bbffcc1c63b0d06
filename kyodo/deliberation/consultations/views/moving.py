"""Preparing a consultation and every move of its life."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations import actions, forms
from kyodo.deliberation.consultations.workflow import WORKFLOW
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.policies import is_officer
from kyodo.offices.desk.queries import sections_of
from kyodo.offices.papers.queries import files_about
from kyodo.ui.flow import attempt, page

from .finding import act, kept, visible

if TYPE_CHECKING:
    from kyodo.ui.forms import Form


@dataclass(frozen=True)
class Step:
    """A move as a page: its form and its action."""

    form: type[Form]
    action: Callable[..., Any]
    lead: Any = ""


STEPS = {
    "announce": Step(forms.ConfirmForm, actions.announce, _("題名・趣旨・予定がだれにでも見えるようになります。意見はまだ受け付けません。")),
    "publish": Step(forms.ConfirmForm, actions.publish, _("案がだれにでも見えるようになり、募集開始の日から意見を受け付けます。")),
    "cancel": Step(forms.ReasonForm, actions.cancel),
    "finish": Step(forms.ConfirmForm, actions.finish, _("すべての意見に、審査済みの市の考え方があることを確かめて、決裁に回します。")),
    "send_back": Step(forms.ReasonForm, actions.send_back, _("市の考え方を書き直せるようになります。")),
    "adopt": Step(forms.AdoptForm, actions.adopt, _("市の考え方の全体を決裁したことを記録します。")),
    "release": Step(forms.ReleaseForm, actions.release, _("だれにでも見えるようになります。出した方の控えにも回答が出ます。")),
    "take_back": Step(forms.ReasonForm, actions.take_back, _("結果のページが見えなくなり、取り下げた日と理由が残ります。")),
    "enact": Step(forms.EnactForm, actions.enact),
    "drop": Step(forms.ReasonForm, actions.drop, _("策定しないことを、理由とともに公表します（行政手続法43条4項）。")),
}  # fmt: skip


@open_to("officers")
def new(request: Request) -> HttpResponse:
    """案件をつくる."""
    is_officer.require(request.actor, None, at=request.at)
    own = sections_of(request.actor, request.at)
    first = {"section": own[0].ref} if len(own) == 1 else {}
    form = forms.ConsultationForm(request.POST or None, at=request.at, initial=first)
    if made := attempt(form, actions.prepare, by=request.actor, at=request.at):
        return redirect(made)
    return page(request, "consultations/edit.html", form=form, it=None)


@open_to("officers")
def edit(request: Request, ref: str) -> HttpResponse:
    """案件の内容を直す."""
    it = kept(request, ref)
    form = forms.ConsultationForm(request.POST or None, it=it, at=request.at)
    if attempt(form, actions.describe, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "consultations/edit.html", form=form, it=it)


@open_to("officers")
def documents(request: Request, ref: str) -> HttpResponse:
    """案の文書を登録する."""
    it = kept(request, ref)
    form = forms.DocumentForm(request.POST or None, request.FILES or None)
    if attempt(form, actions.add_document, it, by=request.actor, at=request.at):
        return redirect("consultations:documents", ref=it.ref)
    return act(request, it, form, _("案の文書を登録する"), files=files_about(it.subject))


@open_to("officers")
def reviewers(request: Request, ref: str) -> HttpResponse:
    """審査する人を決める."""
    it = kept(request, ref)
    named = [{"person": r.person.ref, "role": r.role} for r in it.reviewers.select_related("person")]
    form = forms.ReviewersForm(request.POST or None, initial={"reviewers": named})
    if attempt(form, actions.name_reviewers, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("審査する人を決める"))


@open_to("officers")
def extend(request: Request, ref: str) -> HttpResponse:
    """募集の期間を延ばす."""
    it = kept(request, ref)
    form = forms.ExtendForm(request.POST or None)
    if attempt(form, actions.extend, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it, form, _("募集の期間を延ばす"))


@open_to("officers")
def move(request: Request, ref: str, name: str) -> HttpResponse:
    """One move, with what still blocks it and where that is mended."""
    it = visible(request, ref)
    if not (step := STEPS.get(name)):
        raise Http404
    WORKFLOW.move(name).who.require(request.actor, it, at=request.at)
    own: dict[str, Any] = {"it": it} if step.form is forms.ReleaseForm else {}
    form = step.form(request.POST or None, **own)
    if attempt(form, step.action, it, by=request.actor, at=request.at):
        return redirect(it)
    blocks = WORKFLOW.blocks(name, it, at=request.at)
    return act(request, it, form, WORKFLOW.move(name).label, lead=step.lead, blocks=blocks)
