"""Pages of a registered group that somebody named as a partner: what is proposed, and its own answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.cycle.proposals import actions, queries
from kyodo.cycle.proposals.models import Partner
from kyodo.cycle.proposals.policies import is_partner, speaks_for_partner
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import page


def asked(request: Request, ref: str) -> Partner:
    """The question, for whoever belongs to the group it was put to."""
    it = get_object_or_404(Partner.objects.select_related("proposal__case", "group"), ref=ref)
    is_partner.require(request.actor, it, at=request.at)
    return it


@open_to("signed in")
def partner(request: Request, ref: str) -> HttpResponse:
    """いっしょに提案するかの返事."""
    it = asked(request, ref)
    latest = it.proposal.versions.last()
    said = latest.content if latest else it.proposal.text()
    part = next((row["part"] for row in said["partners"] if row.get("group") == it.group.subject), "")
    speaks = bool(speaks_for_partner.check(request.actor, it, at=request.at))
    reads = queries.reads_all(it.proposal, request.actor, at=request.at)
    context: dict[str, Any] = {"proposal": it.proposal, "said": said, "part": part, "speaks": speaks, "reads": reads}
    return page(request, "proposals/partner.html", partner=it, **context)


@open_to("signed in")
@require_POST
def join(request: Request, ref: str) -> HttpResponse:
    """加わる."""
    it = actions.join(asked(request, ref), by=request.actor, at=request.at)
    messages.success(request, _("いっしょに提案する団体になりました。案件のページを、市民の側として使えます。"))
    return redirect(it)


@open_to("signed in")
@require_POST
def decline(request: Request, ref: str) -> HttpResponse:
    """加わらない."""
    it = actions.decline(asked(request, ref), by=request.actor, at=request.at)
    messages.success(request, _("加わらないと返事しました。提案のページに、そう書き添えます。"))
    return redirect(it)
