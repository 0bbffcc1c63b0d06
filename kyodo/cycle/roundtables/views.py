"""Pages of the partner table."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.policies import is_party
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page

from . import actions, forms, queries
from .models import Homework, OpenPoint, Sitting, Table
from .workflow import TABLES, WORKFLOW


def the_table(request: Request, ref: str) -> Table:
    """The table, if its case is visible to this person."""
    return get_object_or_404(queries.visible_tables(request.actor, at=request.at), ref=ref)


def the_sitting(request: Request, ref: str, *, seated: bool = False) -> Sitting:
    """The sitting, if its case is visible; with `seated`, for those at the table only."""
    found = get_object_or_404(
        Sitting.objects.visible_to(request.actor, at=request.at).select_related("table__case"), ref=ref
    )
    if seated:
        is_party.require(request.actor, found, at=request.at)
    return found


@open_to("signed in")
def call(request: Request, ref: str) -> HttpResponse:
    """パートナーテーブルを呼びかける."""
    case = get_object_or_404(Collaboration.objects.visible_to(request.actor, at=request.at), ref=ref)
    form = forms.CallForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    if table := attempt(form, actions.call, case, by=request.actor, at=request.at):
        return redirect(table)
    return page(
        request, "roundtables/act.html", form=form, case=case, back=case, title=_("パートナーテーブルを呼びかける")
    )


@open_to("everyone")
def table(request: Request, ref: str) -> HttpResponse:
    """One table: its sittings, who sits there, its outcome."""
    it = the_table(request, ref)
    context: dict[str, Any] = {
        "table": it,
        "case": it.case,
        "sittings": list(it.sittings.all()),
        "parties": [p for p in it.case.parties.all() if p.until is None],
        "seated": it.case.side_of(request.actor, request.at) is not None,
        "moves": {m.name for m in TABLES.open_to(request.actor, it, at=request.at)},
        "blocks": TABLES.blocks("conclude", it, at=request.at),
    }
    return page(request, "roundtables/table.html", **context)


@open_to("signed in")
def chair(request: Request, ref: str) -> HttpResponse:
    """中立の進行役を招く."""
    it = the_table(request, ref)
    form = forms.ChairForm(request.POST or None, at=request.at)
    if attempt(form, actions.invite_chair, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "roundtables/act.html", form=form, case=it.case, back=it, title=_("進行役を招く"))


@open_to("signed in")
def plan(request: Request, ref: str) -> HttpResponse:
    """次の回を予定する."""
    it = the_table(request, ref)
    form = forms.PlanForm(request.POST or None)
    if sitting := attempt(form, actions.plan, it, by=request.actor, at=request.at):
        return redirect(sitting)
    return page(request, "roundtables/act.html", form=form, case=it.case, back=it, title=_("次の回を予定する"))


@open_to("signed in")
def conclude(request: Request, ref: str) -> HttpResponse:
    """結果をまとめる."""
    it = the_table(request, ref)
    form = forms.ConcludeForm(request.POST or None)
    if attempt(form, actions.conclude, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "roundtables/act.html", form=form, case=it.case, back=it, title=_("結果をまとめる"))


@open_to("everyone")
def sitting(request: Request, ref: str) -> HttpResponse:
    """One sitting: the whole record for those at the table, the summary for everybody."""
    it = the_sitting(request, ref)
    side = it.case.side_of(request.actor, request.at)
    confirmed = it.confirmed_by()
    context: dict[str, Any] = {
        "sitting": it,
        "case": it.case,
        "side": side,
        "reads": it.reads_record(request.actor, request.at),
        "carried": queries.carried_over(it),
        "homework": queries.homework_for(it),
        "promises": queries.promises_of(it, request.actor, at=request.at),
        "confirmed": confirmed,
        "moves": {m.name for m in WORKFLOW.open_to(request.actor, it, at=request.at)},
        "confirm_form": forms.ConfirmForm(initial={"digest": it.digest()}),
    }
    return page(request, "roundtables/sitting.html", **context)


@open_to("signed in")
@require_POST
def hold(request: Request, ref: str) -> HttpResponse:
    """記録を始める."""
    actions.hold(the_sitting(request, ref, seated=True), by=request.actor, at=request.at)
    return redirect("roundtables:record", ref=ref)


@open_to("signed in")
def cancel(request: Request, ref: str) -> HttpResponse:
    """回を中止する."""
    it = the_sitting(request, ref)
    form = forms.ReasonForm(request.POST or None)
    if attempt(form, actions.cancel, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "roundtables/act.html", form=form, case=it.case, back=it, title=_("この回を中止する"))


@open_to("signed in")
def write(request: Request, ref: str) -> HttpResponse:
    """記録を書く."""
    it = the_sitting(request, ref, seated=True)
    form = forms.RecordForm(request.POST or None, sitting=it, initial=forms.RecordForm.initial_of(it))
    if attempt(form, actions.write_up, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "roundtables/act.html", form=form, case=it.case, back=it, title=_("記録を書く"))


@open_to("signed in")
def promises(request: Request, ref: str) -> HttpResponse:
    """約束の点検: one's own side, before seeing the other's."""
    it = the_sitting(request, ref, seated=True)
    form = forms.PromiseForm(request.POST or None, principles=queries.principles_of(it.case))
    if attempt(form, actions.check_promises, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "roundtables/act.html", form=form, case=it.case, back=it, title=_("約束の点検"))


@open_to("signed in")
@require_POST
def confirm(request: Request, ref: str) -> HttpResponse:
    """記録を確認する."""
    it = the_sitting(request, ref, seated=True)
    form = forms.ConfirmForm(request.POST)
    if attempt(form, actions.confirm, it, by=request.actor, at=request.at):
        return redirect(it)
    return page(request, "roundtables/act.html", form=form, case=it.case, back=it, title=_("記録を確認する"))


@open_to("signed in")
def settle(request: Request, ref: str, point: str) -> HttpResponse:
    """合意していなかった点の決着をつける."""
    it = the_sitting(request, ref, seated=True)
    open_point = get_object_or_404(OpenPoint, ref=point, sitting__table__case=it.case)
    form = forms.SettleForm(request.POST or None)
    if attempt(form, actions.settle_point, open_point, in_sitting=it, by=request.actor, at=request.at):
        return redirect(it)
    return page(
        request, "roundtables/act.html", form=form, case=it.case, back=it, title=_("決着をつける"), lead=open_point.text
    )


@open_to("signed in")
def done(request: Request, ref: str) -> HttpResponse:
    """宿題が済んだ."""
    visible = Sitting.objects.visible_to(request.actor, at=request.at)
    work = get_object_or_404(
        Homework.objects.select_related("sitting__table__case").filter(sitting__in=visible), ref=ref
    )
    form = forms.DoneForm(request.POST or None)
    if attempt(form, actions.finish_homework, work, by=request.actor, at=request.at):
        return redirect(work.sitting)
    return page(
        request,
        "roundtables/act.html",
        form=form,
        case=work.case,
        back=work.sitting,
        title=_("宿題を済ませる"),
        lead=work.text,
    )
