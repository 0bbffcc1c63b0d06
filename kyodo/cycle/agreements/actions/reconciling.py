"""違いの話し合い: what happens when a difference is ended, and when the last one is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from kyodo.cycle.agreements.models import Agreement, Difference, GoalText, KeptText, Text, plain
from kyodo.cycle.agreements.states import Ending
from kyodo.cycle.agreements.workflow import WORKFLOW
from kyodo.kernel.access import Actor
from kyodo.kernel.text import new_ref


def reconcile_if_ended(agreement: Agreement, *, by: Actor, at: datetime) -> None:
    """With the last difference ended, begin the joint text with what both now say the same way."""
    points = list(agreement.differences.all())
    if any(not point.ending for point in points):
        return
    Agreement.objects.filter(pk=agreement.pk).update(reconciled_at=at, content=plain(_first_text(points)))
    WORKFLOW.perform("reconcile", agreement, by=by, at=at)


def _first_text(points: list[Difference]) -> Text:
    """Nothing but what both sides accepted: common wordings, and the differences they chose to keep."""
    same = [p for p in points if p.ending == Ending.SAME]
    purpose = next((p.wording for p in same if p.is_purpose), "")
    goals: list[GoalText] = [p.value(p.wording) for p in same if not p.is_purpose]
    # Two points that ended in the same words are one goal. It belongs to both, not to the statement it came from.
    fresh = tuple(replace(goal, ref=new_ref()) for goal in dict.fromkeys(replace(goal, ref="") for goal in goals))
    kept = [KeptText(_words(p, p.citizens), _words(p, p.city), p.because) for p in points if p.ending == Ending.KEPT]
    return Text(purpose=purpose or "", goals=fresh, kept=tuple(kept))


def _words(point: Difference, said: object) -> str:
    value = point.value(said)
    return value.words if isinstance(value, GoalText) else value or ""
