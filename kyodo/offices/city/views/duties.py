"""Who holds which duty: the public roster, and naming, ending, handing over and inviting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kyodo.kernel.access import Request, open_to
from kyodo.kernel.calendar import fiscal_year
from kyodo.offices.city import actions, forms, queries
from kyodo.offices.city.models import Duty
from kyodo.offices.city.policies import keeps_training, spoken_for
from kyodo.ui.flow import attempt, page

from .rules import year_asked


@open_to("everyone")
@require_safe
def roster(request: Request) -> HttpResponse:
    """協働推進員名簿: every section's named officer, or 空席, year by year."""
    year, today = year_asked(request), queries.local_day(request.at)
    posts = queries.roster(year, today)
    context: dict[str, Any] = {
        "year": year,
        "posts": posts,
        "vacant": sum(post.vacant for post in posts),
        "later": year + 1 if year < fiscal_year(today) else None,
        "own": spoken_for(request.actor, request.at),
    }
    return page(request, "city/roster.html", **context)


@open_to("desk")
@require_safe
def index(request: Request) -> HttpResponse:
    """職務の一覧: everybody in office today, by section, and who has been asked."""
    duties, invited = queries.duties_on(queries.local_day(request.at)), queries.invited(request.at)
    return page(request, "city/duties.html", duties=duties, invited=invited)


@open_to("desk")
def invite(request: Request) -> HttpResponse:
    """職員を招待する."""
    form = forms.InviteForm(request.POST or None, today=queries.local_day(request.at))
    if attempt(form, actions.invite_officer, by=request.actor, at=request.at):
        messages.success(request, _("招待のメールを送りました。"))
        return redirect("city:duties")
    return page(request, "city/invite.html", form=form)


@open_to("desk")
@require_POST
def take_back(request: Request, ref: str) -> HttpResponse:
    """招待を取り消す."""
    found = get_object_or_404(queries.invited(request.at), ref=ref)
    actions.take_back_invitation(found, by=request.actor, at=request.at)
    messages.success(request, _("招待を取り消しました。"))
    return redirect("city:duties")


@open_to("desk")
def end(request: Request, ref: str) -> HttpResponse:
    """職務を終える."""
    duty = get_object_or_404(Duty.objects.select_related("person", "section"), ref=ref)
    form = forms.EndDutyForm(request.POST or None, initial={"on": queries.local_day(request.at)})
    if attempt(form, actions.end_duty, duty, by=request.actor, at=request.at):
        messages.success(request, _("職務を終えました。"))
        return redirect("city:duties")
    return page(request, "city/duty_end.html", form=form, duty=duty)


@open_to("officers")
def training(request: Request, ref: str) -> HttpResponse:
    """研修の記録 of one officer: what was kept, and one more."""
    duty = get_object_or_404(Duty.objects.select_related("person", "section"), ref=ref)
    keeps_training.require(request.actor, duty, at=request.at)
    form = forms.TrainingForm(request.POST or None)
    if attempt(form, actions.keep_training, duty, by=request.actor, at=request.at):
        messages.success(request, _("研修を記録しました。"))
        return redirect("city:training", ref=duty.ref)
    return page(request, "city/training.html", form=form, duty=duty, trainings=duty.trainings.all())


@open_to("desk")
def hand_over(request: Request, ref: str) -> HttpResponse:
    """異動: one act from one officer to the next."""
    duty = get_object_or_404(Duty.objects.select_related("person", "section"), ref=ref)
    form = forms.HandOverForm(request.POST or None, duty=duty, today=queries.local_day(request.at))
    if attempt(form, actions.hand_over, duty, by=request.actor, at=request.at):
        messages.success(request, _("引き継ぎました。"))
        return redirect("city:duties")
    return page(request, "city/duty_hand_over.html", form=form, duty=duty)
