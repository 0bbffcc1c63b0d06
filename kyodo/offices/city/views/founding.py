"""The first page of an empty installation, and how the city is named afterwards."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.forms import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from kyodo.kernel.access import open_to
from kyodo.offices.city import actions, forms, queries
from kyodo.offices.city.middleware import CityRequest
from kyodo.ui.flow import attempt, page


@open_to("everyone")
@never_cache
@sensitive_post_parameters("officer_password", "setup_code")
def first_run(request: CityRequest) -> HttpResponse:
    """はじめての設定: opened with the code that the server printed, while there is no city."""
    if request.city:
        raise Http404
    form = forms.FirstRunForm(request.POST or None, initial={"setup_code": request.GET.get("code", "")})
    if person := attempt(form, actions.begin_city, at=request.at):
        get_adapter().enter(request, person)
        messages.success(request, _("市の設定が終わりました。つぎに、サインインの守りを設定してください。"))
        return redirect("mfa_index")
    return page(request, "city/first_run.html", form=form)


@open_to("desk")
@require_safe
def index(request: CityRequest) -> HttpResponse:
    """市の設定: the way to everything the desk keeps."""
    missing = queries.missing(request.city, queries.local_day(request.at))
    return page(request, "city/index.html", city=request.city, missing=missing)


@open_to("desk")
def edit(request: CityRequest) -> HttpResponse:
    """市と窓口の名前を直す."""
    form = forms.CityForm(request.POST or None, initial=model_to_dict(request.city))
    if attempt(form, actions.change_city, by=request.actor, at=request.at):
        messages.success(request, _("保存しました。"))
        return redirect("city:index")
    return page(request, "city/edit.html", form=form)
