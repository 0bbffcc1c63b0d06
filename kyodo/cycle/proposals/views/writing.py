"""Pages of whoever writes: the task list, one page a step, the submission. By account, or by the secret link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo.commons.groups.models import Group
from kyodo.cycle.calls.models import Round, Theme
from kyodo.cycle.calls.queries import open_themes
from kyodo.cycle.calls.states import Phase
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.proposals import actions, queries
from kyodo.cycle.proposals.forms import beginning
from kyodo.cycle.proposals.forms import writing as forms
from kyodo.cycle.proposals.models import PriorTalk, Proposal
from kyodo.cycle.proposals.policies import is_writer
from kyodo.cycle.proposals.states import Step
from kyodo.cycle.proposals.workflow import WORKFLOW
from kyodo.cycle.services.models import Service
from kyodo.kernel.access import Actor, LinkHolder, Request, open_to
from kyodo.kernel.naming import Finder
from kyodo.offices.papers.actions import blank as printed
from kyodo.offices.papers.models import File
from kyodo.offices.papers.queries import shelf
from kyodo.ui.flow import attempt, page

#: Ways to put a proposal aside or take it up again: the move, and whether it asks for a reason.
LEAVING: dict[str, Callable[..., Proposal]] = {
    "withdraw": actions.withdraw,
    "discard": actions.discard,
    "resume": actions.resume,
}


@dataclass(frozen=True)
class Hand:
    """書く手: the proposal, who writes it, and by which way they came."""

    proposal: Proposal
    actor: Actor
    token: str

    def url(self, name: str, *args: str) -> str:
        """A page of this proposal by the way somebody came."""
        if self.token:
            return reverse(f"proposals:{name}_by_link", args=[self.token, *args])
        return reverse(f"proposals:{name}", args=[self.proposal.ref, *args])

    def papers(self, at: datetime) -> list[tuple[File, str, str]]:
        """The papers beside it: each with the way to open it and the way to take it out."""
        return [
            (file, self._opening(file), self.url("detach", file.ref))
            for file in shelf(self.proposal, self.actor, at)["files"]
        ]

    def _opening(self, file: File) -> str:
        return reverse("papers:file_by_link", args=[file.ref, self.token]) if self.token else file.get_absolute_url()

    def context(self, **more: Any) -> dict[str, Any]:
        """What every page of the writing shows."""
        return {"proposal": self.proposal, "token": self.token, "desk_url": self.url("desk"), **more}


def hand(request: Request, ref: str, token: str) -> Hand:
    """The proposal for whoever writes it."""
    if token:
        found = queries.by_token(token)
        if found is None:
            raise Http404
        return Hand(found, LinkHolder(found.subject), token)
    it = get_object_or_404(queries.listed(request.actor, at=request.at), ref=ref)
    is_writer.require(request.actor, it, at=request.at)
    return Hand(it, request.actor, "")


def grounds(request: Request, *, ref: str, case: str, talk_token: str, theme: str, service: str) -> dict[str, Any]:
    """What a proposal is begun on: a round, a case, a talk, a theme or a service of the city, or nothing."""
    seen = {"actor": request.actor, "at": request.at}
    talk: PriorTalk | None = queries.talk_by_token(talk_token) if talk_token else None
    asked: Theme | None = get_object_or_404(open_themes(**seen), ref=theme) if theme else None
    round_ = get_object_or_404(Round.objects.visible_to(**seen), ref=ref) if ref else None
    meant = talk.round if talk and talk.round in Round.objects.not_over(request.at) else None
    return {
        "round_": round_ or meant or (asked.round if asked else None),
        "case": get_object_or_404(Collaboration.objects.visible_to(**seen), ref=case) if case else None,
        "talk": talk,
        "theme": asked,
        "service": get_object_or_404(Service.objects.filter(public=True, ended_at=None), ref=service)
        if service
        else None,
    }


@open_to("everyone")
def new(
    request: Request, ref: str = "", case: str = "", talk_token: str = "", theme: str = "", service: str = ""
) -> HttpResponse:
    """提案を書き始める: in a round, on a case, after a talk, for a theme or a service of the city, or at any time."""
    on = grounds(request, ref=ref, case=case, talk_token=talk_token, theme=theme, service=service)
    named = beginning.BeginForm.initial_of(on["case"], on["talk"])
    form = beginning.BeginForm(request.POST or None, actor=request.actor, at=request.at, initial=named)
    if made := attempt(form, actions.begin, **on, by=request.actor, at=request.at):
        return redirect(way_to(made, form.cleaned_data["submission_key"]))
    over = on["round_"] is not None and on["round_"].phase(request.at) in (Phase.EDITING, Phase.OVER)
    return page(request, "proposals/new.html", form=form, title=_("提案を書き始める"), over=over, **on)


@open_to("everyone")
@require_safe
def blank(request: Request, ref: str = "") -> HttpResponse:
    """用紙: a whole proposal on paper, with the statements of its round, to be filled in by hand."""
    rounds = Round.objects.visible_to(request.actor, at=request.at)
    round_ = get_object_or_404(rounds, ref=ref) if ref else None
    path = reverse("proposals:new", args=[ref]) if ref else reverse("proposals:new_free")
    asked = forms.on_paper(Proposal(round=round_), at=request.at)
    made = printed(*asked, title=_("協働の提案書"), path=path, at=request.at, lead=str(round_ or ""))
    return HttpResponse(made, content_type="application/pdf")


@open_to("desk")
def paper(request: Request) -> HttpResponse:
    """紙で届いた提案を入力する."""
    form = beginning.PaperForm(request.POST or None, request.FILES or None, actor=request.actor, at=request.at)
    if made := attempt(form, actions.begin, by=request.actor, at=request.at):
        return redirect("proposals:desk", made.ref)
    return page(request, "proposals/new.html", form=form, title=_("紙で届いた提案を入力する"))


def way_to(it: Proposal, key: str) -> str:
    """Where the writing goes on: by the secret link for whoever has no account."""
    if it.token_hash and it.entered_by_id is None:
        return reverse("proposals:desk_by_link", args=[actions.link_token(key)])
    return reverse("proposals:desk", args=[it.ref])


@open_to("link holders")
def desk(request: Request, ref: str = "", token: str = "") -> HttpResponse:
    """書く机: the task list, until when it is kept, and what hinders the submission."""
    h = hand(request, ref, token)
    context = h.context(
        progress=queries.progress(h.proposal, at=request.at, url=lambda step: h.url("step", step.value)),
        writable=queries.writable(h.proposal, at=request.at),
        keep_until=queries.keep_until(h.proposal),
        moves={m.name for m in WORKFLOW.open_to(h.actor, h.proposal, at=request.at)},
        leaving=[(h.url("leave", name), WORKFLOW.move(name).label, name) for name in LEAVING],
        submit_url=h.url("submit"),
        paper_url=h.url("draft"),
        word_url=h.url("draft_docx"),
        round_url=h.url("round"),
        attach_url=h.url("attach"),
        papers=h.papers(request.at),
        text=queries.text_for(h.proposal, h.actor, at=request.at),
        benefit=h.proposal.benefit_checks.last(),
        object_url=h.url("object"),
    )
    return page(request, "proposals/desk.html", **context)


@open_to("link holders")
def step(request: Request, step: str, ref: str = "", token: str = "") -> HttpResponse:
    """One step: saved as far as it is written, then on to the next."""
    if step not in Step.values:
        raise Http404
    h, here = hand(request, ref, token), Step(step)
    finder = Finder(h.actor, request.at, (Group._meta.label_lower,))
    form = forms.FORMS[here](request.POST or None, proposal=h.proposal, at=request.at, finder=finder)
    if attempt(form, actions.save_step, h.proposal, step=here, by=h.actor, at=request.at):
        names = list(Step)
        following = [] if "stay" in request.POST else names[names.index(here) + 1 :]
        return redirect(h.url("step", following[0].value) if following else h.url("desk"))
    number = list(Step).index(here) + 1
    labels = [one.label for one in Step]
    return page(request, "proposals/step.html", **h.context(form=form, step=here, number=number, names=labels))


@open_to("link holders")
def submit(request: Request, ref: str = "", token: str = "") -> HttpResponse:
    """確認と提出: everything once more, then one press."""
    h = hand(request, ref, token)
    form = forms.SubmitForm(request.POST or None, again=h.proposal.submitted_at is not None)
    if attempt(form, actions.submit, h.proposal, by=h.actor, at=request.at):
        messages.success(request, _("提出しました。担当の職員が形式を確かめ、期限までにお知らせします。"))
        return redirect(h.url("desk"))
    progress = queries.progress(h.proposal, at=request.at, url=lambda step: h.url("step", step.value))
    text = queries.draft_text(h.proposal)
    return page(
        request,
        "proposals/submit.html",
        **h.context(form=form, progress=progress, text=text, papers=h.papers(request.at)),
    )


@open_to("link holders")
def change_round(request: Request, ref: str = "", token: str = "") -> HttpResponse:
    """募集を替える: a late draft goes into the next round as it is."""
    h = hand(request, ref, token)
    first = {"round_": h.proposal.round and h.proposal.round.ref}
    form = beginning.RoundForm(request.POST or None, at=request.at, initial=first)
    if attempt(form, actions.change_round, h.proposal, by=h.actor, at=request.at):
        return redirect(h.url("desk"))
    return page(request, "proposals/act.html", **h.context(form=form, title=_("募集を替える"), back=h.url("desk")))


@open_to("link holders")
def leave(request: Request, move: str, ref: str = "", token: str = "") -> HttpResponse:
    """取り下げる・やめる・戻す."""
    if move not in LEAVING:
        raise Http404
    h = hand(request, ref, token)
    form = (forms.ReasonForm if move == "withdraw" else forms.NothingForm)(request.POST or None)
    if attempt(form, LEAVING[move], h.proposal, by=h.actor, at=request.at):
        return redirect(h.url("desk"))
    title = WORKFLOW.move(move).label
    return page(request, "proposals/act.html", **h.context(form=form, title=title, back=h.url("desk")))
