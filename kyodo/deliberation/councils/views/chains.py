"""Pages of chains: the list, one with its whole ancestry, and the acts of whoever keeps it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.actions import chaining
from kyodo.deliberation.councils.forms import chains as forms
from kyodo.deliberation.councils.models import Body, Chain, Hop, Meeting
from kyodo.deliberation.councils.policies import meetings as may
from kyodo.deliberation.councils.queries import chains as queries
from kyodo.deliberation.councils.queries.meetings import known_to
from kyodo.deliberation.councils.workflow.meetings import HOPS
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.naming import Finder
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day
from kyodo.ui.flow import attempt, page

from .acting import act


def the_chain(request: Request, ref: str, *, keeps: bool = False) -> Chain:
    """The chain of an address; with `keeps`, for those who carry it on."""
    visible = Chain.objects.visible_to(request.actor, at=request.at).select_related(
        "section", "body__section", "parent"
    )
    found = get_object_or_404(visible, ref=ref)
    if keeps:
        may.keeps_chain.require(request.actor, found, at=request.at)
    return found


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """諮問・答申・提言の一覧."""
    visible = Chain.objects.visible_to(request.actor, at=request.at).select_related("section", "body")
    leaf = Paginator(visible.prefetch_related("hops"), 30).get_page(request.GET.get("page"))
    may_begin = any(c.ref.startswith(("city.section/", "councils.body/")) for c in request.actor.capacities(request.at))
    return page(request, "councils/chains/index.html", leaf=leaf, may_begin=may_begin)


@open_to("everyone")
def chain(request: Request, ref: str) -> HttpResponse:
    """One page for the whole chain: where it came from, every hop, what is still owed."""
    it = the_chain(request, ref)
    actor, at = request.actor, request.at
    family = queries.family(it, actor, at=at)
    here = next(tie for tie in family if tie.is_here)
    context: dict[str, Any] = {
        "chain": it,
        "about": known_to([it.about], actor, at=at).get(it.about),
        "family": family,
        "today": local_day(at),
        "box": queries.time_box(it, local_day(at)),
        "signatories": list(it.signatories.all()),
        "keeps": bool(may.keeps_chain.check(actor, it, at=at)),
        "moves": {hop.ref: {move.name for move in HOPS.open_to(actor, hop, at=at)} for hop in here.hops},
    }
    return page(request, "councils/chains/chain.html", **context)


@open_to("signed in")
def begin(request: Request) -> HttpResponse:
    """やりとりを始める."""
    actor, at = request.actor, request.at
    refs = [c.ref.partition("/")[2] for c in actor.capacities(at)]
    found = {
        "chains": Chain.objects.visible_to(actor, at=at),
        "sections": Section.objects.on(local_day(at)),
        "bodies": Body.objects.on(local_day(at)) | Body.objects.filter(ref__in=refs),
    }
    form = forms.ChainForm(request.POST or None, finder=Finder(actor, at), **found)
    if it := attempt(form, chaining.begin_chain, by=actor, at=at):
        return redirect(it)
    context: dict[str, Any] = {"title": _("やりとりを始める"), "back": reverse("councils:chains")}
    return page(request, "councils/meetings/act.html", form=form, **context)


@open_to("signed in")
def sign(request: Request, ref: str) -> HttpResponse:
    """連名団体を加える."""
    it = the_chain(request, ref, keeps=True)
    form = forms.SignForm(request.POST or None, initial={"signed_on": local_day(request.at)})
    return act(request, form, chaining.sign, it, back=it, title=_("連名団体を加える"), lead=it.title)


@open_to("signed in")
def hand_on(request: Request, ref: str) -> HttpResponse:
    """次の段階へ手渡す."""
    it = the_chain(request, ref, keeps=True)
    today = local_day(request.at)
    takers = [(one.subject, str(one)) for one in (*Section.objects.on(today), *Body.objects.on(today))]
    visible = Meeting.objects.visible_to(request.actor, at=request.at).with_body()
    meetings = visible.filter(term__body=it.body) if it.body else visible
    now = {"handed_on": today, "needs_reply": True}
    form = forms.HandForm(
        request.POST or None, chain=it, takers=takers, meetings=meetings.order_by("-starts_at"), initial=now
    )
    return act(request, form, chaining.hand_on, it, back=it, title=_("次の段階へ手渡す"), lead=it.title)


def the_hop(request: Request, ref: str) -> Hop:
    """A hop, for whoever takes it."""
    visible = Chain.objects.visible_to(request.actor, at=request.at)
    found = Hop.objects.filter(chain__in=visible).select_related("chain__section", "chain__body__section")
    hop = get_object_or_404(found, ref=ref)
    may.takes.require(request.actor, hop, at=request.at)
    return hop


@open_to("signed in")
def receive(request: Request, ref: str) -> HttpResponse:
    """受領を知らせる."""
    hop = the_hop(request, ref)
    form = forms.ReceiveForm(request.POST or None, initial={"received_on": local_day(request.at)})
    title = _("受領を知らせる")
    return act(request, form, chaining.receive, hop, back=hop.chain, title=title, lead=str(hop))


@open_to("signed in")
def reply(request: Request, ref: str) -> HttpResponse:
    """返答する."""
    hop = the_hop(request, ref)
    form = forms.ReplyForm(request.POST or None, initial={"replied_on": local_day(request.at)})
    return act(request, form, chaining.reply, hop, back=hop.chain, title=_("返答する"), lead=str(hop))
