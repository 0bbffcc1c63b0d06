"""What everybody reads: the list, a text, a version, a comparison, the life of a provision."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from kyodo.deliberation.texts import forms, queries
from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Version
from kyodo.deliberation.texts.states import IN_FORCE, VersionState
from kyodo.deliberation.texts.workflow import VERSIONS
from kyodo.kernel.access import Request, open_to
from kyodo.offices.city.policies import is_officer
from kyodo.offices.city.queries import local_day
from kyodo.ui.flow import page

from .acting import the_document, the_version

MAKING = (VersionState.WRITING, VersionState.FIXED)


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """指針・条例の一覧."""
    documents = list(queries.visible_to(request.actor, at=request.at))
    officer = bool(is_officer.check(request.actor, None, at=request.at))
    return page(request, "texts/index.html", documents=documents, officer=officer)


@open_to("everyone")
def document(request: Request, ref: str) -> HttpResponse:
    """One text: what is in force, its versions, what calls for its review."""
    it = the_document(request, ref)
    versions = queries.versions_for(request.actor, it, at=request.at)
    asked = forms.AsOfForm(request.GET if "on_year" in request.GET else None)
    on = asked.cleaned_data["on"] if asked.is_valid() else None
    triggers = list(it.triggers.select_related("cited_in__document"))
    context: dict[str, Any] = {
        "document": it,
        "versions": versions,
        "current": queries.text_in_force(it, local_day(request.at)),
        "asked": asked,
        "on": on,
        "then": queries.text_in_force(it, on) if on else None,
        "making": next((v for v in versions if v.state in MAKING), None),
        "triggers": triggers,
        "sources": queries.sources_of(triggers, request.actor, at=request.at),
        "writes": bool(may.may_write.check(request.actor, it, at=request.at)),
    }
    return page(request, "texts/document.html", **context)


@open_to("everyone")
def version(request: Request, ref: str) -> HttpResponse:
    """One version: table of contents, provisions with their remarks, in usual or plain words."""
    it = the_version(request, ref)
    if it.state == VersionState.WITHDRAWN:
        return page(request, "texts/tombstone.html", version=it, document=it.document)
    context: dict[str, Any] = {
        "version": it,
        "document": it.document,
        "provisions": queries.provisions(it),
        "remarks": queries.remarks_in(it, request.actor, at=request.at),
        "easy": request.GET.get("words") == "easy",
        "in_force": it.stage in IN_FORCE,
        "before": it.before(),
        "readers": list(it.readers.all()) if it.state in MAKING else [],
        "writes": bool(may.may_write.check(request.actor, it, at=request.at)),
        "moves": VERSIONS.open_to(request.actor, it, at=request.at),
        "blocks": VERSIONS.blocks("publish", it, at=request.at) if it.state == VersionState.FIXED else (),
    }
    return page(request, "texts/version.html", **context)


def pair(request: Request, ref: str) -> tuple[list[Version], Version, Version]:
    """The versions that can be compared, and the two asked for: without a choice the newest and the one before it."""
    it = the_document(request, ref)
    versions = [v for v in queries.versions_for(request.actor, it, at=request.at) if v.state != VersionState.WITHDRAWN]
    by_number = {str(v.number): v for v in versions}
    if len(versions) < 2:
        raise Http404
    new = by_number.get(request.GET.get("new", ""), versions[0])
    old = by_number.get(request.GET.get("old", "")) or new.before()
    if old is None:
        older = [v for v in versions if v.number < new.number]
        old = older[0] if older else versions[-1]
    return versions, old, new


@open_to("everyone")
def compare(request: Request, ref: str) -> HttpResponse:
    """新旧対照表, with why each change was made."""
    versions, old, new = pair(request, ref)
    form = forms.CompareForm({"old": old.number, "new": new.number}, versions=versions)
    found = queries.comparison(old, new)
    context: dict[str, Any] = {"document": new.document, "found": found, "old": old, "new": new}
    causes = [cause for row in found.rows for cause in row.causes]
    context["sources"] = queries.sources_of(causes, request.actor, at=request.at)
    return page(request, "texts/compare.html", form=form, **context)


@open_to("everyone")
def life(request: Request, ref: str, uid: str) -> HttpResponse:
    """A provision through all published versions: what it said, how it changed, why."""
    it = the_document(request, ref)
    past = queries.life_of(it, uid, Version.objects.published().filter(document=it))
    if not past:
        raise Http404
    causes = [cause for one in past for cause in one.causes]
    sources = queries.sources_of(causes, request.actor, at=request.at)
    latest = next((one.provision for one in past if one.provision), None)
    return page(request, "texts/life.html", document=it, past=past, sources=sources, latest=latest)
