"""Finding what an address names, and one page for every act that is a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url

from kyodo.deliberation.texts import queries
from kyodo.deliberation.texts.models import Document, Provision, Version
from kyodo.kernel.access import Request
from kyodo.kernel.naming import Finder
from kyodo.kernel.policy import Policy
from kyodo.ui.flow import attempt, page

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def the_document(request: Request, ref: str) -> Document:
    """The document, if this person may see it."""
    return get_object_or_404(queries.visible_to(request.actor, at=request.at), ref=ref)


def the_version(request: Request, ref: str) -> Version:
    """The version, if this person may see it."""
    found = Version.objects.visible_to(request.actor, at=request.at).select_related("document__section")
    return get_object_or_404(found, ref=ref)


def the_provision(request: Request, ref: str) -> Provision:
    """The provision, if this person may see its version."""
    found = Provision.objects.filter(version__in=Version.objects.visible_to(request.actor, at=request.at))
    return get_object_or_404(found.select_related("version__document__section"), ref=ref)


def finder(request: Request) -> Finder:
    """What this person may name in a form."""
    return Finder(request.actor, request.at)


def act(
    request: Request,
    form: BaseForm,
    action: Callable[..., Any],
    *things: Any,
    may: Policy[Any],
    about: Any,
    document: Document | None,
    title: StrOrPromise,
    lead: StrOrPromise = "",
    back: Any = None,
    **fixed: Any,
) -> HttpResponse:
    """Whoever may not, reads why before filling anything in. After the act one is back at what it was about."""
    may.require(request.actor, about, at=request.at)
    if done := attempt(form, action, *things, by=request.actor, at=request.at, **fixed):
        return redirect(back or done)
    way_back = resolve_url(back or (about if hasattr(about, "get_absolute_url") else "texts:index"))
    return page(request, "texts/act.html", form=form, title=title, lead=lead, back=way_back, document=document)
