"""One act on one page: the form, the action, where it leads. Every act of meetings, minutes and chains is drawn alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Request
from kyodo.kernel.thing import Thing
from kyodo.ui.flow import attempt, page

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def act(
    request: Request,
    form: BaseForm,
    action: Callable[..., Any],
    *things: object,
    back: Thing | str,
    title: StrOrPromise,
    lead: StrOrPromise = "",
    done: StrOrPromise = _("記録しました。"),
    given: dict[str, Any] | None = None,
    onward: bool = False,
    **context: Any,
) -> HttpResponse:
    """Attempt the act, go back to where it belongs (or `onward` to what it made), or show what is to be mended."""
    if (made := attempt(form, action, *things, by=request.actor, at=request.at, **(given or {}))) is not None:
        messages.success(request, str(done))
        return redirect(made if onward else back)  # type: ignore[arg-type]
    way = back if isinstance(back, str) else getattr(back, "get_absolute_url")()
    return page(request, "councils/meetings/act.html", form=form, back=way, title=title, lead=lead, **context)
