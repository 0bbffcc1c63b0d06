"""Reading agreements: what one may see, whose turn it is, what is in force, and the panel of the case page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import (
    Agreement,
    Change,
    Difference,
    GateOverride,
    Goal,
    Revision,
    Role,
    Statement,
    Text,
    WorkingCopy,
    sides_of,
)  # fmt: skip
from kyodo.cycle.agreements.states import LIFE_LINE, ChangeState, Ending, State
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.policies import is_party
from kyodo.cycle.collaborations.states import Stage
from kyodo.kernel.access import BOTH_SIDES, Actor, Side, other_side
from kyodo.kernel.calendar import business_days_between
from kyodo.kernel.policy import Block
from kyodo.offices.city.policies import is_desk
from kyodo.offices.city.queries import is_open, local_day

from .gate import unmet, with_all


@dataclass(frozen=True)
class Share:
    """分担: how many roles each side carries."""

    citizens: int
    city: int

    @property
    def percent(self) -> int:
        """The citizens' part of all roles that have a side."""
        total = self.citizens + self.city
        return round(100 * self.citizens / total) if total else 0


def share_of(text: Text) -> Share:
    """The share of work per side."""
    carried = [role.side for role in text.roles]
    return Share(carried.count(Side.CITIZENS), carried.count(Side.CITY))


@dataclass(frozen=True)
class Disclosure:
    """公開の件数: how many items are shown and how many withheld."""

    shown: int
    withheld: int


def disclosure_of(text: Text) -> Disclosure:
    """How open a text is."""
    shown = sum(item.public for item in text.disclosure)
    return Disclosure(shown, len(text.disclosure) - shown)


def agreement_of(case: Collaboration) -> Agreement | None:
    """The agreement of a case with all that its pages ask. Who may read which part of it is asked separately."""
    return with_all(case)


def may_open(case: Collaboration, actor: Actor, at: datetime) -> bool:
    """Whether the actor may begin the agreement now: both sides are seated and the talks have come this far."""
    is_time = case.stage in (Stage.TALKING, Stage.PROPOSED, Stage.ADOPTED, Stage.AGREEING)
    both_seated = all(case.party_refs(side) for side in BOTH_SIDES)
    return is_time and both_seated and bool((is_party | is_desk).check(actor, case, at=at))


def may_read(agreement: Agreement, actor: Actor, at: datetime) -> bool:
    """Whether the actor sits at the table: reads the joint text in the making and everything around it."""
    return agreement.case.side_of(actor, at) is not None


def own_side(agreement: Agreement, actor: Actor, at: datetime) -> Side | None:
    """The side the actor speaks for."""
    sides = sides_of(agreement.case, actor, at)
    return sides[0] if sides else None


def statements(agreement: Agreement, actor: Actor, at: datetime) -> dict[str, Statement]:
    """The statements the actor may read, by side: one's own, and both after the reveal."""
    return {s.side: s for s in Statement.objects.visible_to(actor, agreement, at=at)}


def filed(agreement: Agreement) -> dict[str, datetime]:
    """Which sides have filed, and when. This is public; the words are not."""
    done = agreement.statements.exclude(filed_at=None).values_list("side", "filed_at")
    return {side: moment for side, moment in done if moment}


def differences(agreement: Agreement, actor: Actor, at: datetime) -> list[Difference]:
    """The two statements point by point: for the table after the reveal, for everybody once it is concluded."""
    readable = may_read(agreement, actor, at) or in_force(agreement) is not None
    return list(agreement.differences.all()) if agreement.is_revealed and readable else []


def in_force(agreement: Agreement) -> Revision | None:
    """発効中の版: what both sides last confirmed."""
    return agreement.revisions.order_by("-number").first()


def goals_in_force(case: Collaboration) -> QuerySet[Goal]:
    """The goals the work is measured by, in their order."""
    return Goal.objects.filter(agreement__case=case, dropped_at=None)


def roles_in_force(case: Collaboration) -> QuerySet[Role]:
    """The roles both sides carry, in their order, with the goals they serve."""
    return Role.objects.filter(agreement__case=case, dropped_at=None).prefetch_related("goals")


def public_text(text: Text) -> Text:
    """A text as everybody reads it: whom to call is for the parties."""
    return replace(text, terms=replace(text.terms, citizens_contact="", city_contact=""))


