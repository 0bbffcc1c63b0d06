"""One page for every act that is a form: who may, the form, the act, the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url

from kyodo.kernel.access import Request
from kyodo.kernel.policy import Policy
from kyodo.ui.flow import attempt, page

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def act(
    request: Request, form: BaseForm, action: Callable[..., Any], *things: Any, may: Policy[Any], about: Any,
    title: StrOrPromise, lead: StrOrPromise = "", back: Any = None, submit: StrOrPromise = "", **fixed: Any,
) -> HttpResponse:  # fmt: skip
    """Whoever may not, reads why before filling anything in. After the act one is back at what it was about."""
    may.require(request.actor, about, at=request.at)
    if done := attempt(form, action, *things, by=request.actor, at=request.at, **fixed):
        return redirect(back or done)
    words: dict[str, Any] = {
        "title": title,
        "lead": lead,
        "submit": submit or title,
        "back": resolve_url(back or about),
    }
    return page(request, "recommendations/act.html", form=form, **words)
