"""つながりの点検: purpose → goal → indicator → role → evaluation item. Whatever hangs in the air is named in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import GoalText, RoleText, Text
from kyodo.cycle.agreements.states import Section


@dataclass(frozen=True)
class Orphan:
    """つながっていないもの: what hangs in the air, in a sentence, and where to tie it."""

    kind: str  #: "purpose", "goal", "indicator", "evaluation" or "role"
    sentence: str
    section: str
    anchor: str = ""


def orphans_of(text: Text) -> list[Orphan]:
    """Every loose end of a text, in the order in which it reads. The same text always gives the same list."""
    served = {ref for role in text.roles for ref in role.goals}
    known = {goal.ref for goal in text.goals}
    found = list(_loose_purpose(text))
    for goal in text.goals:
        found += _loose_goal(goal, is_served=goal.ref in served)
    for role in text.roles:
        found += _loose_role(role, known)
    return found


def _loose_purpose(text: Text) -> Iterator[Orphan]:
    if text.purpose.strip() and not text.goals:
        yield Orphan("purpose", str(_("目的はありますが、それを果たす目標がありません。")), Section.GOALS)


def _loose_goal(goal: GoalText, *, is_served: bool) -> Iterator[Orphan]:
    name = {"what": goal.what}
    if goal.amount is None or goal.by is None:
        yield _of_goal("goal", _("目標「%(what)s」に、どれだけ、いつまでに、の両方が必要です。") % name, goal)
    if not goal.indicator.strip():
        yield _of_goal("indicator", _("目標「%(what)s」に、測り方がありません。") % name, goal)
    elif not goal.baseline.strip():
        yield _of_goal("evaluation", _("目標「%(what)s」は、いまの値がないので評価で比べられません。") % name, goal)
    if not is_served:
        yield Orphan("goal", _("目標「%(what)s」のために働く役割がありません。") % name, Section.ROLES, "")


def _of_goal(kind: str, sentence: str, goal: GoalText) -> Orphan:
    return Orphan(kind, sentence, Section.GOALS, goal.ref)


def _loose_role(role: RoleText, known: set[str]) -> Iterator[Orphan]:
    if not any(ref in known for ref in role.goals):
        sentence = _("役割「%(task)s」が、どの目標のためのものか決まっていません。") % {"task": role.task}
        yield Orphan("role", sentence, Section.ROLES, role.ref)
