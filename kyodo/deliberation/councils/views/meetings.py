"""Pages of meetings: the list, one meeting, and the acts of whoever runs it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.councils.actions import planning
from kyodo.deliberation.councils.forms import meetings as forms
from kyodo.deliberation.councils.models import Body, Meeting, Term
from kyodo.deliberation.councils.policies import meetings as may
from kyodo.deliberation.councils.queries import attending, minutes, recurring
from kyodo.deliberation.councils.queries import meetings as queries
from kyodo.deliberation.councils.workflow.meetings import MEETINGS
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.policy import Policy
from kyodo.offices.city.queries import local_day
from kyodo.ui.flow import page

from .acting import act


def the_meeting(request: Request, ref: str, who: Policy[Any] | None = None) -> Meeting:
    """The meeting of an address, if the actor may know of it; for whoever may act on it, if `who` says so."""
    found = get_object_or_404(Meeting.objects.visible_to(request.actor, at=request.at).with_body(), ref=ref)
    if who is not None:
        who.require(request.actor, found, at=request.at)
    return found


def the_term(request: Request, ref: str) -> Term:
    """A term in which the actor may plan."""
    bodies = Body.objects.visible_to(request.actor, at=request.at)
    term = get_object_or_404(Term.objects.filter(body__in=bodies).select_related("body__section"), ref=ref)
    may.runs.require(request.actor, term, at=request.at)
    return term


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """会議の予定と記録 of every body."""
    leaf = Paginator(queries.past(request.actor, at=request.at), 30).get_page(request.GET.get("page"))
    coming = list(queries.coming(request.actor, at=request.at)[:50])
    return page(request, "councils/meetings/index.html", coming=coming, leaf=leaf, today=local_day(request.at))


@open_to("everyone")
def of_body(request: Request, ref: str) -> HttpResponse:
    """会議の一覧 of one body, with how it keeps its homework."""
    body = get_object_or_404(Body.objects.visible_to(request.actor, at=request.at).select_related("section"), ref=ref)
    today = local_day(request.at)
    leaf = Paginator(queries.meetings_of(body), 30).get_page(request.GET.get("page"))
    runs = bool(may.runs.check(request.actor, Term(body=body), at=request.at))
    context: dict[str, Any] = {
        "body": body,
        "leaf": leaf,
        "today": today,
        "on_time": queries.on_time(body, today),
        "waiting": list(queries.waiting_items(body)),
        "terms": list(Term.objects.on(today).filter(body=body)) if runs else [],
    }
    return page(request, "councils/meetings/of_body.html", **context)


@open_to("everyone")
def compiled(request: Request, ref: str) -> HttpResponse:
    """会議録を続けて読む."""
    body = get_object_or_404(Body.objects.visible_to(request.actor, at=request.at), ref=ref)
    leaf = Paginator(minutes.compiled(body), 12).get_page(request.GET.get("page"))
    return page(request, "councils/minutes/compiled.html", body=body, leaf=leaf)


@open_to("everyone")
def meeting(request: Request, ref: str) -> HttpResponse:
    """One meeting: when and where, what is talked about, what came out."""
    it = the_meeting(request, ref)
    actor, at = request.actor, request.at
    attendance = list(it.attendance.select_related("membership__term__body"))
    context: dict[str, Any] = {
        "meeting": it,
        "today": local_day(at),
        "notice": queries.notice_state(it, local_day(at)),
        "agenda": queries.agenda(it, actor, at=at),
        "attendance": attendance,
        "quorum": attending.quorum(it, attendance),
        "is_joint": attending.is_joint(it),
        "inside": queries.is_inside(actor, it, at),
        "runs": bool(may.runs.check(actor, it, at=at)),
        "moves": {move.name for move in MEETINGS.open_to(actor, it, at=at)},
        "minutes": getattr(it, "minutes", None),
        "reschedulings": list(it.reschedulings.all()),
    }
    return page(request, "councils/meetings/meeting.html", **context)


@open_to("signed in")
def plan(request: Request, ref: str) -> HttpResponse:
    """会議を予定する."""
    term = the_term(request, ref)
    form = forms.PlanForm(request.POST or None)
    back = reverse("councils:meetings_of_body", args=[term.body.ref])
    done = _("会議を予定しました。済んでいない議題を、議題に加えてあります。")
    title = _("会議を予定する")
    return act(request, form, planning.plan, term, back=back, title=title, done=done, onward=True, body=term.body)


@open_to("signed in")
def series(request: Request, ref: str) -> HttpResponse:
    """決まった曜日の会議をまとめて予定する: the days are shown before anything is stored."""
    term = the_term(request, ref)
    form = forms.SeriesForm(request.POST or None)
    back = reverse("councils:meetings_of_body", args=[term.body.ref])
    days = recurring.days_of(form.values()["rule"]) if form.is_bound and form.is_valid() else []
    if "preview" in request.POST or not form.is_bound:
        return page(request, "councils/meetings/series.html", form=form, days=days, back=back, body=term.body)
    context: dict[str, Any] = {
        "back": back,
        "title": _("会議をまとめて予定する"),
        "done": _("会議をまとめて予定しました。"),
    }
    return act(request, form, planning.plan_series, term, body=term.body, **context)


@open_to("signed in")
def notice(request: Request, ref: str) -> HttpResponse:
    """開催を告知する."""
    it = the_meeting(request, ref, may.runs)
    state = queries.notice_state(it, local_day(request.at))
    form = forms.NoticeForm(request.POST or None, is_late=state.is_late)
    lead = _("告知の期限を過ぎています。急いで開く理由が必要です。") if state.is_late else ""
    done = _("開催を告知しました。委員にお知らせを送りました。")
    return act(
        request, form, planning.notice, it, back=it, title=_("開催を告知する"), lead=lead, done=done, body=it.body
    )


@open_to("signed in")
def describe(request: Request, ref: str) -> HttpResponse:
    """会議の案内を直す."""
    it = the_meeting(request, ref, may.runs)
    form = forms.DescribeForm(request.POST or None, initial=forms.where_of(it))
    return act(request, form, planning.describe, it, back=it, title=_("会議の案内を直す"), body=it.body)


@open_to("signed in")
def reschedule(request: Request, ref: str) -> HttpResponse:
    """日程を変える."""
    it = the_meeting(request, ref, may.runs)
    form = forms.RescheduleForm(request.POST or None)
    lead = _("日程を変えると、もう一度告知が必要です。")
    return act(request, form, planning.reschedule, it, back=it, title=_("日程を変える"), lead=lead, body=it.body)


@open_to("signed in")
def postpone(request: Request, ref: str) -> HttpResponse:
    """延期する."""
    it = the_meeting(request, ref, may.runs)
    form = forms.ReasonForm(request.POST or None)
    return act(request, form, planning.postpone, it, back=it, title=_("延期する"), body=it.body)


@open_to("signed in")
def cancel(request: Request, ref: str) -> HttpResponse:
    """中止する."""
    it = the_meeting(request, ref, may.runs)
    form = forms.ReasonForm(request.POST or None)
    lead = _("済んでいない議題は、次の会議に移ります。")
    return act(request, form, planning.cancel, it, back=it, title=_("中止する"), lead=lead, body=it.body)


@open_to("signed in")
@require_POST
def open_meeting(request: Request, ref: str) -> HttpResponse:
    """開会する."""
    it = the_meeting(request, ref, may.runs)
    planning.open_meeting(it, by=request.actor, at=request.at)
    return redirect("councils:attendance", ref=it.ref)


@open_to("signed in")
@require_POST
def close(request: Request, ref: str) -> HttpResponse:
    """閉会する."""
    it = the_meeting(request, ref, may.runs)
    planning.close(it, by=request.actor, at=request.at)
    return redirect(it)


@open_to("signed in")
def attendance(request: Request, ref: str) -> HttpResponse:
    """出欠を記録する."""
    it = the_meeting(request, ref, may.runs)
    seats = list(attending.seats_of(it))
    now = {"observers": it.observers, "staff": it.staff}
    form = forms.AttendanceForm(request.POST or None, seats=seats, meeting=it, initial=now)
    return act(
        request,
        form,
        planning.attend,
        it,
        back=it,
        title=_("出欠を記録する"),
        done=_("出欠を記録しました。"),
        body=it.body,
    )
