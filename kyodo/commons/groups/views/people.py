"""The people of a group: who belongs to it, who is invited, who hands over to whom."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.commons.groups import actions, queries
from kyodo.commons.groups import policies as may
from kyodo.commons.groups.forms.acts import HandOverForm, InviteForm, SignInForm
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page

from . import the_group


@open_to("signed in")
def people(request: Request, ref: str) -> HttpResponse:
    """団体の人: with the time of each, former ones too, and open invitations."""
    group = the_group(request, ref)
    may.sees_closed_entries.require(request.actor, group, at=request.at)
    context: dict[str, Any] = {
        "group": group,
        "memberships": group.memberships.select_related("person").order_by("until", "since", "pk"),
        "invitations": queries.open_invitations(group, request.at),
        "manages": may.manages_people.check(request.actor, group, at=request.at),
    }
    return page(request, "groups/people.html", **context)


@open_to("signed in")
def invite(request: Request, ref: str) -> HttpResponse:
    """仲間を招く."""
    group = the_group(request, ref)
    may.manages_people.require(request.actor, group, at=request.at)
    form = InviteForm(request.POST or None)
    if attempt(form, actions.invite, group, by=request.actor, at=request.at):
        messages.success(request, _("招待のメールを送りました。"))
        return redirect("groups:people", group.ref)
    return page(request, "groups/invite.html", form=form, group=group)


@open_to("signed in")
def sign_in(request: Request, ref: str, membership: str) -> HttpResponse:
    """サインインの案内を送る: to somebody of the group who has no account yet."""
    group = the_group(request, ref)
    may.manages_people.require(request.actor, group, at=request.at)
    it = get_object_or_404(group.memberships.select_related("person"), ref=membership, until=None, person__email=None)
    alone = group.memberships.filter(until=None).count() == 1
    form = SignInForm(request.POST or None, initial={"email": group.email if alone else ""})
    if attempt(form, actions.invite_to_sign_in, it, by=request.actor, at=request.at):
        messages.success(request, _("サインインの案内を送りました。"))
        return redirect("groups:people", group.ref)
    return page(request, "groups/sign_in.html", form=form, group=group, membership=it)


@open_to("signed in")
def hand_over(request: Request, ref: str) -> HttpResponse:
    """引き継ぐ."""
    group = the_group(request, ref)
    may.manages_people.require(request.actor, group, at=request.at)
    form = HandOverForm(request.POST or None, group=group)
    if attempt(form, actions.hand_over, group, by=request.actor, at=request.at):
        return redirect("groups:people", group.ref)
    return page(request, "groups/hand_over.html", form=form, group=group)


@open_to("signed in")
@require_POST
def leave(request: Request, ref: str, membership: str) -> HttpResponse:
    """役割を終える: oneself, or somebody the group parts with."""
    group = the_group(request, ref)
    actions.leave(get_object_or_404(group.memberships, ref=membership), by=request.actor, at=request.at)
    return redirect("groups:people", group.ref)


@open_to("signed in")
@require_POST
def take_back_invitation(request: Request, ref: str, invitation: str) -> HttpResponse:
    """招待を取り消す."""
    group = the_group(request, ref)
    found = get_object_or_404(queries.open_invitations(group, request.at), ref=invitation)
    actions.take_back_invitation(group, found, by=request.actor, at=request.at)
    return redirect("groups:people", group.ref)
