"""Pages of the seeds: the list, handing in, the receipt, and what staff do with a seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kyodo.kernel.access import LinkHolder, Request, Visitor, open_to, refs_of
from kyodo.kernel.naming import Finder
from kyodo.offices.city.policies import is_officer
from kyodo.offices.city.queries import business_days_left, days_left, local_day
from kyodo.offices.papers.actions import blank as printed
from kyodo.offices.papers.queries import readable_about
from kyodo.ui.flow import attempt, page
from kyodo.ui.forms import Form

from . import actions, filters, forms, queries
from .models import Mask, Seed
from .policies import looks_after
from .workflow import WORKFLOW


def visible(request: Request, ref: str) -> Seed:
    """The seed if this person may see it; 404 otherwise."""
    return get_object_or_404(queries.listed(request.actor, at=request.at), ref=ref)


def kept(request: Request, ref: str) -> Seed:
    """The seed for whoever looks after it."""
    seed = visible(request, ref)
    looks_after.require(request.actor, seed, at=request.at)
    return seed


def act(request: Request, it: Seed, form: Form, action: Callable[..., object], title: object) -> HttpResponse:
    """One act about a seed: done and back at the seed, or its page with what is to be mended."""
    if attempt(form, action, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "seeds/act.html", seed=it, form=form, title=title)


@open_to("everyone")
def index(request: Request) -> HttpResponse:
    """協働の種の一覧: who waits for an answer, and until when."""
    form = forms.FilterForm(request.GET)
    seeds = filters.narrowed(queries.listed(request.actor, at=request.at), form)
    shown = filters.page_of(seeds, after=request.GET.get("after", ""))
    due = queries.due_dates(shown.rows)
    left = days_left(local_day(request.at), due.values())
    lines = [(s, on, left.get(on)) for s, on in ((s, due.get(s.subject)) for s in shown.rows)]
    officer = bool(is_officer.check(request.actor, None, at=request.at))
    return page(request, "seeds/index.html", form=form, lines=lines, older=shown.older, officer=officer)


@open_to("everyone")
def new(request: Request) -> HttpResponse:
    """種を出す, with or without an account."""
    form = forms.SeedForm(request.POST or None, actor=request.actor, at=request.at)
    if attempt(form, actions.sow, by=request.actor, at=request.at):
        return redirect("seeds:receipt", token=actions.receipt_token(form.cleaned_data["submission_key"]))
    return page(request, "seeds/new.html", form=form)


@open_to("everyone")
@require_safe
def blank(request: Request) -> HttpResponse:
    """用紙: the form on paper, with a code that leads to the page."""
    form = forms.SeedForm(actor=Visitor(), at=request.at)
    made = printed(form, title=_("協働の種"), path=reverse("seeds:new"), at=request.at)
    return HttpResponse(made, content_type="application/pdf")


@open_to("officers")
def paper(request: Request) -> HttpResponse:
    """紙・電話・窓口で届いた種を入力する."""
    form = forms.PaperForm(request.POST or None, request.FILES or None, actor=request.actor, at=request.at)
    if attempt(form, actions.sow, by=request.actor, at=request.at):
        return redirect("seeds:receipt", token=actions.receipt_token(form.cleaned_data["submission_key"]))
    return page(request, "seeds/paper.html", form=form)


@open_to("link holders")
def receipt(request: Request, token: str) -> HttpResponse:
    """受付控え: the page that whoever sent a seed can come back to without an account."""
    seed = queries.by_token(token)
    if seed is None:
        raise Http404
    holder = LinkHolder(seed.subject)
    context: dict[str, Any] = {
        "seed": seed,
        "due": queries.due_of(seed),
        "shown": seed.case.shown_at is not None,
        "moves": {move.name for move in WORKFLOW.open_to(holder, seed, at=request.at)},
        "loose": seed.author_ref == holder.subject,
        "own": seed.author_ref == request.actor.subject,
    }
    return page(request, "seeds/receipt.html", token=token, **context)


@open_to("link holders")
@require_POST
def object_by_link(request: Request, token: str) -> HttpResponse:
    """もう一度見てほしい, by whoever holds the receipt."""
    seed = queries.by_token(token)
    if seed is None:
        raise Http404
    actions.object_to(seed, by=LinkHolder(seed.subject), at=request.at)
    return redirect("seeds:receipt", token=token)


@open_to("link holders")
def say(request: Request, token: str) -> HttpResponse:
    """書き足す, by whoever holds the receipt."""
    seed = queries.by_token(token)
    if seed is None:
        raise Http404
    form = forms.SayForm(request.POST or None)
    if attempt(form, actions.say, seed, by=LinkHolder(seed.subject), at=request.at):
        messages.success(request, _("書き足しました。担当の課にお知らせしました。"))
        return redirect("seeds:receipt", token=token)
    return page(request, "seeds/say.html", seed=seed, form=form, token=token)


@open_to("signed in")
@require_POST
def tie(request: Request, token: str) -> HttpResponse:
    """自分の種にする, by whoever holds the receipt and has signed in."""
    seed = queries.by_token(token)
    if seed is None:
        raise Http404
    actions.tie(seed, by=request.actor, at=request.at)
    messages.success(request, _("あなたの種になりました。これからの話し合いに、ご自身で加われます。"))
    return redirect("seeds:receipt", token=token)


@open_to("signed in")
@require_POST
def untie(request: Request, ref: str) -> HttpResponse:
    """結びつきを外す."""
    it = visible(request, ref)
    actions.untie(it, by=request.actor, at=request.at)
    messages.success(request, _("結びつきを外しました。これからは、受付控えのページでお読みください。"))
    return redirect("people:profile")


@open_to("everyone")
def seed(request: Request, ref: str) -> HttpResponse:
    """One seed: what was sent, what was answered, who owes what."""
    it = visible(request, ref)
    moves = {m.name: m for m in WORKFLOW.open_to(request.actor, it, at=request.at)}
    looks = bool(looks_after.check(request.actor, it, at=request.at))
    due = queries.due_of(it)
    left = business_days_left(local_day(request.at), due) if due else None
    alike = queries.alike(it) if "merge" in moves else []
    tied = LinkHolder(it.subject).subject in refs_of(request.actor, request.at)
    context: dict[str, Any] = {"seed": it, "moves": moves, "looks": looks, "due": due, "left": left, "alike": alike}
    scans = readable_about([it.subject], request.actor, request.at) if looks else []
    return page(request, "seeds/seed.html", tied=tied, scans=scans, **context)


@open_to("signed in")
def answer(request: Request, ref: str) -> HttpResponse:
    """お返事する."""
    form = forms.AnswerForm(request.POST or None)
    return act(request, visible(request, ref), form, actions.answer, _("お返事する"))


@open_to("officers")
def route(request: Request, ref: str) -> HttpResponse:
    """つなぐ."""
    return act(request, kept(request, ref), forms.RouteForm(request.POST or None), actions.route, _("つなぐ"))


@open_to("officers")
def close(request: Request, ref: str) -> HttpResponse:
    """見送る."""
    return act(request, kept(request, ref), forms.CloseForm(request.POST or None), actions.close, _("見送る"))


@open_to("officers")
def readdress(request: Request, ref: str) -> HttpResponse:
    """担当の課を替える."""
    form = forms.ReaddressForm(request.POST or None, at=request.at)
    return act(request, kept(request, ref), form, actions.readdress, _("担当の課を替える"))


@open_to("officers")
def cover(request: Request, ref: str) -> HttpResponse:
    """名前などを伏せる: what was written beside what others read; the original stays with the city."""
    it = kept(request, ref)
    form = forms.CoverForm(request.POST or None)
    if attempt(form, actions.cover, it, by=request.actor, at=request.at):
        messages.success(request, _("伏せました。種のページと検索では、伏せた言葉は読めません。"))
        return redirect("seeds:cover", ref=it.ref)
    return page(request, "seeds/cover.html", seed=it, form=form, covering=queries.covering(it))


@open_to("officers")
def uncover(request: Request, ref: str) -> HttpResponse:
    """伏せた部分を戻す."""
    mask = get_object_or_404(Mask.objects.select_related("seed__case", "seed__section"), ref=ref)
    looks_after.require(request.actor, mask.seed, at=request.at)
    form = forms.ReasonForm(request.POST or None)
    if attempt(form, actions.uncover, mask, by=request.actor, at=request.at):
        return redirect("seeds:cover", ref=mask.seed.ref)
    return page(request, "seeds/act.html", seed=mask.seed, form=form, title=_("伏せた部分を戻す"))


@open_to("officers")
def merge(request: Request, ref: str) -> HttpResponse:
    """まとめる: into a seed that looks alike, or one that is looked for."""
    it = kept(request, ref)
    finder = Finder(request.actor, request.at, (it.case._meta.label_lower,))
    form = forms.MergeForm(request.POST or None, candidates=queries.alike(it), finder=finder)
    return act(request, it, form, actions.merge, _("ほかの種にまとめる"))


@open_to("officers")
def unmerge(request: Request, ref: str) -> HttpResponse:
    """まとめを取り消す."""
    form = forms.ReasonForm(request.POST or None)
    return act(request, kept(request, ref), form, actions.unmerge, _("まとめを取り消す"))


@open_to("signed in")
@require_POST
def object_to(request: Request, ref: str) -> HttpResponse:
    """もう一度見てほしい."""
    it = visible(request, ref)
    actions.object_to(it, by=request.actor, at=request.at)
    return redirect(it)
