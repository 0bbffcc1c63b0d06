"""What this reader can do from the page of a case: the doors into the rooms of the cycle, and the start gate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements import queries as agreements
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.policies import is_city_side, is_either_side
from kyodo.cycle.collaborations.states import ENDED, Stage
from kyodo.cycle.collaborations.terms import OWN_ACTS
from kyodo.cycle.collaborations.workflow import WORKFLOW
from kyodo.cycle.evaluations.policies import may_open as may_evaluate
from kyodo.cycle.projects.workflow import WORKFLOW as PROJECTS
from kyodo.cycle.proposals.queries import may_propose
from kyodo.cycle.roundtables.policies import may_call
from kyodo.cycle.roundtables.states import TableState
from kyodo.cycle.seeds.queries import Panel as SeedPanel
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Block
from kyodo.offices.city.policies import is_desk
from kyodo.offices.requests.policies import may_ask

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Door:
    """One thing that can be done from here; `posts` where a press of the button is the act itself."""

    label: StrOrPromise
    url: str
    kind: str = "second"
    posts: bool = False


@dataclass(frozen=True)
class Gate:
    """開始の関門 before whoever may pass it: what is unmet, whether this reader can mend it, or the button."""

    blocks: Sequence[Block]
    url: str
    mends: bool


def gate(case: Collaboration, actor: Actor, at: datetime) -> Gate | None:
    """The gate, where the next step of the case is its start."""
    if not WORKFLOW.verdict("start", actor, case, at=at):
        return None
    sits = case.side_of(actor, at) is not None
    return Gate(agreements.start_gate(case, at), reverse("projects:start", args=[case.ref]), mends=sits)


def doors(case: Collaboration, actor: Actor, at: datetime, *, seed: SeedPanel | None) -> tuple[Door, ...]:
    """Everything this reader may begin now, in the order of the cycle."""
    return (*_steps(case, actor, at), *_describing(case, actor, at), *_own_acts(case, actor, at, seed))


def _steps(case: Collaboration, actor: Actor, at: datetime) -> Iterator[Door]:
    ended = case.stage in ENDED
    at_table = any(table.state == TableState.OPEN for table in case.tables.all())
    if not ended and not at_table and may_call.check(actor, case, at=at):
        yield Door(_("パートナーテーブルを呼びかける"), reverse("roundtables:call", args=[case.ref]))
    if not ended and not hasattr(case, "proposal") and may_propose(case, actor, at=at):
        yield Door(_("提案を書き始める"), reverse("proposals:new_on_case", args=[case.ref]))
    if not hasattr(case, "agreement") and agreements.may_open(case, actor, at):
        yield Door(_("協定づくりを始める"), reverse("agreements:open", args=[case.ref]), "first", posts=True)
    waits = case.stage == Stage.EVALUATING and not hasattr(case, "evaluation")
    if waits and may_evaluate.check(actor, case, at=at):
        yield Door(_("評価を始める"), reverse("evaluations:open", args=[case.ref]), "first", posts=True)


def _describing(case: Collaboration, actor: Actor, at: datetime) -> Iterator[Door]:
    on_a_side = bool(is_either_side.check(actor, case, at=at))
    if on_a_side:
        yield Door(_("領域の見方を書く"), reverse("collaborations:zone", args=[case.ref]))
    if case.stage not in ENDED and (on_a_side or is_desk.check(actor, case, at=at)):
        yield Door(_("類型と形態を決める"), reverse("collaborations:kind", args=[case.ref]))
        yield Door(_("件名を改める"), reverse("collaborations:title", args=[case.ref]))
        yield Door(_("当事者を変える"), reverse("collaborations:parties", args=[case.ref]))
    if (is_city_side | is_desk).check(actor, case, at=at) and may_ask.check(actor, case, at=at):
        yield Door(_("ほかの課に依頼する"), f"{reverse('requests:new')}?about={case.subject}")


def _own_acts(case: Collaboration, actor: Actor, at: datetime, seed: SeedPanel | None) -> Iterator[Door]:
    """Setting aside and taking up. While the seed is still open, its own page routes and declines, and tells its author."""
    on_seed = {"route": "route", "decline": "close"} if seed and seed.moves else {}
    for move in WORKFLOW.open_to(actor, case, at=at):
        if move.name not in OWN_ACTS:
            continue
        if (step := on_seed.get(move.name)) and seed and step in seed.moves:
            yield Door(move.label, reverse(f"seeds:{step}", args=[seed.seed.ref]))
        else:
            yield Door(move.label, reverse("collaborations:move", args=[case.ref, move.name]))
    project = getattr(case, "project", None)
    if project is not None and PROJECTS.verdict("stop", actor, project, at=at):
        yield Door(_("中止する"), reverse("projects:stop", args=[case.ref]))
