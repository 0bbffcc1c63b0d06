"""逐条コメント: writing one, looking after them, and finding the place of those that lost it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.texts import actions, forms, queries
from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Remark
from kyodo.deliberation.texts.workflow import REMARKS
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page

from .acting import act, the_document, the_version

PAGE = 50


def the_remark(request: Request, ref: str) -> Remark:
    """The remark, if this person may read it."""
    found = Remark.objects.visible_to(request.actor, at=request.at)
    return get_object_or_404(found.select_related("document__section", "version__document"), ref=ref)


@open_to("everyone")
def write(request: Request, ref: str) -> HttpResponse:
    """条項にコメントする: with or without an account."""
    it = the_version(request, ref)
    form = forms.RemarkForm(request.POST or None, version=it, initial={"uid": request.GET.get("uid", "")})
    if done := attempt(form, actions.remark, it, by=request.actor, at=request.at):
        return page(request, "texts/remarked.html", version=it, document=it.document, remark=done)
    title, back = _("条項にコメントする"), it.get_absolute_url()
    return page(request, "texts/act.html", form=form, title=title, lead=it.name, back=back, document=it.document)


@open_to("everyone")
def index(request: Request, ref: str) -> HttpResponse:
    """コメントの一覧: those shown; for officers all, those not yet read first."""
    it = the_document(request, ref)
    found = (
        Remark.objects.visible_to(request.actor, at=request.at)
        .filter(document=it)
        .order_by("state", "-received_at", "-pk")
    )
    shown = Paginator(found.select_related("version__document"), PAGE).get_page(request.GET.get("page"))
    current = queries.last_published(it)
    writes = bool(may.may_write.check(request.actor, it, at=request.at))
    lost = len(queries.homeless(current)) if current and writes else 0
    return page(request, "texts/remarks.html", document=it, shown=shown, writes=writes, current=current, lost=lost)


@open_to("everyone")
def remark(request: Request, ref: str) -> HttpResponse:
    """One remark, where it was written and where it stands now."""
    it = the_remark(request, ref)
    context: dict[str, Any] = {
        "remark": it,
        "document": it.document,
        "places": list(it.anchors.select_related("version__document").order_by("-version__number")),
        "names": {(p.version_id, p.uid): p for p in queries.places_of(it)},
        "writes": bool(may.may_write.check(request.actor, it, at=request.at)),
        "moves": {m.name for m in REMARKS.open_to(request.actor, it, at=request.at)},
    }
    return page(request, "texts/remark.html", **context)


@open_to("officers")
@require_POST
def show(request: Request, ref: str) -> HttpResponse:
    """公開する."""
    return redirect(actions.show(the_remark(request, ref), by=request.actor, at=request.at))


@open_to("officers")
def hide(request: Request, ref: str) -> HttpResponse:
    """公開しない."""
    it = the_remark(request, ref)
    form = forms.ReasonForm(request.POST or None)
    return act(
        request,
        form,
        actions.hide,
        it,
        may=may.may_write,
        about=it,
        document=it.document,
        title=_("コメントを公開しない"),
    )


@open_to("officers")
def homeless(request: Request, ref: str) -> HttpResponse:
    """場所が決まっていないコメント."""
    it = the_version(request, ref)
    may.may_write.require(request.actor, it, at=request.at)
    lines = [(one, forms.PlaceForm(version=it, auto_id=f"{one.ref}_%s")) for one in queries.homeless(it)]
    return page(request, "texts/homeless.html", version=it, document=it.document, lines=lines)


@open_to("officers")
def place(request: Request, ref: str, version: str) -> HttpResponse:
    """コメントの場所を決める."""
    it, where = the_remark(request, ref), the_version(request, version)
    form = forms.PlaceForm(request.POST or None, version=where)
    return act(
        request, form, actions.anchor_by_hand, it, may=may.may_write, about=it, document=it.document, version=where,
        title=_("コメントの場所を決める"), lead=it.quote, back=resolve_url("texts:homeless", where.ref),
    )  # fmt: skip