def readable_text(agreement: Agreement, actor: Actor, at: datetime) -> Text | None:
    """The text this actor may read now: the working text at the table, else what is in force, else none."""
    if may_read(agreement, actor, at):
        return agreement.text
    revision = in_force(agreement)
    return public_text(revision.text) if revision else None


def open_changes(agreement: Agreement) -> list[Change]:
    """Proposals that wait for an answer."""
    waiting = agreement.changes.filter(state=ChangeState.OPEN).select_related("difference", "agreement__case")
    return list(waiting)


def working_copy(agreement: Agreement, section: str, side: str) -> WorkingCopy | None:
    """What one side is writing. Ask only with the side of whoever reads."""
    return WorkingCopy.objects.filter(agreement=agreement, side=side, section=section).first()


def talk_about(change: Change) -> list[Change]:
    """A proposal and those it answers, oldest first: the talk on one part as it went."""
    same = change.agreement.changes.filter(section=change.section, difference=change.difference)
    by_pk = {c.pk: c for c in same}
    thread = [change]
    while (earlier := by_pk.get(thread[0].counters_id or 0)) is not None:
        thread.insert(0, earlier)
    return thread


@dataclass(frozen=True)
class Turn:
    """番: what a side owes next; nothing where it waits for the other."""

    side: Side
    owes: str

    @property
    def is_due(self) -> bool:
        return bool(self.owes)


def turns(agreement: Agreement, changes: Sequence[Change]) -> list[Turn]:
    """Whose turn it is, side by side."""
    return [Turn(side, str(_owed(agreement, changes, side))) for side in BOTH_SIDES]


def _owed(agreement: Agreement, changes: Sequence[Change], side: Side) -> object:
    if any(c.side == other_side(side) for c in changes):
        return _("届いた変更案に返事をする")
    if agreement.state == State.STATING:
        return "" if side in filed(agreement) else _("目的と目標を書いて出す")
    if agreement.state == State.CONFIRMING:
        return "" if side in agreement.standing() else _("内容を読んで確認する")
    if any(c.side == side for c in changes):
        return ""  # its proposal lies with the other side
    words = {
        State.RECONCILING: _("違いの終わり方を提案する"),
        State.DRAFTING: _("本文の案を出すか、双方の確認に進む"),
    }
    return words.get(State(agreement.state), "")


@dataclass(frozen=True)
class Reconciling:
    """How the talk about the differences went: how many, how they ended, how many open days it took."""

    points: int
    same: int
    kept: int
    days: int | None


def reconciling(agreement: Agreement) -> Reconciling:
    """Time and endings of the differences."""
    endings = [d.ending for d in agreement.differences.all()]
    first, last = agreement.revealed_at, agreement.reconciled_at
    days = business_days_between(local_day(first), local_day(last), is_open) if first and last else None
    return Reconciling(len(endings), endings.count(Ending.SAME), endings.count(Ending.KEPT), days)


def overrides(*, at: datetime) -> QuerySet[GateOverride]:
    """Every waiver ever given, newest first: public, with name and reason."""
    return GateOverride.objects.filter(at__lte=at).select_related("agreement__case").order_by("-at")


@dataclass(frozen=True)
class Panel:
    """What the case page shows of the agreement. `text` and `pairs` are empty for whoever may not read them."""

    agreement: Agreement
    steps: tuple[tuple[str, bool], ...]
    turns: tuple[Turn, ...]
    filed: dict[str, datetime]
    text: Text | None
    share: Share | None
    revision: Revision | None
    blocks: tuple[Block, ...]
    reads: bool


def panel(case: Collaboration, actor: Actor, at: datetime) -> Panel | None:
    """The agreement on the case page: its step and who has filed for everybody, its words for whoever may read them."""
    agreement = with_all(case)
    if agreement is None:
        return None
    reads = may_read(agreement, actor, at)
    revision = in_force(agreement)
    text = revision.text if revision else agreement.text if reads and agreement.is_revealed else None
    done = LIFE_LINE.index(State(agreement.state)) if agreement.state in LIFE_LINE else len(LIFE_LINE)
    return Panel(
        agreement=agreement,
        steps=tuple((str(step.label), n <= done) for n, step in enumerate(LIFE_LINE)),
        turns=tuple(turns(agreement, open_changes(agreement))),
        filed=filed(agreement),
        text=public_text(text) if text else None,
        share=share_of(text) if text else None,
        revision=revision,
        blocks=tuple(b for _rule, b in unmet(agreement, at)) if reads and case.stage == Stage.AGREEING else (),
        reads=reads,
    )
