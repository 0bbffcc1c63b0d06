"""Drawing up a plan: pillars, measures, milestones, targets, what each recommendation became; and deciding it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.letters import in_charge
from kyodo.deliberation.recommendations.models import (
    Heir,
    Measure,
    Milestone,
    Pillar,
    Plan,
    Recommendation,
    Target,
)
from kyodo.deliberation.recommendations.policies import may_keep
from kyodo.deliberation.recommendations.states import HeirKind, MilestoneState, PlanState
from kyodo.deliberation.recommendations.workflow import MILESTONES, PLANS, TO_REACH
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.workflow import ledger
from kyodo.offices.city.queries import local_day
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record


def draft_plan(*, by: Actor, at: datetime, key: str = "", **said: Any) -> Plan:
    """計画づくりを始める: title, years, what it follows, who judges it."""
    may_keep.require(by, None, at=at)
    _years_are_in_order(said["first_year"], said["last_year"])
    return PLANS.begin(Plan(entered_at=at, **said), by=by, at=at, key=key)


def describe(plan: Plan, *, by: Actor, at: datetime, **said: Any) -> Plan:
    """計画の内容を直す, while it is drawn up: its words, its years, who decided it and when."""
    may_keep.require(by, plan, at=at)
    with transaction.atomic():
        locked = _in_drafting(plan)
        for name, value in said.items():
            setattr(locked, name, value)
        _years_are_in_order(locked.first_year, locked.last_year)
        locked.save(update_fields=list(said))
        record("describe", locked, by=by, at=at, detail={"fields": sorted(said)})
    plan.refresh_from_db()
    return plan


def _years_are_in_order(first: int, last: int) -> None:
    if last < first:
        raise Refused(_("終わりの年度は、始まりの年度より後にしてください。"), field="last_year")


def _in_drafting(plan: Plan) -> Plan:
    locked: Plan = Plan.lock(plan.pk)
    if locked.state != PlanState.DRAFTING:
        raise IllegalMove(_("決定した計画の柱や取組は変えられません。次の計画で直してください。"))
    return locked


def add_pillar(plan: Plan, *, title: str, by: Actor, at: datetime, key: str = "") -> Pillar:
    """柱を加える."""
    may_keep.require(by, plan, at=at)
    with transaction.atomic():
        locked = _in_drafting(plan)
        pillar = Pillar(plan=locked, number=locked.pillars.count() + 1, title=title)
        record("add_pillar", pillar, by=by, at=at, key=key)
        pillar.save(force_insert=True)
    return pillar


def add_measure(pillar: Pillar, *, by: Actor, at: datetime, key: str = "", **said: Any) -> Measure:
    """取組を加える; without a number it takes the next of the plan."""
    may_keep.require(by, pillar.plan, at=at)
    with transaction.atomic():
        plan = _in_drafting(pillar.plan)
        last = plan.measures.order_by("-number").values_list("number", flat=True).first() or 0
        measure = Measure(plan=plan, pillar=pillar, **{**said, "number": said.get("number") or last + 1})
        record("add_measure", measure, by=by, at=at, key=key)
        try:
            with transaction.atomic():
                measure.save(force_insert=True)
        except IntegrityError:
            raise Refused(_("%(n)s番の取組は、すでにあります。") % {"n": measure.number}, field="number") from None
    return measure


def change_measure(measure: Measure, *, by: Actor, at: datetime, **said: Any) -> Measure:
    """取組を直す: its words while the plan is drawn up; afterwards only the section that carries it."""
    may_keep.require(by, measure, at=at)
    with transaction.atomic():
        if set(said) != {"section"}:
            _in_drafting(measure.plan)
        locked = Measure.lock(measure.pk)
        before = in_charge(locked)
        for name, value in said.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(said))
        for milestone in locked.milestones.filter(state=MilestoneState.PLANNED):
            desk.pass_on(milestone, holder=before, to=in_charge(locked))
        record("change_measure", locked, by=by, at=at, detail={"fields": sorted(said)})
    measure.refresh_from_db()
    return measure


def add_milestone(measure: Measure, *, title: str, due: date, by: Actor, at: datetime, key: str = "") -> Milestone:
    """マイルストーンを置く: one day within the years of the plan. While the plan is in force its owner owes the result."""
    may_keep.require(by, measure, at=at)
    with transaction.atomic():
        plan: Plan = Plan.lock(measure.plan_id)
        if plan.state == PlanState.SUPERSEDED:
            raise IllegalMove(_("この計画は、次の計画に移っています。"))
        milestone = Milestone(measure=measure, title=title, due=due)
        if milestone.year not in plan.years:
            raise Refused(_("期日は、計画の年度の中の日にしてください。"), field="due")
        MILESTONES.begin(milestone, by=by, at=at, key=key)
        if plan.state == PlanState.IN_FORCE:
            ledger().owe(TO_REACH, milestone, at=at)
    return milestone


def set_targets(measure: Measure, *, targets: Mapping[int, Decimal], by: Actor, at: datetime) -> Measure:
    """目標値を決める, one a fiscal year of the plan; while it is drawn up."""
    may_keep.require(by, measure, at=at)
    with transaction.atomic():
        plan = _in_drafting(measure.plan)
        if strange := sorted(set(targets) - set(plan.years)):
            raise Refused(_("%(year)s年度は、計画の年度ではありません。") % {"year": strange[0]}, field="targets")
        measure.targets.all().delete()
        Target.objects.bulk_create(Target(measure=measure, year=year, wanted=value) for year, value in targets.items())
        record("set_targets", measure, by=by, at=at, detail={"targets": {str(y): v for y, v in targets.items()}})
    return measure


def adopt(plan: Plan, *, by: Actor, at: datetime) -> Plan:
    """計画を決定する: from now on its milestones are owed, and the plan it follows gives way to it."""
    with transaction.atomic():
        PLANS.perform("adopt", plan, by=by, at=at, detail={"decided_by": plan.decided_by, "on": plan.adopted_on})
        for milestone in _milestones(plan):
            ledger().owe(TO_REACH, milestone, at=at)
        if plan.earlier and plan.earlier.state == PlanState.IN_FORCE:
            supersede(plan.earlier, by=by, at=at)
    return plan


def supersede(plan: Plan, *, by: Actor, at: datetime) -> Plan:
    """次の計画に移す: nothing of it is owed any more; what it did stays to be read."""
    with transaction.atomic():
        PLANS.perform("supersede", plan, by=by, at=at)
        for milestone in _milestones(plan):
            desk.settle(milestone, by=by, at=at, kind=desk.NEXT)
    return plan


def _milestones(plan: Plan) -> Iterable[Milestone]:
    rows = Milestone.objects.filter(measure__plan=plan, state=MilestoneState.PLANNED)
    return rows.select_related("measure__section__successor", "measure__plan")


def link(
    recommendation: Recommendation, *, plan: Plan, kind: str, measure: Measure | None = None, reason: str = "", by: Actor, at: datetime,
) -> Heir:  # fmt: skip
    """提言と取組の対応を記録する: by which measure it is taken up and how, or why not at all."""
    may_keep.require(by, plan, at=at)
    not_taken = kind == HeirKind.NOT_TAKEN
    if not_taken and not reason.strip():
        raise Refused(_("取り上げない理由を入力してください。"), field="reason")
    if not_taken == (measure is not None):
        raise Refused(_("取り上げないときのほかは、どの取組になったかを選んでください。"), field="measure")
    if measure and measure.plan_id != plan.pk:
        raise Refused(_("この計画の取組を選んでください。"), field="measure")
    with transaction.atomic():
        Plan.lock(plan.pk)
        beside = Heir.objects.filter(recommendation=recommendation, plan=plan)
        if beside.filter(measure=measure).exists():
            raise Refused(_("この対応は、すでに記録されています。"), field="measure")
        if beside.filter(measure=None).exists() or (not_taken and beside.exists()):
            raise Refused(_("「取り上げない」と、取組との対応は、同時には記録できません。"), field="kind")
        heir = Heir(recommendation=recommendation, plan=plan, measure=measure, kind=kind, reason=reason)
        record("link", heir, by=by, at=at, reason=reason, detail={"recommendation": recommendation.ref, "kind": kind})
        heir.save(force_insert=True)
    return heir


def unlink(heir: Heir, *, by: Actor, at: datetime) -> None:
    """対応を取り消す, while the plan is drawn up: afterwards it is part of what was decided."""
    may_keep.require(by, heir.plan, at=at)
    with transaction.atomic():
        _in_drafting(heir.plan)
        detail = {"recommendation": heir.recommendation.ref, "kind": heir.kind}
        record("unlink", heir.plan, by=by, at=at, detail=detail)
        heir.delete()


def settle_milestone(
    milestone: Milestone, *, state: str, note: str, on: date | None = None, by: Actor, at: datetime
) -> Milestone:
    """マイルストーンの結果を報告する: reached, partly or not, with what happened."""
    moves = {MilestoneState.MET: "meet", MilestoneState.PARTLY: "meet_partly", MilestoneState.MISSED: "miss"}
    if state not in moves:
        raise Refused(_("結果を選んでください。"), field="state")
    if not note.strip():
        raise Refused(_("結果の内容を入力してください。"), field="note")
    today = local_day(at)
    if on and on > today:
        raise Refused(_("結果が出た日には、きょうまでの日付を入力してください。"), field="on")
    with transaction.atomic():
        plan: Plan = Plan.lock(milestone.measure.plan_id)
        if plan.state != PlanState.IN_FORCE:
            raise IllegalMove(_("推進中の計画のマイルストーンだけを報告できます。"))
        locked = Milestone.lock(milestone.pk)
        locked.note, locked.settled_on = note, on or today
        locked.save(update_fields=["note", "settled_on"])
        MILESTONES.perform(moves[MilestoneState(state)], locked, by=by, at=at, reason=note)
    milestone.refresh_from_db()
    return milestone


def correct_milestone(milestone: Milestone, *, reason: str, by: Actor, at: datetime) -> Milestone:
    """報告を取り消す: it is owed again."""
    with transaction.atomic():
        MILESTONES.perform("correct", milestone, by=by, at=at, reason=reason)
        Milestone.objects.filter(pk=milestone.pk).update(note="", settled_on=None)
    milestone.refresh_from_db()
    return milestone
