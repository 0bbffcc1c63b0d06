"""Writing a version, provision by provision."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.texts import actions, forms, queries
from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Provision
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import page

from .acting import act, the_provision, the_version


def board_of(it: Provision) -> str:
    """The place of a provision on the writing page."""
    return f"{resolve_url('texts:write', it.version.ref)}#p-{it.uid}"


@open_to("officers")
def board(request: Request, ref: str) -> HttpResponse:
    """条項を書く: every provision with what can be done to it."""
    it = the_version(request, ref)
    may.may_write.require(request.actor, it, at=request.at)
    batches = list(it.imports.all())
    return page(
        request,
        "texts/write.html",
        version=it,
        document=it.document,
        provisions=queries.provisions(it),
        batches=batches,
    )


@open_to("officers")
def add(request: Request, ref: str) -> HttpResponse:
    """条項を加える."""
    it = the_version(request, ref)
    form = forms.AddForm(
        request.POST or None, version=it, initial={"behind": request.GET.get("behind", ""), "level": 3}
    )
    return act(
        request, form, actions.add, it, may=may.may_write, about=it, document=it.document, title=_("条項を加える"),
        back=resolve_url("texts:write", it.ref),
    )  # fmt: skip


@open_to("officers")
def reword(request: Request, ref: str) -> HttpResponse:
    """条項の言葉を直す."""
    it = the_provision(request, ref)
    form = forms.RewordForm(request.POST or None, initial=forms.RewordForm.initial_of(it))
    return act(
        request, form, actions.reword, it, may=may.may_write, about=it, document=it.version.document,
        title=_("条項の言葉を直す"), lead=it.name, back=board_of(it),
    )  # fmt: skip


@open_to("officers")
def shift(request: Request, ref: str) -> HttpResponse:
    """条項を移す."""
    it = the_provision(request, ref)
    form = forms.ShiftForm(request.POST or None, provision=it)
    return act(
        request, form, actions.shift, it, may=may.may_write, about=it, document=it.version.document,
        title=_("条項を移す"), lead=it.name, back=board_of(it),
    )  # fmt: skip


@open_to("officers")
def split(request: Request, ref: str) -> HttpResponse:
    """条項を分ける."""
    it = the_provision(request, ref)
    form = forms.SplitForm(request.POST or None, initial={"first": it.text})
    return act(
        request, form, actions.split, it, may=may.may_write, about=it, document=it.version.document,
        title=_("条項を分ける"), lead=it.name, back=board_of(it),
    )  # fmt: skip


@open_to("officers")
def merge(request: Request, ref: str) -> HttpResponse:
    """条項を合わせる."""
    it = the_provision(request, ref)
    form = forms.MergeForm(request.POST or None, provision=it)
    return act(
        request, form, actions.merge, it, may=may.may_write, about=it, document=it.version.document,
        title=_("条項を合わせる"), lead=it.name, back=resolve_url("texts:write", it.version.ref),
    )  # fmt: skip


@open_to("officers")
@require_POST
def remove(request: Request, ref: str) -> HttpResponse:
    """条項を削る."""
    version = actions.remove(the_provision(request, ref), by=request.actor, at=request.at)
    return redirect("texts:write", version.ref)
