"""対応の区分: the city's own words for what became of an opinion."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from kyodo.deliberation.consultations import actions, forms
from kyodo.deliberation.consultations.models import Category
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page


@open_to("desk")
def categories(request: Request) -> HttpResponse:
    """対応の区分を決める."""
    form = forms.CategoryForm(request.POST or None)
    if attempt(form, actions.set_category, by=request.actor, at=request.at):
        return redirect("consultations:categories")
    return page(request, "consultations/categories.html", form=form, rows=Category.objects.current())


@open_to("desk")
@require_POST
def end_category(request: Request, ref: str) -> HttpResponse:
    """区分を使い終える."""
    actions.end_category(get_object_or_404(Category.objects.current(), ref=ref), by=request.actor, at=request.at)
    return redirect("consultations:categories")
