"""評価する: open, save, and file; with the second sheet both sides are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.states import Way
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.queries import lead_of
from kyodo.cycle.collaborations.states import Stage
from kyodo.cycle.evaluations import queries, terms
from kyodo.cycle.evaluations.models import Evaluation, Item, Score, Sheet
from kyodo.cycle.evaluations.policies import may_file, may_open
from kyodo.cycle.evaluations.states import Phase, Source, State
from kyodo.cycle.evaluations.workflow import WORKFLOW
from kyodo.cycle.screening.queries import conditions_of
from kyodo.kernel.access import BOTH_SIDES, Actor, Office, Side
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.text import new_token
from kyodo.offices.city.models import Principle
from kyodo.offices.city.queries import number
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person

ASKED = (Principle.Kind.RULE, Principle.Kind.MANNER, Principle.Kind.PROMISE, Principle.Kind.PRINCIPLE)


def open_evaluation(case: Collaboration, *, by: Actor, at: datetime, key: str = "") -> Evaluation:
    """評価を始める: with items made from this case's own goals, roles and principles, and from the city's bank."""
    may_open.require(by, case, at=at)
    if case.stage != Stage.EVALUATING:
        raise IllegalMove(_("実績の報告が済むと、評価を始められます。"))
    if hasattr(case, "evaluation"):
        raise IllegalMove(_("この案件の評価はもう始まっています。"))
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):  # items are kept in the city's words
        evaluation = Evaluation(case=case, opened_at=at, voice_token=new_token())
        WORKFLOW.begin(evaluation, by=by, at=at, key=key)
        items = [Item(evaluation=evaluation, **made) for made in _items(case)]
        for order, item in enumerate(sorted(items, key=lambda i: list(Phase).index(Phase(i.phase))), 1):
            item.order = order
        Item.objects.bulk_create(items)
    return evaluation


def _items(case: Collaboration) -> Iterator[dict[str, Any]]:
    agreement = case.agreement
    for principle in Principle.objects.filter(set=case.principle_set, kind__in=ASKED):
        text = str(_("「%(name)s」を大切にできた") % {"name": principle.name})
        yield {"phase": Phase.COURSE, "source": Source.PRINCIPLE, "source_ref": principle.subject, "text": text}
    for role in agreement.roles.in_force():
        text = str(_("役割「%(task)s」が決めたとおりに果たされた") % {"task": role.task})
        yield {"phase": Phase.COURSE, "source": Source.ROLE, "source_ref": role.subject, "text": text}
    for ref, condition in _conditions(case):
        text = str(_("条件「%(words)s」が果たされた") % {"words": Truncator(condition).chars(200)})
        yield {"phase": Phase.COURSE, "source": Source.CONDITION, "source_ref": ref, "text": text}
    for goal in agreement.goals.in_force():
        text = str(_("目標「%(what)s」を達した") % {"what": goal.what})
        yield {"phase": Phase.RESULT, "source": Source.GOAL, "source_ref": goal.subject, "text": text}
    for code, phase, words in queries.bank():
        yield {"phase": phase, "source": Source.BANK, "source_ref": code, "text": str(words)}


def _conditions(case: Collaboration) -> Iterator[tuple[str, str]]:
    """What was laid down beside goals and roles: with the adoption, and what an earlier evaluation left, taken over as it is."""
    yield from ((condition.subject, condition.text) for condition in conditions_of(case))
    revision = case.agreement.revisions.last()
    for row in revision.text.conditions if revision else ():
        if row.way in (Way.CONDITION, Way.CLAUSE):
            yield row.source, row.improvement


def open_due(at: datetime) -> int:
    """A job of the worker: begin the evaluation of every case that has reported its work."""
    waiting = Collaboration.objects.filter(stage=Stage.EVALUATING, evaluation=None)
    for case in waiting:
        open_evaluation(case, by=Office(), at=at)
    return len(waiting)


@dataclass(frozen=True)
class Mark:
    """One line of a sheet."""

    score: int
    reason: str = ""


def save(evaluation: Evaluation, *, marks: Mapping[str, Mark], words: str = "", by: Person, at: datetime) -> Sheet:
    """Keep a half-written sheet of one's own side. Nobody of the other side can read it."""
    with transaction.atomic():
        locked = Evaluation.lock(evaluation.pk)
        side = _side(locked, by, at)
        sheet, _made = Sheet.objects.get_or_create(
            evaluation=locked, side=side, defaults={"saved_by": by.subject, "saved_at": at}
        )
        if sheet.filed_at:
            raise IllegalMove(_("あなたの側の評価はもう出ています。最初の点は変えられません。"))
        sheet.saved_by, sheet.saved_at, sheet.words = by.subject, at, words
        sheet.save()
        items = {item.ref: item for item in locked.items.all()}
        sheet.scores.all().delete()
        Score.objects.bulk_create(
            Score(sheet=sheet, item=items[ref], score=mark.score, reason=mark.reason)
            for ref, mark in marks.items()
            if ref in items
        )
        # Who saved is told, never what: the journal is read by both sides.
        record("save_sheet", locked, by=by, at=at, detail={"side": side})
    return sheet


def file(
    evaluation: Evaluation, *, marks: Mapping[str, Mark], words: str = "", by: Person, at: datetime, key: str = ""
) -> Evaluation:
    """評価を出す: complete, with reasons for low scores. With the second side's sheet both are shown."""
    with transaction.atomic():
        sheet = save(evaluation, marks=marks, words=words, by=by, at=at)
        _require_complete(evaluation, marks)
        sheet.filed_by, sheet.filed_at = by.subject, at
        sheet.save(update_fields=["filed_by", "filed_at"])
        WORKFLOW.perform("file", evaluation, by=by, at=at, detail={"side": sheet.side}, key=key)
        lead = lead_of(evaluation.case, sheet.side)
        if lead:
            desk.settle(evaluation, by=by, at=at, kind=desk.NEXT, holder=lead.holder)
        if queries.filed_sides(evaluation) >= set(BOTH_SIDES):
            Evaluation.objects.filter(pk=evaluation.pk).update(revealed_at=at)
            WORKFLOW.perform("reveal", evaluation, by=by, at=at)
    return evaluation


def _require_complete(evaluation: Evaluation, marks: Mapping[str, Mark]) -> None:
    low = number(terms.LOW)
    for item in evaluation.items.all():
        mark = marks.get(item.ref)
        if mark is None:
            raise Refused(_("「%(item)s」の点を選んでください。") % {"item": item}, field=f"score_{item.ref}")
        if mark.score <= low and not mark.reason.strip():
            raise Refused(
                _("「%(item)s」は低い点なので、理由を書いてください。") % {"item": item}, field=f"reason_{item.ref}"
            )


def _side(evaluation: Evaluation, by: Actor, at: datetime) -> Side:
    may_file.require(by, evaluation, at=at)
    if evaluation.state != State.FILING:
        raise IllegalMove(_("評価はもう出そろっています。"))
    side = evaluation.case.side_of(by, at)
    if side not in BOTH_SIDES:
        raise Refused(_("評価は、市民と行政がそれぞれ行います。"))
    return side
