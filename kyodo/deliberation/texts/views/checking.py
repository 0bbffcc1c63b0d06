"""逐条点検 and the calendar of reviews."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts import actions, forms, queries
from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Check, Effort
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.calendar import fiscal_year
from kyodo.offices.city.queries import local_day
from kyodo.ui.flow import page

from .acting import act, finder, the_document


def year_of(request: Request) -> int:
    """The fiscal year asked for, or this one."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else fiscal_year(local_day(request.at))


def the_check(request: Request, ref: str) -> Check:
    """The check, if its document may be seen."""
    visible = queries.visible_to(request.actor, at=request.at)
    found = Check.objects.filter(effort__document__in=visible)
    return get_object_or_404(found.select_related("effort__section", "effort__document__section", "file"), ref=ref)


@open_to("everyone")
def sheet(request: Request, ref: str) -> HttpResponse:
    """逐条点検の一覧."""
    it, today = the_document(request, ref), local_day(request.at)
    found = queries.sheet(it, year_of(request))
    writes = bool(may.may_write.check(request.actor, it, at=request.at))
    efforts = list(it.efforts.all()) if writes else []
    return page(request, "texts/checks.html", document=it, found=found, writes=writes, today=today, efforts=efforts)


@open_to("everyone")
def check(request: Request, ref: str) -> HttpResponse:
    """One check: the city's word and the council's, side by side."""
    it = the_check(request, ref)
    version = queries.text_in_force(it.effort.document)
    context: dict[str, Any] = {
        "check": it,
        "document": it.effort.document,
        "provision": version.provisions.filter(uid=it.uid).select_related("version__document").first()
        if version
        else None,
        "reports": bool(may.may_report.check(request.actor, it, at=request.at)),
        "says": bool(may.may_view.check(request.actor, it, at=request.at)),
        "late": it.is_due(local_day(request.at)),
        "record": queries.sources_of([it.effort], request.actor, at=request.at).get(it.effort.subject_ref),
    }
    return page(request, "texts/check.html", **context)


@open_to("officers")
def report(request: Request, ref: str) -> HttpResponse:
    """点検する."""
    it = the_check(request, ref)
    form = forms.ReportForm(request.POST or None, request.FILES or None, initial=forms.ReportForm.initial_of(it))
    return act(
        request,
        form,
        actions.report,
        it,
        may=may.may_report,
        about=it,
        document=it.effort.document,
        title=_("点検する"),
    )


@open_to("signed in")
def say(request: Request, ref: str) -> HttpResponse:
    """会議体の見方を記録する."""
    it = the_check(request, ref)
    form = forms.ViewForm(request.POST or None)
    return act(
        request, form, actions.say, it, may=may.may_view, about=it, document=it.effort.document,
        title=_("会議体の見方を記録する"),
    )  # fmt: skip


@open_to("officers")
def add_effort(request: Request, ref: str) -> HttpResponse:
    """取組を登録する."""
    it = the_document(request, ref)
    form = forms.EffortForm(request.POST or None, today=local_day(request.at), finder=finder(request))
    return act(
        request, form, actions.add_effort, it, may=may.may_write, about=it, document=it, title=_("取組を登録する")
    )


@open_to("officers")
def plan(request: Request, ref: str) -> HttpResponse:
    """点検を頼む."""
    effort = get_object_or_404(Effort.objects.select_related("document__section", "section"), ref=ref)
    it = effort.document
    year = fiscal_year(local_day(request.at))
    form = forms.PlanForm(request.POST or None, version=queries.text_in_force(it), initial={"year": year})
    return act(
        request, form, actions.plan_check, effort, may=may.may_write, about=it, document=it, title=_("点検を頼む"),
        lead=effort.name,
    )  # fmt: skip


@open_to("everyone")
def reviews(request: Request) -> HttpResponse:
    """見直しの予定."""
    documents = queries.visible_to(request.actor, at=request.at)
    lines = list(queries.reviews(documents, local_day(request.at)))
    return page(request, "texts/reviews.html", lines=lines)
