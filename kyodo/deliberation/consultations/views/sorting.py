"""Reading bundles, rare voices first, and cutting opinions from them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.consultations import actions, forms, queries
from kyodo.deliberation.consultations.models import Bundle, Unit
from kyodo.deliberation.consultations.policies import keeps
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page

from .finding import act, bundle_of, unit_of, worked_on

#: What is done to a cut with one press.
TO_UNIT = {
    "drop": actions.drop_unit,
    "restore": actions.restore_unit,
    "part": actions.part_units,
    "detach": actions.detach,
}


@open_to("officers")
def work(request: Request, ref: str) -> HttpResponse:
    """読む: what nobody has read yet, single voices first; how many gave a voice orders nothing."""
    it = worked_on(request, ref)
    rows = queries.to_read(it, after=request.GET.get("after", ""), everything="all" in request.GET)
    context: dict[str, Any] = {
        "it": it,
        "shown": rows,
        "everything": "all" in request.GET,
        "progress": queries.progress_of(it),
    }
    return page(request, "consultations/work.html", **context)


def reading(request: Request, it: Bundle, **changed: Any) -> HttpResponse:
    """The page on which one bundle is read and cut."""
    read = queries.reading_of(it)
    kept = bool(keeps.check(request.actor, it, at=request.at))
    form = changed.pop("form", None) or new_split(it, read, request)
    context: dict[str, Any] = {
        "bundle": it,
        "it": it.consultation,
        "read": read,
        "kept": kept,
        "form": form,
        "empty": forms.NoOpinionForm(),
    }
    return page(request, "consultations/bundle.html", **{**context, **changed})


def new_split(it: Bundle, read: queries.Reading, request: Request, data: Any = None) -> forms.SplitForm:
    """The form that cuts, with what the sender wrote about the place."""
    source = read.source
    wrote = {"place": source.place, "provision_uid": source.provision_uid} if source else {}
    first = {**wrote, "section": it.consultation.section.ref}
    return forms.SplitForm(
        data, segments=read.segments, provisions=queries.provisions_of(it.consultation), at=request.at, initial=first
    )


@open_to("officers")
def bundle(request: Request, ref: str) -> HttpResponse:
    """束: the text, and the opinions cut from it."""
    it = bundle_of(request, ref)
    form = new_split(it, queries.reading_of(it), request, request.POST or None)
    if attempt(form, actions.split, it, by=request.actor, at=request.at):
        it.refresh_from_db()
        return onward(it)
    return reading(request, it, form=form)


def onward(it: Bundle) -> HttpResponse:
    """After the last cut the next unread one; otherwise the same page."""
    return redirect("consultations:work", ref=it.consultation.ref) if it.read_at else redirect(it)


@open_to("officers")
@require_POST
def finish(request: Request, ref: str) -> HttpResponse:
    """読み終えた."""
    it = bundle_of(request, ref)
    form = forms.NoOpinionForm(request.POST)
    if attempt(form, actions.finish_reading, it, by=request.actor, at=request.at):
        return onward(it)
    return reading(request, it, empty=form)


@open_to("officers")
@require_POST
def reopen(request: Request, ref: str) -> HttpResponse:
    """もう一度読む."""
    it = bundle_of(request, ref)
    actions.reopen_reading(it, by=request.actor, at=request.at)
    return redirect(it)


@open_to("officers")
def join(request: Request, ref: str) -> HttpResponse:
    """同じ趣旨の束にまとめる."""
    it = bundle_of(request, ref)
    keeps.require(request.actor, it, at=request.at)
    form = forms.JoinForm(request.POST or None, it=it.consultation)
    if attempt(form, actions.join_bundles, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it.consultation, form, _("同じ趣旨の束にまとめる"), back=it.get_absolute_url())


@open_to("officers")
@require_POST
def part(request: Request, ref: str) -> HttpResponse:
    """まとめた束を元に戻す."""
    it = bundle_of(request, ref)
    actions.part_bundles(it, by=request.actor, at=request.at)
    return redirect(it)


@open_to("officers")
def unit(request: Request, ref: str) -> HttpResponse:
    """意見の概要を直す."""
    it = unit_of(request, ref)
    form = forms.RewordForm(
        request.POST or None, unit=it, provisions=queries.provisions_of(it.consultation), at=request.at
    )
    if attempt(form, actions.reword, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it.consultation, form, _("意見の概要を直す"), back=it.get_absolute_url())


@open_to("officers")
def merge(request: Request, ref: str) -> HttpResponse:
    """ほかの意見にまとめる."""
    it = unit_of(request, ref)
    others = Unit.objects.standing().filter(bundle=it.bundle).exclude(pk=it.pk)
    form = forms.MergeForm(request.POST or None, others=others)
    if attempt(form, actions.merge_units, it, by=request.actor, at=request.at):
        return redirect(it)
    return act(request, it.consultation, form, _("ほかの意見にまとめる"), back=it.get_absolute_url())


@open_to("officers")
@require_POST
def to_unit(request: Request, ref: str, name: str) -> HttpResponse:
    """One press on a cut: take back, restore, part, take off its answer."""
    it = unit_of(request, ref)
    TO_UNIT[name](it, by=request.actor, at=request.at)
    return redirect(it)
