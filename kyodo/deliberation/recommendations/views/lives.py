"""Acts on recommendations: take in, assign, answer, report, close, say how it looks, pause."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.recommendations import actions, queries
from kyodo.deliberation.recommendations import policies as may
from kyodo.deliberation.recommendations.forms import lives
from kyodo.deliberation.recommendations.models import Pause, Recommendation, Report
from kyodo.deliberation.recommendations.states import Voice
from kyodo.kernel.access import Request, find, open_to
from kyodo.kernel.naming import Finder

from .acting import act

PROVISIONS = ("texts.provision", "texts.document")  #: what a paper may call for a change of


def the_recommendation(ref: str) -> Recommendation:
    """The recommendation with its lives."""
    return get_object_or_404(Recommendation.objects.whole_rows(), ref=ref)


@open_to("desk")
def receive(request: Request) -> HttpResponse:
    """提言書を受け取る."""
    form = lives.ReceiveForm(
        request.POST or None, voices=queries.voices(request.at), sources=queries.sources(request.at),
        finder=Finder(request.actor, request.at, PROVISIONS),
        initial=queries.paper_of(request.GET.get("from", "")),
    )  # fmt: skip
    return act(
        request, form, actions.receive, may=may.may_keep, about="recommendations:papers", title=_("提言書を受け取る"),
        lead=_("提言書の提言を、まとめて登録します。登録すると、宛先の課に回答の期限が伝わります。"), submit=_("受け取って登録する"),
    )  # fmt: skip


@open_to("desk")
def enter(request: Request, ref: str) -> HttpResponse:
    """提言を1つ加える."""
    it, form = get_object_or_404(Report, ref=ref), lives.EnterForm(request.POST or None)
    return act(
        request, form, actions.enter, it, may=may.may_keep, about=it, back=it, title=_("提言を加える"), lead=it.title
    )


@open_to("desk")
def assign(request: Request, ref: str) -> HttpResponse:
    """担当の課を決める."""
    it, form = the_recommendation(ref), lives.AssignForm(request.POST or None)
    return act(request, form, actions.assign, it, may=may.may_keep, about=it, back=it, title=_("担当の課を決める"), lead=str(it))  # fmt: skip


@open_to("officers")
def answer(request: Request, ref: str) -> HttpResponse:
    """提言に回答する."""
    it = the_recommendation(ref)
    said = (
        {"state": it.response.state, "reason": it.response.reason, "until": it.response.due}
        if it.response.reason
        else {}
    )
    form = lives.AnswerForm(request.POST or None, initial=said)
    return act(request, form, actions.answer, it.response, may=may.may_answer, about=it, back=it, title=_("提言に回答する"), lead=str(it))  # fmt: skip


@open_to("officers")
def report(request: Request, ref: str) -> HttpResponse:
    """実施のようすを報告する."""
    it = the_recommendation(ref)
    form = lives.ReportForm(request.POST or None, request.FILES or None)
    return act(
        request, form, actions.report, it.implementation, may=may.may_report, about=it, back=it,
        title=_("実施のようすを報告する"), lead=str(it), submit=_("報告する"),
    )  # fmt: skip


@open_to("signed in")
def close(request: Request, ref: str) -> HttpResponse:
    """終結にする."""
    it, form = the_recommendation(ref), lives.CloseForm(request.POST or None)
    return act(request, form, actions.close, it.closure, may=may.may_close, about=it, back=it, title=_("終結にする"), lead=str(it))  # fmt: skip


@open_to("signed in")
def reopen(request: Request, ref: str) -> HttpResponse:
    """もう一度開く."""
    it, form = the_recommendation(ref), lives.ReasonForm(request.POST or None)
    return act(request, form, actions.reopen, it.closure, may=may.may_reopen, about=it, back=it, title=_("もう一度開く"), lead=str(it))  # fmt: skip


@open_to("signed in")
def committee(request: Request, ref: str) -> HttpResponse:
    """提言した側の実感を述べる."""
    it, form = the_recommendation(ref), lives.CommitteeViewForm(request.POST or None)
    return act(
        request, form, actions.state_view, it, may=may.recommended, about=it, back=it, voice=Voice.COMMITTEE,
        title=_("提言した側の実感を述べる"), lead=str(it), submit=_("実感を公表する"),
    )  # fmt: skip


@open_to("signed in")
def citizen(request: Request, ref: str) -> HttpResponse:
    """市民の実感を述べる."""
    it = the_recommendation(ref)
    mine = queries.two_views([it], reader=request.actor.subject)[it.pk].mine
    form = lives.CitizenViewForm(
        request.POST or None, initial={"level": mine.level, "words": mine.words} if mine else {}
    )
    return act(
        request, form, actions.state_view, it, may=may.may_state_as_citizen, about=it, back=it, voice=Voice.CITIZEN,
        title=_("市民としての実感を伝える"), lead=str(it), submit=_("伝える"),
    )  # fmt: skip


@open_to("desk")
def pause(request: Request, subject: str) -> HttpResponse:
    """催促を休止する: of an answer, a report, a milestone or a sheet that is late."""
    clock = next(iter(queries.clocks(request.at, ref=subject)), None)
    thing = find(clock.subject) if clock else None
    if clock is None or thing is None:
        raise Http404
    form = lives.PauseForm(request.POST or None)
    return act(
        request, form, actions.pause, thing, may=may.may_keep, about=thing, back="recommendations:late",
        title=_("催促を休止する"), lead=f"{clock.title}　{clock.what}",
    )  # fmt: skip


@open_to("desk")
@require_POST
def resume(request: Request, ref: str) -> HttpResponse:
    """休止を終える."""
    actions.resume(get_object_or_404(Pause, ref=ref), by=request.actor, at=request.at)
    return redirect("recommendations:late")
