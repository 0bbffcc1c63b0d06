"""Reading projects: how far the goals are, the pulse, what the case page and the page of the project show."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import mean
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import Goal
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.projects import terms
from kyodo.cycle.projects.models import Entry, LookBack, Project, Pulse, Value
from kyodo.cycle.projects.policies import may_fix, may_reach_out
from kyodo.cycle.projects.states import State
from kyodo.cycle.projects.workflow import REPORT, WORKFLOW
from kyodo.cycle.screening.models import Screening
from kyodo.cycle.screening.queries import open_conditions
from kyodo.cycle.screening.states import TOLD
from kyodo.kernel.access import BOTH_SIDES, Actor, Side
from kyodo.kernel.policy import Block
from kyodo.offices.city.queries import local_day, number
from kyodo.offices.desk.models import Task
from kyodo.offices.papers.queries import readable_about, withheld

from .money import adopted_otherwise, books_of, settlement_of


@dataclass(frozen=True)
class GoalLine:
    """One goal in force with its newest value."""

    goal: Goal
    value: Value | None

    @property
    def percent(self) -> int | None:
        """Share of the agreed amount, in whole percent; None where nothing is counted, and where less is better."""
        if self.value is None or not self.goal.amount or self.goal.is_ceiling:
            return None
        return int(self.value.value * 100 / self.goal.amount)

    @property
    def is_reached(self) -> bool:
        """Whether the newest value keeps what was agreed."""
        return self.value is not None and self.goal.is_reached_by(self.value.value)


def goal_lines(project: Project) -> list[GoalLine]:
    """Goals with their present values, two queries however many there are."""
    goals = list(project.case.agreement.goals.in_force())
    newest = {v.goal_id: v for v in Value.objects.filter(goal__in=goals).select_related("goal")}
    return [GoalLine(goal, newest.get(goal.pk)) for goal in goals]


@dataclass(frozen=True)
class Beat:
    """One month of the pulse: the mean of each side, or None where too few answered to be shown."""

    month: date
    citizens: float | None
    city: float | None


def beats(project: Project, actor: Actor, *, at: datetime) -> list[Beat]:
    """脈診 by month: sums only, with enough answers on a side; the neutral chair sees every mean."""
    neutral = project.case.side_of(actor, at) == Side.NEUTRAL
    least = 1 if neutral else number(terms.PULSE_LEAST)
    months: dict[date, dict[str, list[Pulse]]] = defaultdict(lambda: defaultdict(list))
    for pulse in Pulse.objects.filter(project=project):
        months[pulse.month][pulse.side].append(pulse)

    def shown(answers: list[Pulse]) -> float | None:
        people = {p.written_by for p in answers}
        return round(mean(p.score for p in answers), 1) if len(people) >= least else None

    return [Beat(month, shown(by[Side.CITIZENS]), shown(by[Side.CITY])) for month, by in sorted(months.items())]


def is_falling(project: Project, *, months: int) -> bool:
    """Whether the mean of all answers fell in each of the last `months` months."""
    scores: dict[date, list[int]] = defaultdict(list)
    for month, score in Pulse.objects.filter(project=project).values_list("month", "score"):
        scores[month].append(score)
    last = [mean(scores[month]) for month in sorted(scores)][-(months + 1) :]
    return len(last) == months + 1 and all(later < earlier for earlier, later in itertools.pairwise(last))


def has_open_task(project: Project, *, kind: str) -> bool:
    """Whether such a task about the project is still open."""
    return Task.objects.open().about(project.subject).filter(kind=kind).exists()


def remark_of(project: Project) -> str:
    """付帯意見: what the screening asked to be minded, in the words the proposer was told."""
    told = Screening.objects.filter(proposal__case=project.case, state__in=TOLD).exclude(remark="")
    return told.values_list("remark", flat=True).first() or ""


def report_of(project: Project) -> list[tuple[str, str]]:
    """実績報告 as its paper shows it: each box by its name, what was left empty left out."""
    said = [(str(project._meta.get_field(name).verbose_name), getattr(project, name)) for name in REPORT]  # type: ignore[union-attr]
    return [(label, str(words)) for label, words in said if words not in ("", None)]


def waits_for_look_back(project: Project, side: str | None) -> bool:
    """Whether this side's turn to look back has come."""
    counts = {s: sum(1 for w in project.look_backs.all() if w.side == s) for s in BOTH_SIDES}
    return side in BOTH_SIDES and all(counts[Side(side)] <= n for n in counts.values())


def renewal_gate(case: Collaboration, at: datetime) -> Sequence[Block]:
    """更新の関門: the end moves later only after both sides have scored the way since they last agreed on it."""
    project = Project.objects.filter(case=case).first()
    if project is None:
        return ()
    agreed = case.agreement.revisions.order_by("-number").values_list("concluded_at", flat=True).first()
    scored = project.look_backs.filter(entry_score__isnull=False, written_at__gte=agreed or project.started_at)
    rounds = Counter(scored.values_list("round", flat=True))
    if any(both == len(BOTH_SIDES) for both in rounds.values()):
        return ()
    way = reverse("projects:look_back", args=[case.ref])
    return [Block(_("更新の前の評価"), _("終わりの日を延ばす前に、双方が中間ふりかえりで点をつけてください。"), way)]


@dataclass(frozen=True)
class Panel:
    """What the case page shows of the project."""

    project: Project
    shown_state: str
    goals: tuple[GoalLine, ...]
    newest: Entry | None
    days_left: int | None


def panel(case: Collaboration, actor: Actor, at: datetime) -> Panel | None:
    """The project of a case: how far its goals are, the newest word, the days that are left."""
    project = Project.objects.select_related("case__agreement").filter(case=case).first()
    if project is None:
        return None
    today = local_day(at)
    left = (case.ends_on - today).days if case.ends_on and project.state == State.RUNNING else None
    return Panel(project, project.shown_state(today), tuple(goal_lines(project)), project.entries.first(), left)


def page(project: Project, actor: Actor, *, at: datetime) -> dict[str, Any]:
    """Everything the project's page shows to this reader."""
    side, today = project.case.side_of(actor, at), local_day(at)
    return {
        "side": side,
        "shown_state": project.shown_state(today),
        "past_end": project.is_past_end(today),
        "goals": goal_lines(project),
        "entries": list(project.entries.all()[:30]),
        "milestones": list(project.milestones.all()),
        "conditions": open_conditions(project.case) if side else [],
        "adopted": adopted_otherwise(project) if side else None,
        "books": books_of(project, actor, at=at),
        "settlement": settlement_of(project),
        "remark": remark_of(project) if project.remark_reply else "",
        "fixes": project.state != State.RUNNING and bool(may_fix.check(actor, project, at=at)),
        "beats": beats(project, actor, at=at),
        "calls": bool(may_reach_out.check(actor, project, at=at)) and has_open_task(project, kind="pulse"),
        "look_backs": list(LookBack.objects.readable(project, side)),
        "my_turn": waits_for_look_back(project, side),
        "photos": readable_about([project.subject], actor, at),
        "withheld": withheld([project.subject]).get(project.subject, 0),
        "moves": {m.name for m in WORKFLOW.open_to(actor, project, at=at)},
    }
