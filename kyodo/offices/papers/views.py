"""Handing files out, always as a download; deciding for whom they are; taking them back."""

from __future__ import annotations

from csp.constants import NONE
from csp.decorators import csp
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kyodo.kernel.access import Actor, Request, find, open_to
from kyodo.ui.flow import attempt, page

from . import actions, policies, queries
from .forms import DisclosureForm, WithdrawForm
from .models import File
from .states import Disclosure

#: What a file may do should a browser ever show it: nothing.
LOCKED = {"default-src": [NONE], "sandbox": True}


@open_to("everyone")
@require_safe
def download(request: Request, ref: str) -> HttpResponseBase:
    """One file as an attachment, or the stone that says it was there."""
    file = get_object_or_404(File.objects.select_related("uploaded_by"), ref=ref)
    return _handed_out(file, request.actor, request)


@open_to("link holders")
@never_cache
@require_safe
def download_by_link(request: Request, ref: str, token: str) -> HttpResponseBase:
    """The same for whoever handed it in without an account, by the secret link of what it belongs to."""
    file = get_object_or_404(File.objects.select_related("uploaded_by"), ref=ref)
    holder = queries.holder_of(file, token)
    if holder is None:
        raise Http404
    return _handed_out(file, holder, request)


def _handed_out(file: File, actor: Actor, request: Request) -> HttpResponseBase:
    if not (file.withdrawn_at and file.disclosure == Disclosure.PUBLIC):
        policies.may_read.require(actor, file, at=request.at)
    if file.withdrawn_at:
        return page(request, "papers/withdrawn.html", status=410, file=file)
    try:
        content = file.content.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(content, as_attachment=True, filename=file.name, content_type=file.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(answer, private=True, no_store=file.disclosure != Disclosure.PUBLIC)
    return csp(LOCKED)(lambda _request: answer)(request)


@open_to("signed in")
def withdraw(request: Request, ref: str) -> HttpResponse:
    """文書を取り下げる."""
    file = get_object_or_404(File.objects.standing().select_related("uploaded_by"), ref=ref)
    policies.may_withdraw.require(request.actor, file, at=request.at)
    form = WithdrawForm(request.POST or None)
    if attempt(form, actions.withdraw, file, by=request.actor, at=request.at):
        messages.success(request, _("文書を取り下げました。"))
        return redirect(_where_it_belongs(file))
    return page(request, "papers/withdraw.html", form=form, file=file, name=_name(file, request))


@open_to("signed in")
def disclosure(request: Request, ref: str) -> HttpResponse:
    """公開の範囲を決める."""
    file = get_object_or_404(File.objects.standing(), ref=ref)
    policies.may_disclose.require(request.actor, file, at=request.at)
    now = {"disclosure": file.disclosure, "reason": file.withheld_because}
    form = DisclosureForm(request.POST or None, initial=now)
    if attempt(form, actions.disclose, file, by=request.actor, at=request.at):
        messages.success(request, _("公開の範囲を決めました。"))
        return redirect(_where_it_belongs(file))
    return page(request, "papers/disclosure.html", form=form, file=file, name=_name(file, request))


@open_to("officers")
@require_safe
def review(request: Request) -> HttpResponse:
    """公開の見直し: withheld files whose day to look again has come."""
    leaf = Paginator(queries.reviewed_by(request.actor, request.at), 50).get_page(request.GET.get("page"))
    return page(request, "papers/review.html", leaf=leaf, rows=queries.named(leaf, request.actor, request.at))


def _name(file: File, request: Request) -> str:
    [(_file, name)] = queries.named([file], request.actor, request.at)
    return name


def _where_it_belongs(file: File) -> str:
    """The page of the thing the file is about."""
    address = getattr(find(file.subject_ref), "get_absolute_url", None)
    return str(address()) if address else "/"
