"""The page of the search."""

from __future__ import annotations

from django.http import HttpResponse

from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import page

from . import forms, queries


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """検索: everything public that holds these words."""
    form = forms.SearchForm(request.GET)
    asked = form.asked()
    results = queries.search(**asked, at=request.at)
    return page(request, "search/index.html", form=form, asked=asked, results=results)
