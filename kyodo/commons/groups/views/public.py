"""What everybody sees: the list, how to register, one group, the open data."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo.commons.groups import queries
from kyodo.commons.groups.forms.acts import BlankForm, SearchForm
from kyodo.commons.groups.forms.entries import SWITCH_LABELS
from kyodo.commons.groups.states import ENDED
from kyodo.commons.groups.terms import SWITCHES
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.queries import local_day
from kyodo.offices.papers import queries as papers
from kyodo.offices.papers.actions import blank as printed
from kyodo.ui.flow import page

from . import the_group


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """団体をさがす: by name, field, ward, and who is looking for members."""
    form = SearchForm(request.GET or None)
    found = queries.found(form.search(), at=request.at)
    groups, following = queries.page_of(found, after=request.GET.get("after", ""))
    context: dict[str, Any] = {
        "groups": groups,
        "following": following,
        "count": found.count(),
        "today": local_day(request.at),
    }
    return page(request, "groups/index.html", form=form, mine=queries.mine(request.actor, request.at), **context)


@open_to("everyone")
def start(request: Request) -> HttpResponse:
    """団体登録のご案内: for whom, what to have ready, other ways, the conditions."""
    return page(request, "groups/start.html", conditions=queries.conditions())


@open_to("everyone")
@require_safe
def blank(request: Request) -> HttpResponse:
    """用紙: the application on paper, with a code that leads to the page."""
    form = BlankForm(statements=queries.conditions(), unfinished=True)
    made = printed(form, title=_("団体登録の申請書"), path=reverse("groups:start"), at=request.at)
    return HttpResponse(made, content_type="application/pdf")


@open_to("everyone")
def group(request: Request, ref: str) -> HttpResponse:
    """One group: what it opened; for its members and officers everything, and what they can do next."""
    it, day = the_group(request, ref), local_day(request.at)
    inside = queries.inside(it, request.actor, request.at)
    if it.state in ENDED and not inside:
        return page(request, "groups/tombstone.html", group=it)
    context: dict[str, Any] = {
        "group": it,
        "inside": inside,
        "shown": {entry: inside is not None or it.is_open(entry) for entry in SWITCHES},
        "closed": [SWITCH_LABELS[entry] for entry in SWITCHES if not it.is_open(entry)],
        "people": queries.present_in(it, day),
        "stamps": queries.freshness(it, day),
        "state": it.shown_state(day),
        "is_current": it.is_current(day),
        **papers.shelf(it, request.actor, request.at),
        "may_decide": bool(inside and inside.may_edit),
    }
    return page(request, "groups/group.html", **context)
