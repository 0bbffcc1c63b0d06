"""Running a text: registering it, beginning and moving versions, and what calls for a review."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.texts import actions, forms, queries
from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Reader
from kyodo.deliberation.texts.workflow import VERSIONS
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.naming import Finder
from kyodo.offices.city.queries import local_day

from .acting import act, finder, the_document, the_version


@open_to("officers")
def register(request: Request) -> HttpResponse:
    """文書を登録する."""
    form = forms.DocumentForm(request.POST or None, today=local_day(request.at))
    return act(
        request, form, actions.register, may=may.may_register, about=None, document=None, title=_("文書を登録する")
    )


@open_to("officers")
def describe(request: Request, ref: str) -> HttpResponse:
    """文書の説明を直す."""
    it = the_document(request, ref)
    form = forms.EditForm(request.POST or None, today=local_day(request.at), initial=forms.EditForm.initial_of(it))
    return act(
        request, form, actions.describe, it, may=may.may_write, about=it, document=it, title=_("文書の説明を直す")
    )


@open_to("officers")
def begin(request: Request, ref: str) -> HttpResponse:
    """版を書き始める."""
    it = the_document(request, ref)
    form = forms.BeginForm(request.POST or None, document=it)
    title = _("版を書き始める")
    return act(request, form, actions.begin_version, it, may=may.may_write, about=it, document=it, title=title)


@open_to("officers")
def dates(request: Request, ref: str) -> HttpResponse:
    """施行日とあらましを直す."""
    it = the_version(request, ref)
    form = forms.DatesForm(request.POST or None, initial={"effective_on": it.effective_on, "summary": it.summary})
    return act(
        request, form, actions.give_dates, it, may=may.may_write, about=it, document=it.document,
        title=_("施行日とあらましを直す"),
    )  # fmt: skip


@open_to("officers")
def move(request: Request, ref: str, name: str) -> HttpResponse:
    """確定する, 公開する and so on: at once, or after the reason was given."""
    it, row = the_version(request, ref), VERSIONS.move(name)
    if not row.reason_needed:
        if request.method == "POST":
            at_once = actions.publish if name == "publish" else partial(actions.move, name)
            at_once(it, by=request.actor, at=request.at)
        return redirect(it)
    form = forms.ReasonForm(request.POST or None)
    step = actions.withdraw if name == "withdraw" else partial(actions.move, name)
    back = it.document if name == "drop" else it
    return act(
        request, form, step, it, may=may.may_write, about=it, document=it.document, title=row.label, back=back
    )  # fmt: skip


@open_to("officers")
def let_read(request: Request, ref: str) -> HttpResponse:
    """会議体に読んでもらう."""
    it = the_version(request, ref)
    form = forms.ReaderForm(request.POST or None, finder=Finder(request.actor, request.at, actions.BODIES))
    return act(
        request, form, actions.let_read, it, may=may.may_write, about=it, document=it.document,
        title=_("会議体に読んでもらう"), lead=_("選んだ会議体の委員は、公開する前にこの版を読めます。"), back=it,
    )  # fmt: skip


@open_to("officers")
@require_POST
def stop_reading(request: Request, ref: str) -> HttpResponse:
    """読んでもらうのをやめる."""
    it = get_object_or_404(Reader.objects.select_related("version__document__section"), ref=ref)
    return redirect(actions.stop_reading(it, by=request.actor, at=request.at))


@open_to("officers")
def note(request: Request, ref: str) -> HttpResponse:
    """見直しのきっかけを記録する."""
    it = the_document(request, ref)
    form = forms.TriggerForm(request.POST or None, version=queries.text_in_force(it), finder=finder(request))
    return act(
        request,
        form,
        actions.note_trigger,
        it,
        may=may.may_write,
        about=it,
        document=it,
        title=_("見直しのきっかけを記録する"),
    )


@open_to("officers")
def cite(request: Request, ref: str) -> HttpResponse:
    """見直しのきっかけを取り上げる."""
    it = the_version(request, ref)
    form = forms.CiteForm(request.POST or None, version=it)
    return act(
        request, form, actions.cite_triggers, it, may=may.may_write, about=it, document=it.document,
        title=_("見直しのきっかけを取り上げる"),
    )  # fmt: skip


@open_to("officers")
def review(request: Request, ref: str) -> HttpResponse:
    """見直した結果、変えない."""
    it = the_document(request, ref)
    form = forms.ReasonForm(request.POST or None)
    title = _("見直した結果、変えないと記録する")
    return act(request, form, actions.review, it, may=may.may_write, about=it, document=it, title=title)
