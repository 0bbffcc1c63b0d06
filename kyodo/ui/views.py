"""The pages of the interface itself: its switches and its gallery."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from kyodo.kernel.access import open_to

from . import display, flow
from .gallery import SAMPLES, Sheet, shelf

YEAR = 365 * 24 * 60 * 60


@open_to("everyone")
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Keep one choice of display in a cookie and go back to where the reader was, on this site only."""
    known = display.switches().get(request.POST.get("switch", ""))
    value = request.POST.get("value", "")
    if known is None or value not in {choice.value for choice in known.choices}:
        raise Http404
    back = request.POST.get("next", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = redirect(back if safe else "/")
    response.set_cookie(known.cookie, value, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response


@open_to("everyone")
@require_http_methods(["GET", "HEAD", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with an example beside it; its form can be tried out and keeps nothing."""
    form = Sheet(request.POST or None, request.FILES or None)
    return flow.page(request, "ui/gallery.html", **{**SAMPLES, "shelf": shelf(), "form": form})
