"""What everybody reads: the list and one consultation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from kyodo.deliberation.consultations.models import Consultation
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import page


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """意見公募の一覧."""
    rows = Consultation.objects.visible_to(request.actor, at=request.at)
    return page(request, "consultations/index.html", rows=rows)


@open_to("everyone")
def consultation(request: Request, ref: str) -> HttpResponse:
    """One consultation."""
    it = get_object_or_404(Consultation.objects.visible_to(request.actor, at=request.at), ref=ref)
    return page(request, "consultations/consultation.html", it=it)
