"""The front door, and the pages every public site owes its readers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import page
from kyodo.ui.navigation import address

from . import queries

#: The two ways of a collaboration, as the picture shows them.
PROCESS_A = (
    _("市民が種を出す"),
    _("市が期限までにお返事"),
    _("同じテーブルで話し合う"),
    _("目的と役割の協定"),
    _("いっしょに行う"),
    _("双方で評価"),
)
PROCESS_B = (
    _("市がテーマを出す"),
    _("市民が手をあげる"),
    _("同じテーブルで話し合う"),
    _("目的と役割の協定"),
    _("いっしょに行う"),
    _("双方で評価"),
)


@open_to("everyone")
@require_safe
def index(request: Request) -> HttpResponse:
    """市の玄関: what this is, how to begin, what is going on, who owes an answer."""
    ways: dict[str, Any] = {"process_a": PROCESS_A, "process_b": PROCESS_B, "calls": address("calls:index")}
    return page(request, "frontpage/index.html", front=queries.front(at=request.at), **ways)


@open_to("everyone")
@require_safe
def accessibility(request: Request) -> HttpResponse:
    """ウェブアクセシビリティ方針."""
    return page(request, "frontpage/accessibility.html")


@open_to("everyone")
@require_safe
def privacy(request: Request) -> HttpResponse:
    """個人情報の取り扱い."""
    return page(request, "frontpage/privacy.html")
