"""Pages of cases."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import page


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """協働案件の一覧."""
    cases = Collaboration.objects.visible_to(request.actor, at=request.at).select_related("ward")[:30]
    return page(request, "casebook/index.html", cases=cases)


@open_to("everyone")
def case(request: Request, ref: str) -> HttpResponse:
    """一つの案件."""
    it = get_object_or_404(Collaboration.objects.visible_to(request.actor, at=request.at), ref=ref)
    return page(request, "casebook/case.html", case=it)
