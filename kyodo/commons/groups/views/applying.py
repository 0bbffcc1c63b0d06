"""Applying and keeping one's entries: begin, fill in part by part, answer the conditions, send."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.commons.groups import actions, queries
from kyodo.commons.groups import policies as may
from kyodo.commons.groups.forms.acts import AttachForm, BeginForm, ConditionsForm, ReasonForm
from kyodo.commons.groups.forms.entries import PART_FORMS, PublicationForm, entries_of
from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import APPLYING, Part
from kyodo.commons.groups.terms import NO_CHANGE, SWITCHES
from kyodo.commons.groups.workflow import WORKFLOW
from kyodo.kernel.access import Request, open_to
from kyodo.ui.flow import attempt, page
from kyodo.ui.parts import Task, TaskStatus

from . import the_group


def next_page(group: Group) -> str:
    """Where one goes on after an entry: to the task list while applying, else to the group's page."""
    return reverse("groups:application", args=[group.ref]) if group.state in APPLYING else group.get_absolute_url()


def tasks(group: Group, unfinished: set[str]) -> list[Task]:
    """What is to be filled in, in any order: unfinished is where something blocks the way."""
    pages = [(part.label, reverse("groups:edit", args=[group.ref, part.value])) for part in Part]
    pages += [
        (_("代表と仲間"), reverse("groups:people", args=[group.ref])),
        (_("公開の設定"), reverse("groups:publication", args=[group.ref])),
        (_("登録の要件"), reverse("groups:conditions", args=[group.ref])),
    ]
    return [Task(name, TaskStatus.EMPTY if url in unfinished else TaskStatus.DONE, url) for name, url in pages]


@open_to("signed in")
def new(request: Request) -> HttpResponse:
    """申請を始める: a draft with a name."""
    form = BeginForm(request.POST or None)
    if group := attempt(form, actions.begin_application, by=request.actor, at=request.at):
        return redirect("groups:application", group.ref)
    return page(request, "groups/new.html", form=form)


@open_to("signed in")
def application(request: Request, ref: str) -> HttpResponse:
    """申請の進みぐあい: the tasks in any order, what is missing, who may be the same group."""
    group = the_group(request, ref)
    may.applies.require(request.actor, group, at=request.at)
    blocks = WORKFLOW.blocks("submit", group, at=request.at)
    context: dict[str, Any] = {
        "group": group,
        "tasks": tasks(group, {block.mend for block in blocks}),
        "blocks": blocks,
        "alike": queries.alike_of(group, seen_by=request.actor, at=request.at),
        "can_submit": WORKFLOW.verdict("submit", request.actor, group, at=request.at),
    }
    return page(request, "groups/application.html", **context)


@open_to("signed in")
def edit(request: Request, ref: str, part: str) -> HttpResponse:
    """One part of the entries."""
    if part not in PART_FORMS:
        raise Http404
    group = the_group(request, ref)
    may.edits.require(request.actor, group, at=request.at)
    unfinished = group.state in APPLYING
    form = PART_FORMS[part](request.POST or None, unfinished=unfinished, initial=entries_of(group, part))
    if attempt(form, actions.revise, group, part=part, by=request.actor, at=request.at):
        return redirect(next_page(group))
    return page(request, "groups/edit.html", form=form, group=group, title=Part(part).label, back=next_page(group))


@open_to("signed in")
def publication(request: Request, ref: str) -> HttpResponse:
    """公開の設定: which entries everybody may see."""
    group = the_group(request, ref)
    may.edits.require(request.actor, group, at=request.at)
    opened = [entry for entry in SWITCHES if group.is_open(entry)]
    form = PublicationForm(request.POST or None, initial={"open_entries": opened})
    if attempt(form, actions.set_publication, group, by=request.actor, at=request.at):
        return redirect(next_page(group))
    return page(request, "groups/publication.html", form=form, group=group, back=next_page(group))


@open_to("signed in")
def attach(request: Request, ref: str) -> HttpResponse:
    """書類を付ける."""
    group = the_group(request, ref)
    may.edits.require(request.actor, group, at=request.at)
    form = AttachForm(request.POST or None, request.FILES or None)
    if attempt(form, actions.attach, group, by=request.actor, at=request.at):
        messages.success(request, _("書類を付けました。"))
        return redirect(group)
    return page(request, "groups/attach.html", form=form, group=group, back=next_page(group))


@open_to("signed in")
def conditions(request: Request, ref: str) -> HttpResponse:
    """登録の要件: answered as they are shown."""
    group = the_group(request, ref)
    may.edits.require(request.actor, group, at=request.at)
    statements = queries.conditions()
    held = {answer.statement for answer in group.answers.all() if answer.holds}
    initial = {"holding": [str(n) for n, statement in enumerate(statements) if statement in held]}
    form = ConditionsForm(request.POST or None, statements=statements, initial=initial)
    if attempt(form, actions.answer_conditions, group, by=request.actor, at=request.at):
        return redirect(next_page(group))
    return page(request, "groups/conditions.html", form=form, group=group, back=next_page(group))


@open_to("signed in")
@require_POST
def affirm(request: Request, ref: str) -> HttpResponse:
    """変わりなし, in one press."""
    group = actions.affirm(the_group(request, ref), by=request.actor, at=request.at)
    messages.success(request, _("団体の情報に変わりがないことを、今日の日付で記録しました。"))
    return redirect(group)


@open_to("signed in")
def move(request: Request, ref: str, name: str) -> HttpResponse:
    """Any move of the table: what it is, its words, and the button."""
    group = the_group(request, ref)
    row = WORKFLOW.move(name)
    row.who.require(request.actor, group, at=request.at)
    form = ReasonForm(request.POST or None, needed=row.reason_needed)
    if attempt(form, actions.move, name, group, by=request.actor, at=request.at):
        return redirect(group)
    blocks = WORKFLOW.blocks(name, group, at=request.at)
    context: dict[str, Any] = {
        "group": group,
        "move": row,
        "blocks": blocks,
        "said": NO_CHANGE if name == "renew" else "",
    }
    return page(request, "groups/move.html", form=form, **context)
