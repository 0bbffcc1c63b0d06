"""Pages of the talks: asking for one, its receipt, and its record."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kyodo.cycle.calls.models import Round
from kyodo.cycle.proposals import actions, queries
from kyodo.cycle.proposals.forms import talking as forms
from kyodo.cycle.proposals.models import PriorTalk
from kyodo.cycle.proposals.policies import is_officer
from kyodo.cycle.proposals.states import TalkState
from kyodo.cycle.proposals.workflow import TALKS
from kyodo.cycle.seeds.states import Channel
from kyodo.kernel.access import Request, Visitor, open_to
from kyodo.offices.city.queries import local_day
from kyodo.offices.papers.actions import blank as printed
from kyodo.offices.papers.queries import readable_about
from kyodo.ui.flow import attempt, page


def visible(request: Request, ref: str) -> PriorTalk:
    """The talk if this person may see it; 404 otherwise."""
    return get_object_or_404(queries.talks_listed(request.actor, at=request.at), ref=ref)


@open_to("signed in")
def index(request: Request) -> HttpResponse:
    """事前相談の一覧: those that wait first; one's own, or all for officers."""
    talks = queries.talks_listed(request.actor, at=request.at)
    waiting = list(talks.filter(state=TalkState.REQUESTED)[:60])
    past = list(talks.exclude(state=TalkState.REQUESTED)[:60])
    officer = bool(is_officer.check(request.actor, None, at=request.at))
    return page(request, "proposals/talks.html", waiting=waiting, past=past, officer=officer)


@open_to("everyone")
def new(request: Request) -> HttpResponse:
    """事前相談を申し込む, with or without an account."""
    rounds = Round.objects.visible_to(request.actor, at=request.at)
    wanted = rounds.filter(ref=request.GET.get("round", "")).first()
    first = {"round_": wanted.ref} if wanted else {}
    form = forms.RequestForm(request.POST or None, actor=request.actor, at=request.at, initial=first)
    if attempt(form, actions.request_talk, by=request.actor, at=request.at):
        return redirect("proposals:talk_receipt", token=actions.talk_token(form.cleaned_data["submission_key"]))
    return page(request, "proposals/new_talk.html", form=form)


@open_to("everyone")
@require_safe
def blank(request: Request) -> HttpResponse:
    """用紙: the request on paper, with a code that leads to the page."""
    form = forms.RequestForm(actor=Visitor(), at=request.at)
    made = printed(form, title=_("事前相談の申込み"), path=reverse("proposals:new_talk"), at=request.at)
    return HttpResponse(made, content_type="application/pdf")


@open_to("officers")
def paper(request: Request) -> HttpResponse:
    """紙で届いた申込みを入力する."""
    first = {"received_at": request.at}
    form = forms.PaperForm(
        request.POST or None, request.FILES or None, actor=request.actor, at=request.at, initial=first
    )
    if made := attempt(form, actions.request_talk, by=request.actor, at=request.at):
        return redirect(made)
    return page(request, "proposals/talk_act.html", form=form, title=_("紙で届いた相談の申込みを入力する"))


@open_to("officers")
def enter(request: Request) -> HttpResponse:
    """窓口・電話の相談を入力する."""
    first = {"held_on": local_day(request.at)}
    form = forms.EnterForm(request.POST or None, actor=request.actor, at=request.at, initial=first)
    if made := attempt(form, actions.enter_talk, by=request.actor, at=request.at):
        return redirect(made)
    return page(request, "proposals/talk_act.html", form=form, title=_("窓口・電話の相談を入力する"))


@open_to("link holders")
def receipt(request: Request, token: str) -> HttpResponse:
    """相談の控え: where whoever asked reads the advice, without an account."""
    it = queries.talk_by_token(token)
    if it is None:
        raise Http404
    return page(request, "proposals/talk_receipt.html", talk=it, token=token, due=queries.due_of(it))


@open_to("signed in")
def talk(request: Request, ref: str) -> HttpResponse:
    """One talk."""
    it = visible(request, ref)
    moves = {m.name for m in TALKS.open_to(request.actor, it, at=request.at)}
    scans = readable_about([it.subject], request.actor, request.at) if it.channel != Channel.WEB else []
    return page(request, "proposals/talk.html", talk=it, moves=moves, scans=scans, due=queries.due_of(it))


@open_to("officers")
def hold(request: Request, ref: str) -> HttpResponse:
    """相談の記録を書く, or go on with it."""
    it = visible(request, ref)
    again = it.state == TalkState.HELD
    kind, act = (forms.AddForm, actions.add_to_talk) if again else (forms.RecordForm, actions.hold_talk)
    form = kind(request.POST or None, initial={**kind.initial_of(it), "held_on": local_day(request.at)})
    if attempt(form, act, it, by=request.actor, at=request.at):
        return redirect(it)
    title = _("相談の記録を書き足す") if again else _("相談の記録を書く")
    return page(request, "proposals/talk_act.html", form=form, talk=it, title=title)


@open_to("signed in")
@require_POST
def cancel(request: Request, ref: str) -> HttpResponse:
    """相談を取りやめる."""
    return redirect(actions.cancel_talk(visible(request, ref), by=request.actor, at=request.at))
