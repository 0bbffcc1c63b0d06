"""Pages of cases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.access import open_to
from kyodo.ui.flow import page


@open_to("everyone")
def index(request: HttpRequest) -> HttpResponse:
    """協働案件の一覧."""
    cases = Collaboration.objects.visible_to(request.actor, at=request.at).select_related("ward")[:30]
    return page(request, "casebook/index.html", cases=cases)


@open_to("everyone")
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """一つの案件."""
    it = get_object_or_404(Collaboration.objects.visible_to(request.actor, at=request.at), ref=ref)
    return page(request, "casebook/case.html", case=it)
