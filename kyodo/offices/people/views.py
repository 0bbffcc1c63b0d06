"""People's own pages: what is kept about me, my name, leaving; and taking up an invitation."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from kyodo.kernel.access import Request, open_to
from kyodo.offices.journal.queries import history_of
from kyodo.ui.flow import attempt, page

from . import actions, queries
from .forms import own as forms
from .models import Invitation, Person


@open_to("signed in")
@require_safe
def profile(request: Request) -> HttpResponse:
    """わたしの情報: name, ways to sign in, what I act as, and the latest sign-ins."""
    person = request.actor
    context = {
        "person": person,
        "capacities": person.capacities(request.at),
        "is_strong": queries.has_second_factor(person),
        "sign_ins": history_of(person.subject).filter(act="sign_in").order_by("-seq")[:5],
    }
    return page(request, "people/profile.html", **context)


@open_to("signed in")
def edit(request: Request) -> HttpResponse:
    """お名前と電話番号を直す."""
    person = request.actor
    form = forms.ProfileForm(
        request.POST or None, initial={"name": person.name, "kana": person.kana, "phone": person.phone}
    )
    if attempt(form, actions.rename, person, by=person, at=request.at):
        messages.success(request, _("保存しました。"))
        return redirect("people:profile")
    return page(request, "people/edit.html", form=form)


@open_to("signed in")
def leave(request: Request) -> HttpResponse:
    """退会する: everything that says who I am is forgotten."""
    form = forms.LeaveForm(request.POST or None)
    if attempt(form, actions.anonymise, request.actor, by=request.actor, at=request.at):
        logout(request)
        messages.success(request, _("退会の手続きが終わりました。ご利用ありがとうございました。"))
        return redirect("/")
    return page(request, "people/leave.html", form=form)


@open_to("link holders")
@never_cache
@sensitive_post_parameters("password")
def invitation(request: Request, token: str) -> HttpResponse:
    """招待: who invites me to what, and taking it up with the account I have or a new one."""
    found = queries.invitation_of(token)
    if found is None:
        raise Http404
    if not found.is_open(request.at):
        return page(request, "people/invitation_closed.html", status=410, invitation=found)
    if isinstance(request.actor, Person):
        return _accept(request, found, request.actor)
    if found.is_for_an_account:
        return page(request, "people/invitation.html", invitation=found, form=None)
    return _accept_as_new(request, found)


def _accept(request: Request, found: Invitation, person: Person) -> HttpResponse:
    """With the account that is signed in."""
    form = forms.AcceptForm(request.POST or None)
    if attempt(form, actions.accept, found, by=person, at=request.at):
        messages.success(request, _("お引き受けいただき、ありがとうございます。"))
        return redirect("people:profile")
    return page(request, "people/invitation.html", invitation=found, form=form)


def _accept_as_new(request: Request, found: Invitation) -> HttpResponse:
    """With a new account, which is signed in at once: the link proved the address."""
    form = forms.AcceptAsNewForm(request.POST or None, invitation=found)
    if person := attempt(form, actions.accept_as_new, found, at=request.at):
        get_adapter().enter(request, person)
        messages.success(request, _("登録が終わりました。お引き受けいただき、ありがとうございます。"))
        return redirect("people:profile")
    return page(request, "people/invitation.html", invitation=found, form=form)
