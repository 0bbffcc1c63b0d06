"""The pages people come back to: today, the inbox of a section, what is late; handing over; and a sign of health."""

from __future__ import annotations

from hmac import compare_digest
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import is_desk
from kyodo.offices.city.queries import local_day, number
from kyodo.offices.post.queries import letters_of
from kyodo.ui import navigation
from kyodo.ui.flow import attempt, page

from . import actions, queries
from .forms import HandoverForm, PauseForm, StopForm
from .models import Errand, Task
from .policies import may_stop
from .terms import PUBLIC_AFTER

LEAF = 50


@open_to("signed in")
@require_safe
def today(request: Request) -> HttpResponse:
    """きょう: what I owe, what waits for others, what changed, what I have not read."""
    day = queries.today_of(request.actor, request.at)
    context: dict[str, Any] = {
        "day": day,
        "owed": queries.heaps(day.owed),
        "awaited": queries.heaps(day.awaited),
        "unread": letters_of(request.actor).unread()[:5],
        "inboxes": queries.sections_of(request.actor, request.at),
        "rooms": navigation.rooms_of(capacity.ref for capacity in request.actor.capacities(request.at)),
    }
    return page(request, "desk/today.html", **context)


@open_to("officers")
@require_safe
def index(request: Request) -> HttpResponse:
    """宿題の窓口: every section with what it holds and what of it is late."""
    return page(request, "desk/index.html", piles=queries.piles(local_day(request.at)))


@open_to("officers")
@require_safe
def section(request: Request, ref: str) -> HttpResponse:
    """The inbox of a section: what it owes with dates, or what it has done."""
    it = get_object_or_404(Section, ref=ref)
    done = request.GET.get("show") == "settled"
    tasks = queries.settled_by(it.subject) if done else queries.held_by(it.subject)
    leaf = Paginator(tasks, LEAF).get_page(request.GET.get("page"))
    lines = queries.lines(leaf.object_list, today=local_day(request.at))
    heaps = [] if done else queries.heaps(lines)
    return page(request, "desk/section.html", section=it, done=done, leaf=leaf, lines=lines, heaps=heaps)


@open_to("desk")
@require_safe
def overdue(request: Request) -> HttpResponse:
    """期限を過ぎた宿題: everything late in the city."""
    day = local_day(request.at)
    leaf = Paginator(queries.overdue(day), LEAF).get_page(request.GET.get("page"))
    return page(request, "desk/overdue.html", leaf=leaf, lines=queries.lines(leaf.object_list, today=day))


@open_to("desk")
def pause(request: Request, ref: str) -> HttpResponse:
    """知らせを止める: until a day, for a reason."""
    task = get_object_or_404(Task.objects.open(), ref=ref)
    form = PauseForm(request.POST or None)
    if attempt(form, actions.pause, task, by=request.actor, at=request.at):
        messages.success(request, _("知らせを止めました。期限は変わりません。"))
        return redirect("desk:overdue")
    return page(request, "desk/pause.html", form=form, task=task)


@open_to("desk")
@require_POST
def resume(request: Request, ref: str) -> HttpResponse:
    """知らせを再開する."""
    actions.resume(get_object_or_404(Task.objects.open(), ref=ref), by=request.actor, at=request.at)
    messages.success(request, _("知らせを再開しました。"))
    return redirect("desk:overdue")


@open_to("officers")
def stop(request: Request, ref: str) -> HttpResponse:
    """作業を止める: said beforehand is what becomes of what was done."""
    errand = get_object_or_404(Errand, ref=ref)
    may_stop.require(request.actor, errand, at=request.at)
    form = StopForm(request.POST or None, errand=errand)
    if attempt(form, actions.stop, errand, by=request.actor, at=request.at):
        messages.success(request, _("作業を止めました。"))
        return redirect(errand.about)
    return page(request, "desk/stop.html", form=form, errand=errand)


@open_to("everyone")
@require_safe
def late(request: Request) -> HttpResponse:
    """長く遅れている課: the last step of the ladder, for everybody to read."""
    lates = queries.long_late(local_day(request.at))
    return page(request, "desk/late.html", lates=lates, limit=number(PUBLIC_AFTER))


@open_to("desk")
def handover(request: Request) -> HttpResponse:
    """異動の引継ぎ: every duty of an officer and what they owe, in one act."""
    day = local_day(request.at)
    form = HandoverForm(request.POST or None, today=day, initial={"on": day})
    if attempt(form, actions.hand_over_officer, by=request.actor, at=request.at):
        messages.success(request, _("引継ぎを受け付けました。"))
        return redirect("desk:handover")
    return page(request, "desk/handover.html", form=form, handovers=queries.handovers())


@open_to("everyone")
@never_cache
@require_safe
def healthz(request: Request) -> HttpResponse:
    """Whether the program is well, for monitors: 200 or 503. What is wrong is told to the desk and to this machine's monitor."""
    found = queries.checks(request.at)
    is_well = all(check.is_well for check in found.values())
    answer: dict[str, object] = {"status": "ok" if is_well else "error"}
    if _may_know(request):
        answer["checks"] = {name: {"ok": check.is_well, "seen": check.seen} for name, check in found.items()}
    return JsonResponse(answer, status=200 if is_well else 503)


def _may_know(request: Request) -> bool:
    """A signed-in desk officer, or a program on this machine that holds the monitor's key."""
    key = request.headers.get("Authorization", "").removeprefix("Bearer ")
    is_here = request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")
    return (is_here and compare_digest(key.encode(), queries.monitor_key().encode())) or bool(
        is_desk.check(request.actor, None, at=request.at)
    )
