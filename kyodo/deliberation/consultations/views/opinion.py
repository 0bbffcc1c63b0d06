"""Sending an opinion, its receipt, the question afterwards; typing in paper, and the paper itself."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.consultations import actions, forms, queries
from kyodo.deliberation.consultations.models import Consultation
from kyodo.deliberation.consultations.states import Phase
from kyodo.kernel.access import LinkHolder, Request, open_to
from kyodo.kernel.calendar import era_date
from kyodo.offices.city.policies import is_officer
from kyodo.offices.city.queries import local_day
from kyodo.offices.papers.actions import blank as printed
from kyodo.ui.flow import attempt, page

from .finding import sent_by, visible


def not_open(it: Consultation, today: date) -> str:
    """Why nothing can be sent now, to whoever came by an old link or the code on a paper."""
    if it.opens_on and today < it.opens_on:
        return _("意見の募集は、%(day)sから始まります。") % {"day": era_date(it.opens_on)}
    if it.closes_on and today > it.closes_on:
        return _("意見の募集は、%(day)sで終わりました。") % {"day": era_date(it.closes_on)}
    return _("この案件は、いま意見を募集していません。")


@open_to("everyone")
def submit(request: Request, ref: str) -> HttpResponse:
    """意見を出す, with or without an account. A form opened in time is taken even when it arrives late."""
    it = visible(request, ref)
    if request.method != "POST" and it.phase(local_day(request.at)) != Phase.OPEN:
        messages.warning(request, not_open(it, local_day(request.at)))
        return redirect(it)
    form = forms.OpinionForm(request.POST or None, request.FILES or None, it=it, actor=request.actor)
    if made := attempt(form, actions.submit, it, by=request.actor, at=request.at):
        return redirect("consultations:receipt", token=actions.receipt_token(made))
    return page(request, "consultations/submit.html", it=it, form=form)


@open_to("officers")
def paper(request: Request, ref: str) -> HttpResponse:
    """届いた意見を入力する: saved with one key, and the next empty form is there at once."""
    it = visible(request, ref)
    is_officer.require(request.actor, it, at=request.at)
    first = forms.PaperForm.kept_over(request.GET)
    form = forms.PaperForm(request.POST or None, request.FILES or None, initial=first)
    if made := attempt(form, actions.enter, it, by=request.actor, at=request.at):
        again = urlencode({**form.for_the_next(), "done": made.ref})
        return redirect(f"{reverse('consultations:paper', args=[it.ref])}?{again}")
    done = it.submissions.filter(ref=request.GET.get("done", ""), entered_by__ref=request.actor.ref).first()
    link = reverse("consultations:receipt", args=[actions.receipt_token(done)]) if done else ""
    return page(request, "consultations/paper.html", it=it, form=form, done=done, link=link)


@open_to("everyone")
def blank(request: Request, ref: str) -> HttpResponse:
    """用紙: the form on paper, with a code that leads to the page."""
    it = visible(request, ref)
    lead = f"{_('締切')}　{era_date(it.closes_on)}" if it.closes_on else ""
    path = reverse("consultations:submit", args=[it.ref])
    made = printed(forms.OpinionForm(it=it), title=it.title, path=path, at=request.at, lead=lead, to=it.send_to)
    return HttpResponse(made, content_type="application/pdf")


@open_to("link holders")
def receipt(request: Request, token: str) -> HttpResponse:
    """受付控え: what arrived, what of it is covered, and the city's answer to it."""
    one = sent_by(token)
    seen = queries.receipt_of(one, by=LinkHolder(one.subject), at=request.at)
    form = forms.RespondForm() if seen.may_answer else None
    return page(request, "consultations/receipt.html", seen=seen, it=one.consultation, token=token, form=form)


@open_to("link holders")
@require_POST
def respond(request: Request, token: str) -> HttpResponse:
    """お答えになっていましたか."""
    one = sent_by(token)
    form = forms.RespondForm(request.POST)
    if attempt(form, actions.respond, one, by=LinkHolder(one.subject), at=request.at):
        return redirect("consultations:receipt", token=token)
    seen = queries.receipt_of(one, by=LinkHolder(one.subject), at=request.at)
    return page(request, "consultations/receipt.html", seen=seen, it=one.consultation, token=token, form=form)
