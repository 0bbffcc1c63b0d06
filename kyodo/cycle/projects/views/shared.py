"""What every page of a project begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from kyodo.cycle.projects.models import Project
from kyodo.kernel.access import Request
from kyodo.ui.flow import attempt, page
from kyodo.ui.forms import Form


def the_project(request: Request, ref: str) -> Project:
    """The project of a case this person may see."""
    found = Project.objects.visible_to(request.actor, at=request.at).select_related("case__agreement")
    return get_object_or_404(found, case__ref=ref)


def act(
    request: Request,
    it: Project,
    form: Form,
    action: Callable[..., object],
    title: object,
    *,
    to: str = "",
    **more: Any,
) -> HttpResponse:
    """One act in a project: done and back where it is read, or its page with what is to be mended."""
    if attempt(form, action, it, by=request.actor, at=request.at):
        return redirect(to or it)
    return page(request, "projects/act.html", project=it, case=it.case, form=form, title=title, **more)
