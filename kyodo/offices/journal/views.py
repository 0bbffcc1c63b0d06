"""The journal in public: how many acts it holds, and the daily digests with which anybody can hold us to it."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import page

from . import queries


@open_to("everyone")
@require_safe
def index(request: Request) -> HttpResponse:
    """公開の記録: the number of entries and the digests of the last month."""
    anchors = queries.read_anchors(tail=4000)[::-1][:31]
    return page(request, "journal/index.html", anchors=anchors, count=queries.length())


@open_to("everyone")
@require_safe
def anchors(request: Request) -> HttpResponse:
    """Every daily digest, to be kept by whoever wants to compare."""
    rows = (f"{anchor.day.isoformat()}\t{anchor.seq}\t{anchor.digest}\n" for anchor in queries.read_anchors())
    return HttpResponse("".join(rows), content_type="text/plain; charset=utf-8")
