"""When the pulse falls: whoever was called says that both sides were spoken with."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.cycle.projects import actions
from kyodo.kernel.access import Request, open_to

from .shared import the_project


@open_to("signed in")
@require_POST
def reach_out(request: Request, ref: str) -> HttpResponse:
    """両方の側に声をかけた."""
    it = actions.reach_out(the_project(request, ref), by=request.actor, at=request.at)
    messages.success(request, _("声をかけたことを記録しました。"))
    return redirect(it)
