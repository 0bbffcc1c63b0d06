"""Acts on the agenda of a meeting: items, papers, views of the sides, decisions, homework."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.councils.actions import agenda, outcomes
from kyodo.deliberation.councils.forms import meetings as forms
from kyodo.deliberation.councils.models import ActionItem, Body, Item, Meeting
from kyodo.deliberation.councils.policies import meetings as may
from kyodo.deliberation.councils.queries import attending
from kyodo.kernel.access import BOTH_SIDES, Request, open_to
from kyodo.kernel.naming import Finder

from .acting import act
from .meetings import the_meeting


def the_item(meeting: Meeting, ref: str) -> Item:
    """An item on the agenda of the meeting."""
    return get_object_or_404(Item.objects.filter(listings__meeting=meeting).select_related("body__section"), ref=ref)


@open_to("signed in")
def raise_item(request: Request, ref: str) -> HttpResponse:
    """議題を加える."""
    it = the_meeting(request, ref, may.runs)
    begun = {"about": request.GET.get("about", "")}
    form = forms.ItemForm(request.POST or None, initial=begun, finder=Finder(request.actor, request.at))
    title, done = _("議題を加える"), _("議題を加えました。済むまで、次の会議に自動で移ります。")
    return act(request, form, agenda.raise_item, it, back=it, title=title, done=done, body=it.body)


@open_to("signed in")
def openness(request: Request, ref: str, item: str) -> HttpResponse:
    """議題の公開・非公開を決める."""
    it = the_meeting(request, ref, may.is_secretariat)
    one = the_item(it, item)
    now = {name: getattr(one, name) for name in ("is_closed", "closed_reason", "closed_basis")}
    form = forms.OpennessForm(request.POST or None, initial=now)
    return act(
        request, form, agenda.set_openness, one, back=it, title=_("公開・非公開を決める"), lead=one.title, body=it.body
    )


@open_to("signed in")
def add_paper(request: Request, ref: str, item: str) -> HttpResponse:
    """資料を加える."""
    it = the_meeting(request, ref, may.runs)
    one = the_item(it, item)
    form = forms.PaperForm(request.POST or None, request.FILES or None)
    given = {"item": one}
    return act(
        request, form, agenda.add_paper, it, back=it, title=_("資料を加える"), lead=one.title, given=given, body=it.body
    )


@open_to("signed in")
def state_position(request: Request, ref: str, item: str) -> HttpResponse:
    """側の考えを書く: members for their own side, the secretariat for whoever asks it."""
    it = the_meeting(request, ref, may.is_inside)
    one = the_item(it, item)
    own = may.side_in(request.actor, it, request.at)
    staff = may.is_secretariat.check(request.actor, it, at=request.at)
    sides = list(BOTH_SIDES) if staff else [own] if own else []
    form = forms.PositionForm(request.POST or None, sides=sides)
    lead = _("双方がそろうまで、相手の側には見えません。")
    title, given = _("側の考えを書く"), {"item": one}
    return act(request, form, agenda.state_position, it, back=it, title=title, lead=lead, given=given, body=it.body)


@open_to("signed in")
def decide(request: Request, ref: str, item: str) -> HttpResponse:
    """決定を書く."""
    it = the_meeting(request, ref, may.runs)
    one = the_item(it, item)
    form = forms.DecideForm(request.POST or None)
    title, given = _("決定を書く"), {"item": one}
    return act(request, form, outcomes.decide, it, back=it, title=title, lead=one.title, given=given, body=it.body)


@open_to("signed in")
def mend_decision(request: Request, ref: str, decision: str) -> HttpResponse:
    """決定の書き間違いを直す."""
    it = the_meeting(request, ref, may.runs)
    one = get_object_or_404(it.decisions.select_related("item", "meeting__term__body"), ref=decision)
    form = forms.DecisionForm(request.POST or None, initial=forms.DecisionForm.initial_of(one))
    title, done = _("決定の書き間違いを直す"), _("決定を直しました。")
    return act(
        request, form, outcomes.mend_decision, one, back=it, title=title, lead=one.item.title, done=done, body=it.body
    )


@open_to("signed in")
def settle(request: Request, ref: str, item: str) -> HttpResponse:
    """議題を終える."""
    it = the_meeting(request, ref, may.runs)
    one = the_item(it, item)
    form = forms.EndForm(request.POST or None)
    title, given = _("議題を終える"), {"item": one}
    return act(request, form, agenda.settle, it, back=it, title=title, lead=one.title, given=given, body=it.body)


@open_to("signed in")
def drop(request: Request, ref: str, item: str) -> HttpResponse:
    """議題を取り下げる."""
    it = the_meeting(request, ref, may.runs)
    one = the_item(it, item)
    form = forms.EndForm(request.POST or None)
    title, given = _("議題を取り下げる"), {"item": one}
    return act(request, form, agenda.drop, it, back=it, title=title, lead=one.title, given=given, body=it.body)


@open_to("signed in")
@require_POST
def reopen(request: Request, ref: str, item: str) -> HttpResponse:
    """議題をもう一度取り上げる."""
    it = the_meeting(request, ref, may.runs)
    agenda.reopen(the_item(it, item), by=request.actor, at=request.at)
    return redirect(it)


@open_to("signed in")
def set_homework(request: Request, ref: str) -> HttpResponse:
    """宿題を出す."""
    it = the_meeting(request, ref, may.runs)
    form = forms.HomeworkForm(request.POST or None, meeting=it, seats=list(attending.seats_of(it)))
    title, done = _("宿題を出す"), _("宿題を出しました。済むまで、次の会議のはじめに自動で載ります。")
    return act(request, form, outcomes.set_homework, it, back=it, title=title, done=done, body=it.body)


def the_homework(request: Request, ref: str) -> ActionItem:
    """The homework of an address, if the actor may know of its body."""
    bodies = Body.objects.visible_to(request.actor, at=request.at)
    found = ActionItem.objects.filter(meeting__term__body__in=bodies)
    return get_object_or_404(found.select_related("meeting__term__body__section", "item"), ref=ref)


@open_to("signed in")
def mend_homework(request: Request, ref: str) -> HttpResponse:
    """宿題を直す."""
    work = the_homework(request, ref)
    may.runs.require(request.actor, work, at=request.at)
    it, first = work.meeting, forms.HomeworkForm.initial_of(work)
    form = forms.HomeworkForm(request.POST or None, meeting=it, seats=list(attending.seats_of(it)), initial=first)
    title, done = _("宿題を直す"), _("宿題を直しました。")
    return act(request, form, outcomes.mend_homework, work, back=it, title=title, done=done, body=it.body)


@open_to("signed in")
def finish_homework(request: Request, ref: str) -> HttpResponse:
    """宿題が済んだ."""
    work = the_homework(request, ref)
    may.finishes.require(request.actor, work, at=request.at)
    form = forms.DoneForm(request.POST or None)
    title, back = _("宿題を済ませる"), work.meeting
    return act(request, form, outcomes.finish_homework, work, back=back, title=title, lead=work.text, body=work.body)
