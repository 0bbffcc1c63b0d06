"""What the desk does: the work list, an application from paper, the city's conditions, the whole register."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.commons.groups import actions, queries
from kyodo.commons.groups import policies as may
from kyodo.commons.groups.exports import register_file
from kyodo.commons.groups.forms.acts import CheckForm, CityConditionsForm, PaperForm
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.queries import local_day
from kyodo.ui.flow import attempt, page

from . import the_group


@open_to("desk")
def desk(request: Request) -> HttpResponse:
    """団体登録の窓口: what waits for whom."""
    return page(request, "groups/desk.html", piles=queries.piles(request.at), today=local_day(request.at))


@open_to("desk")
def paper(request: Request) -> HttpResponse:
    """紙の申請を入力する."""
    initial = {"received_at": request.at}
    form = PaperForm(
        request.POST or None, request.FILES or None, statements=queries.conditions(), unfinished=True, initial=initial
    )
    if group := attempt(form, actions.enter_from_paper, by=request.actor, at=request.at):
        return redirect("groups:application", group.ref)
    return page(request, "groups/paper.html", form=form)


@open_to("desk")
def check(request: Request, ref: str) -> HttpResponse:
    """市が確かめる: which entries were compared with which papers."""
    group = the_group(request, ref)
    may.decides.require(request.actor, group, at=request.at)
    form = CheckForm(request.POST or None)
    if attempt(form, actions.check, group, by=request.actor, at=request.at):
        return redirect(group)
    title = _("書類などで確かめたことを記録する")
    return page(request, "groups/edit.html", form=form, group=group, title=title, back=group.get_absolute_url())


@open_to("desk")
def city_conditions(request: Request) -> HttpResponse:
    """登録の要件を改める."""
    form = CityConditionsForm(request.POST or None, initial={"text": "\n".join(queries.conditions())})
    if attempt(form, actions.adopt_conditions, by=request.actor, at=request.at):
        return redirect("groups:desk")
    return page(request, "groups/city_conditions.html", form=form)


@open_to("officers")
@require_POST
def register(request: Request) -> HttpResponse:
    """台帳を書き出す: everything, as an Excel file; who took it is written down."""
    groups = queries.whole_register(local_day(request.at))
    actions.note_export(rows=len(groups), by=request.actor, at=request.at)
    return register_file(groups, day=local_day(request.at))
