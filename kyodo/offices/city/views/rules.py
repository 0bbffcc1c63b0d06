"""The city's own rules: closed days, numbers, principles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kyodo.kernel.access import Request, open_to
from kyodo.kernel.calendar import fiscal_year
from kyodo.offices.city import actions, forms, queries
from kyodo.offices.city.middleware import CityRequest
from kyodo.offices.city.models import Holiday, PrincipleSet, Setting
from kyodo.offices.city.policies import is_desk
from kyodo.ui.flow import attempt, page


def year_asked(request: Request) -> int:
    """The fiscal year in the address, or the present one."""
    typed = request.GET.get("year", "")
    usable = typed.isascii() and typed.isdigit() and 1950 <= int(typed) <= 2100
    return int(typed) if usable else fiscal_year(queries.local_day(request.at))


@open_to("everyone")
def holidays(request: CityRequest) -> HttpResponse:
    """閉庁日の一覧; the desk keeps the local ones."""
    may_edit, year = bool(is_desk.check(request.actor, None, at=request.at)), year_asked(request)
    form = forms.HolidayForm(request.POST or None) if may_edit else None
    if form and attempt(form, actions.set_holiday, by=request.actor, at=request.at):
        messages.success(request, _("休業日を保存しました。"))
        return redirect("city:holidays")
    days, local = queries.closed_days(year), Holiday.objects.all() if may_edit else ()
    return page(request, "city/holidays.html", form=form, days=days, local=local, year=year)


@open_to("desk")
@require_POST
def drop_holiday(request: CityRequest, day: str) -> HttpResponse:
    """休業日を外す."""
    try:
        actions.drop_holiday(date.fromisoformat(day), by=request.actor, at=request.at)
    except ValueError as unread:
        raise Http404 from unread
    messages.success(request, _("休業日を外しました。"))
    return redirect("city:holidays")


@open_to("everyone")
@require_safe
def numbers(request: CityRequest) -> HttpResponse:
    """市の数値: every number a rule uses, the program's default and the city's own, for everybody to see."""
    own = {setting.key: setting for setting in Setting.objects.all()}
    rows = [(term, own.get(key)) for key, term in sorted(queries.all_terms().items())]
    may_edit = bool(is_desk.check(request.actor, None, at=request.at))
    return page(request, "city/numbers.html", rows=rows, may_edit=may_edit)


@open_to("desk")
def number(request: CityRequest, key: str) -> HttpResponse:
    """市の数値を決める."""
    term = queries.term_of(key)
    if term is None:
        raise Http404
    own = Setting.objects.filter(key=key).first()
    initial = {"value": own.value, "source": own.source} if own else None
    form = forms.NumberForm(request.POST or None, initial=initial)
    if attempt(form, actions.set_number, term, by=request.actor, at=request.at):
        messages.success(request, _("市の値を保存しました。"))
        return redirect("city:numbers")
    return page(request, "city/number.html", form=form, term=term)


@open_to("everyone")
@require_safe
def principles(request: CityRequest) -> HttpResponse:
    """協働の原則: the set the city works by, and every other version."""
    sets = PrincipleSet.objects.order_by("name", "-version")
    return page(request, "city/principles.html", sets=sets, current=request.city.principle_set_id)


@open_to("everyone")
@require_safe
def principle_set(request: CityRequest, ref: str) -> HttpResponse:
    """原則集の1つの版."""
    shown = get_object_or_404(PrincipleSet.objects.select_related("earlier"), ref=ref)
    context: dict[str, Any] = {
        "set": shown,
        "groups": queries.principles_by_kind(shown),
        "is_current": request.city.principle_set_id == shown.pk,
        "may_edit": bool(is_desk.check(request.actor, shown, at=request.at)),
    }
    return page(request, "city/principle_set.html", **context)


@open_to("desk")
@require_POST
def adopt(request: CityRequest, ref: str) -> HttpResponse:
    """この原則集を使う."""
    shown = get_object_or_404(PrincipleSet, ref=ref)
    actions.adopt_principles(shown, by=request.actor, at=request.at)
    messages.success(request, _("この原則集を使うことにしました。すでにある案件は、生まれたときの版のままです。"))
    return redirect(shown)


@open_to("desk")
def revise(request: CityRequest, ref: str) -> HttpResponse:
    """原則集を直す: a new version."""
    shown = get_object_or_404(PrincipleSet, ref=ref)
    form = forms.PrinciplesForm(request.POST or None, principles=shown)
    if new := attempt(form, actions.revise_principles, shown, by=request.actor, at=request.at):
        messages.success(request, _("新しい版を作りました。すでにある案件は、生まれたときの版のままです。"))
        return redirect(new)
    return page(request, "city/principles_form.html", form=form, set=shown)
