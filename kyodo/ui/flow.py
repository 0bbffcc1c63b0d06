"""How an answer is given: an act is attempted, a page is drawn, a refusal is explained. Views hold nothing else.

@open_to("signed in")
def create(request: HttpRequest) -> HttpResponse:
    form = SeedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (seed := flow.attempt(form, actions.sow, by=request.actor, at=request.at)):
        return redirect(seed)
    return flow.page(request, "seeds/create.html", form=form)
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, find
from kyodo.kernel.policy import AlreadyDone, Blocked, Refused
from kyodo.kernel.workflow import ledger

from .forms import OpenForm

T = TypeVar("T")


def attempt(form: BaseForm, action: Callable[..., T], *args: object, **kwargs: object) -> T | None:
    """Run `action(*args, **kwargs, **form.values())` if the form is valid; its result, or None if something is to be mended.

    A refusal becomes an error of the form, at the field it names. An action that takes `key` is given the submission
    key; when the same submission arrives again, the object made by the first one is the result, even where what the
    first one changed would refuse it now.
    """
    if isinstance(form, OpenForm) and (sender := kwargs.get("by")):
        form.sender = cast(Actor, sender)
    if not form.is_valid():
        ask_for_files_again(form)
        return None
    given = form.values() if hasattr(form, "values") else form.cleaned_data
    if "key" in inspect.signature(action).parameters and "submission_key" in form.cleaned_data:
        kwargs.setdefault("key", form.cleaned_data["submission_key"])
    try:
        return action(*args, **{**given, **kwargs})
    except AlreadyDone as done:
        return cast(T, find(done.subject))
    except Refused as refusal:
        if first := ledger().made_by(str(kwargs["key"])) if "key" in kwargs else "":
            return cast(T, find(first))
        explain(form, refusal)
        ask_for_files_again(form)
        return None


def explain(form: BaseForm, refusal: Refused) -> None:
    """Write a refusal where the person can see and mend it."""
    field = refusal.field if refusal.field in form.fields else None
    said = [block.sentence for block in refusal.blocks] if isinstance(refusal, Blocked) else [refusal.sentence]
    for sentence in said:
        form.add_error(field, str(sentence))


def ask_for_files_again(form: BaseForm) -> None:
    """No browser keeps a chosen file on a page that comes back: said at its field, or it would be missed without a word."""
    for name in form.fields:
        if form.add_prefix(name) in form.files and not form.has_error(name):
            said = (
                form.fields[name].help_text,
                _("選んだファイルは残りません。ほかを直したあと、もう一度選んでください。"),
            )
            form[name].help_text = " ".join(str(each) for each in said if each)


def is_wrong(thing: object) -> bool:
    """Whether this is a form that was sent and has something to correct."""
    if not isinstance(thing, (BaseForm, BaseFormSet)) or not thing.is_bound or getattr(thing, "growing", False):
        return False
    return not thing.is_valid()


def page(request: HttpRequest, template: str, *, status: int = 200, partial: str = "", **context: Any) -> HttpResponse:
    """Draw a page; 422 and 「エラー：」 in its title when a form on it is wrong. HTMX is given only the named partial."""
    wrong = any(is_wrong(value) for value in context.values())
    if wrong and status == 200 and request.method == "POST":
        status = 422
    htmx = getattr(request, "htmx", None)
    whole = not (partial and htmx) or htmx.boosted or htmx.history_restore_request
    name = template if whole else f"{template}#{partial}"
    response = render(request, name, {**context, "has_errors": wrong}, status=status)
    if partial:
        response["Vary"] = ", ".join(filter(None, (response.get("Vary"), "HX-Request")))
    return response


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A page that says why not and what would help, with the status of the refusal."""
    blocks = refusal.blocks if isinstance(refusal, Blocked) else ()
    context = {"sentence": refusal.sentence, "blocks": blocks}
    return render(request, "ui/refused.html", context, status=refusal.status)


def already_done(request: HttpRequest, done: AlreadyDone) -> HttpResponse:
    """The same submission again: show what the first one made."""
    made = find(done.subject)
    if made is not None and hasattr(made, "get_absolute_url"):
        return redirect(made)
    return render(request, "ui/already_done.html", {}, status=409)


class RefusalMiddleware:
    """Turns refusals that a view lets pass into pages. A middleware that refuses must answer with `refused` itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called for what a view raised; anything that is no refusal stays a fault."""
        if isinstance(exception, Refused):
            return refused(request, exception)
        if isinstance(exception, AlreadyDone):
            return already_done(request, exception)
        return None
