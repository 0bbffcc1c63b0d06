"""Letters on screen: one's own, how they come, and for the desk those that could not be delivered."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page

from . import actions, queries
from .forms import PreferenceForm
from .models import Message

LEAF = 50


@open_to("signed in")
@require_safe
def index(request: Request) -> HttpResponse:
    """手紙: everything one was told, the newest first."""
    leaf = Paginator(queries.letters_of(request.actor), LEAF).get_page(request.GET.get("page"))
    return page(request, "post/index.html", leaf=leaf, unread=queries.unread_count(request.actor))


@open_to("signed in")
@require_safe
def show(request: Request, ref: str) -> HttpResponse:
    """One letter; opening it marks it as read."""
    message = get_object_or_404(queries.letters_of(request.actor), ref=ref)
    actions.open_letter(message, by=request.actor, at=request.at)
    return page(request, "post/show.html", message=message)


@open_to("signed in")
@require_POST
def read_all(request: Request) -> HttpResponse:
    """Mark everything as read."""
    actions.read_all(request.actor, at=request.at)
    return redirect("post:index")


@open_to("signed in")
def preferences(request: Request) -> HttpResponse:
    """届け方: at once, once a day, or duties only."""
    form = PreferenceForm(request.POST or None, initial={"mode": queries.mode_of(request.actor)})
    if attempt(form, actions.prefer, by=request.actor, at=request.at):
        messages.success(request, _("届け方を変えました。"))
        return redirect("post:index")
    return page(request, "post/preferences.html", form=form, sender=settings.DEFAULT_FROM_EMAIL)


@open_to("desk")
@require_safe
def undelivered(request: Request) -> HttpResponse:
    """送れなかった手紙: to be mended and sent again, or told by telephone."""
    leaf = Paginator(queries.undelivered(), LEAF).get_page(request.GET.get("page"))
    return page(request, "post/undelivered.html", leaf=leaf)


@open_to("desk")
@require_POST
def resend(request: Request, ref: str) -> HttpResponse:
    """Put one letter back into the outbox."""
    actions.resend(get_object_or_404(Message, ref=ref), by=request.actor, at=request.at)
    messages.success(request, _("もう一度送ります。届いたかどうかは、しばらくしてから確かめてください。"))
    return redirect("post:undelivered")
