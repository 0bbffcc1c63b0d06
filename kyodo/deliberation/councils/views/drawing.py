"""Pages of drawing by lot: what is drawn from which list, the letters, answering one, who would sit."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.councils.actions import drawing as actions
from kyodo.deliberation.councils.forms.drawing import CodeForm, LotsForm, PrepareForm, ReplyForm
from kyodo.deliberation.councils.models import Draw, Invitee
from kyodo.deliberation.councils.policies import bodies as may
from kyodo.deliberation.councils.queries import candidates, sortition
from kyodo.deliberation.councils.queries.sortition import Listed
from kyodo.kernel.access import LinkHolder, Request, open_to
from kyodo.kernel.text import csv_safe
from kyodo.offices.city.queries import local_day
from kyodo.ui.flow import attempt, page

from .bodies import the_body

ACT = "councils/bodies/act.html"


def the_draw(ref: str) -> Draw:
    """The draw of an address; how one draws is public."""
    return get_object_or_404(Draw.objects.select_related("body__section"), ref=ref)


@open_to("officers")
def prepare(request: Request, ref: str) -> HttpResponse:
    """抽出を準備する."""
    body = the_body(request, ref)
    may.keeps.require(request.actor, body, at=request.at)
    form = PrepareForm(request.POST or None, request.FILES or None)
    if it := attempt(form, actions.prepare_draw, body, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, ACT, form=form, body=body, act=_("無作為抽出を準備する"), submit=_("準備して公開する"))


@open_to("everyone")
def draw(request: Request, ref: str) -> HttpResponse:
    """無作為抽出: from which list, by which seed, and how each group answered."""
    it = the_draw(ref)
    may_keep = bool(may.keeps.check(request.actor, it, at=request.at))
    return page(request, "councils/draws/draw.html", draw=it, rates=sortition.rates(it), may_keep=may_keep)


@open_to("officers")
def lots(request: Request, ref: str) -> HttpResponse:
    """抽出する: the answer is the list for the letters, with a code for each."""
    it = the_draw(ref)
    may.keeps.require(request.actor, it, at=request.at)
    form = LotsForm(request.POST or None, request.FILES or None, initial={"seed": it.seed})
    if found := attempt(form, actions.draw_lots, it, by=request.actor, at=request.at):
        return letters(it, found)
    lead = _(
        "公開した名簿と種で抽出し、お手紙に書く符号の一覧を受け取ります。同じ名簿と種なら、何度でも同じ一覧になります。"
    )
    return page(
        request, ACT, form=form, body=it.body, act=_("抽出する"), submit=_("抽出して一覧を受け取る"), back=it, lead=lead
    )


def letters(it: Draw, found: list[tuple[Listed, str]]) -> HttpResponse:
    """The numbers drawn, each with the code that goes into the letter; kept nowhere."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers={"Cache-Control": "no-store"})
    answer["Content-Disposition"] = f'attachment; filename="draw-{it.ref}.csv"'
    writer = csv.writer(answer)
    writer.writerow(("番号", "区分", "招待の符号"))
    for row, code in found:
        writer.writerow((csv_safe(row.number), csv_safe(row.group), "-".join(code[n : n + 4] for n in range(0, 16, 4))))
    return answer


@open_to("everyone")
def invited(request: Request) -> HttpResponse:
    """招待状を受け取った方へ: the code of the letter opens the answer."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if sortition.by_code(form.cleaned_data["code"]):
            return redirect("councils:invitation", token=form.cleaned_data["code"].replace(" ", ""))
        form.add_error("code", _("この符号の招待は見つかりません。お手紙と見比べてください。"))
    return page(request, "councils/draws/invited.html", form=form)


@open_to("everyone")
def invitation(request: Request, token: str) -> HttpResponse:
    """招待に返事をする, until the last day; without an account."""
    it = sortition.by_code(token)
    if it is None:
        raise Http404
    first: dict[str, Any] = {name: getattr(it, name) for name in ("reply", "name", "contact", "wishes")}
    form = ReplyForm(request.POST or None, draw=it.draw, initial=first)
    if attempt(form, actions.answer_invitation, it, by=LinkHolder(it.subject), at=request.at):
        messages.success(request, _("お返事を受け取りました。ありがとうございます。"))
        return redirect("councils:invitation", token=token)
    open_now = local_day(request.at) <= it.draw.reply_by
    return page(request, "councils/draws/invitation.html", form=form, invitation=it, open=open_now)


@open_to("officers")
def register(request: Request, ref: str) -> HttpResponse:
    """人材の名簿: who said yes and what they would like, first by lot and then in reserve, for the section."""
    it = the_draw(ref)
    may.keeps.require(request.actor, it, at=request.at)
    day = local_day(request.at)
    terms = candidates.terms_to_fill(it.body, day)
    return page(request, "councils/draws/register.html", draw=it, places=sortition.places(it, day), terms=terms)


@open_to("officers")
@require_POST
def step_back(request: Request, ref: str) -> HttpResponse:
    """辞退を記録する."""
    it = get_object_or_404(Invitee.objects.select_related("draw__body__section"), ref=ref)
    actions.step_back(it, by=request.actor, at=request.at)
    messages.success(request, _("辞退を記録しました。氏名と連絡先は消えました。"))
    return redirect("councils:register", it.draw.ref)
