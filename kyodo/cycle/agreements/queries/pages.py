"""What the pages of an agreement show, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from kyodo.cycle.agreements.models import (
    Agreement,
    Amendment,
    Change,
    Confirmation,
    Difference,
    Revision,
    Text,
)  # fmt: skip
from kyodo.cycle.agreements.states import LIFE_LINE, Kind, Rule, Section, State
from kyodo.cycle.agreements.workflow import Improvement, offered
from kyodo.cycle.collaborations.states import Stage
from kyodo.kernel.access import BOTH_SIDES, Actor, Side
from kyodo.kernel.policy import Block

from . import words
from .amending import under_way
from .contrast import Contrast, compare_texts, goal_lines
from .gate import unmet
from .library import Origin, origins
from .reading import (
    differences,
    disclosure_of,
    filed,
    in_force,
    may_read,
    open_changes,
    own_side,
    public_text,
    readable_text,
    reconciling,
    share_of,
    statements,
    turns,
)  # fmt: skip

#: While the text is still on its way, what earlier evaluations left is shown beside it.
BEFORE_CONFIRMING = (State.STATING, State.RECONCILING, State.DRAFTING)


@dataclass(frozen=True)
class Part:
    """One part of the text on the page of the table: its size, and what moves in it."""

    section: Section
    count: int
    is_empty: bool
    change: Change | None
    is_mine: bool
    has_copy: bool

    @property
    def is_idle(self) -> bool:
        """Nothing stands there and nothing is on its way."""
        return self.is_empty and self.change is None and not self.has_copy


@dataclass(frozen=True)
class Point:
    """One difference: what each side said, how it ended, and the proposal that lies open."""

    difference: Difference
    citizens: str
    city: str
    wording: str
    change: Change | None
    is_mine: bool


@dataclass(frozen=True)
class Sheet:
    """全文: a text with everything that stands on its paper."""

    text: Text
    revision: Revision | None
    parties: dict[str, list[str]]
    goals: list[words.Pairs]
    roles: list[words.Pairs]
    conditions: list[words.Pairs]
    terms: words.Pairs
    kind: str
    clauses: list[Origin]
    confirmations: list[Confirmation]
    digest: str
    amended: str = ""

    @property
    def is_draft(self) -> bool:
        return self.revision is None


def table(agreement: Agreement, actor: Actor, at: datetime) -> dict[str, Any]:
    """Everything the main page needs, for whoever reads it."""
    reads, side, changes = may_read(agreement, actor, at), own_side(agreement, actor, at), open_changes(agreement)
    text, revision = readable_text(agreement, actor, at), in_force(agreement)
    agreed = public_text(revision.text) if revision else None
    left = offered(agreement.case, at) if reads and agreement.state in BEFORE_CONFIRMING else []
    return {
        "left": left,
        "reads": reads,
        "side": side,
        "turns": turns(agreement, changes),
        "filed": filed(agreement),
        "statements": statements(agreement, actor, at) if reads else {},
        "points": points(agreement, actor, at, changes, side),
        "parts": parts(agreement, changes, side, left) if reads and agreement.state == State.DRAFTING else [],
        "blocks": _still_missing(agreement, at) if reads and agreement.state == State.DRAFTING else [],
        "confirmed": {c.side: c for c in agreement.standing().values()},
        "talk": reconciling(agreement),
        "text": text,
        "agreed": agreed,
        "share": share_of(agreed) if agreed else None,
        "disclosure": disclosure_of(agreed) if agreed else None,
        "inherited": inherited_in(agreed) if agreed else [],
        "revision": revision,
        "amended": Amendment.objects.filter(revision=revision).first() if revision and revision.number > 1 else None,
        "asked": under_way(agreement) if revision and agreement.state in (State.DRAFTING, State.CONFIRMING) else None,
        "before_start": agreement.case.stage == Stage.AGREEING,
    }  # fmt: skip


def inherited_in(text: Text) -> list[words.Pairs]:
    """What a text makes of the improvements before it."""
    names = words.names_of(text)
    return [words.condition_facts(row, names) for row in text.conditions]


def _still_missing(agreement: Agreement, at: datetime) -> list[Block]:
    """What the text still lacks; that nobody has confirmed it yet goes without saying."""
    return [block for rule, block in unmet(agreement, at) if rule != Rule.CONFIRMED]


def life(agreement: Agreement) -> list[tuple[State, str]]:
    """The steps of the way: done, current, next."""
    here = LIFE_LINE.index(State(agreement.state)) if agreement.state in LIFE_LINE else len(LIFE_LINE)
    is_done = agreement.state == State.CONCLUDED
    return [
        (step, "done" if n < here or (is_done and n == here) else "current" if n == here else "next")
        for n, step in enumerate(LIFE_LINE)
    ]


def parts(
    agreement: Agreement, changes: Sequence[Change], side: Side | None, left: Sequence[Improvement]
) -> list[Part]:
    """The parts of the text with what moves in them; improvements only where an earlier evaluation left some."""
    copies = set(agreement.copies.filter(side=side).values_list("section", flat=True)) if side else set()
    lying = {c.section: c for c in changes}
    parts = [
        _part(agreement.text, section, lying.get(section), side, has_copy=section in copies) for section in Section
    ]
    return [part for part in parts if part.section != Section.CONDITIONS or left or not part.is_idle]


def _part(text: Text, section: Section, change: Change | None, side: Side | None, *, has_copy: bool) -> Part:
    value = text.section(section)
    rows = value.rows if section == Section.CLAUSES else value
    count = len(rows) if isinstance(rows, tuple) else 0
    is_empty = value == Text().section(section)
    return Part(section, count, is_empty, change, bool(change and change.side == side), has_copy)


def points(
    agreement: Agreement, actor: Actor, at: datetime, changes: Sequence[Change], side: Side | None
) -> list[Point]:
    """The differences side by side."""
    lying = {c.difference_id: c for c in changes if c.difference_id} if side else {}
    return [_point(d, lying.get(d.pk), side) for d in differences(agreement, actor, at)]


def _point(point: Difference, change: Change | None, side: Side | None) -> Point:
    citizens, city = goal_lines(point.said(Side.CITIZENS)), goal_lines(point.said(Side.CITY))
    wording = goal_lines(point.value(point.wording))
    return Point(point, citizens, city, wording, change, bool(change and change.side == side))


def sheet(agreement: Agreement, actor: Actor, at: datetime) -> Sheet | None:
    """The whole text this actor may read: the working text at the table while it moves, else what is in force."""
    text, revision = readable_text(agreement, actor, at), in_force(agreement)
    is_settled = agreement.state in (State.CONCLUDED, State.ENDED)
    if text is None or agreement.state == State.STATING:
        return None
    if revision and (is_settled or not may_read(agreement, actor, at)):
        return _sheet(agreement, text, revision)
    return _sheet(agreement, text, None)


def _sheet(agreement: Agreement, text: Text, revision: Revision | None) -> Sheet:
    names = words.names_of(text)
    seated = revision.parties if revision else agreement.parties()
    given = revision.confirmations.all() if revision else agreement.standing().values()
    return Sheet(
        text=text,
        revision=revision,
        parties={side: [name for where, _ref, name in seated if where == side] for side in BOTH_SIDES},
        goals=[words.goal_facts(goal) + words.inherited(text, goal.ref) for goal in text.goals],
        roles=[words.role_facts(role, names) + words.inherited(text, role.ref) for role in text.roles],
        conditions=inherited_in(text),
        terms=words.terms_facts(text.terms, contacts=True),
        kind=words.label_of(Kind, text.clauses.kind),
        clauses=origins(text.clauses.rows),
        confirmations=list(given),
        digest=revision.digest if revision else agreement.digest(),
        amended=amended_by(agreement, revision),
    )


def amended_by(agreement: Agreement, revision: Revision | None) -> str:
    """Under which number a text came to read so, or is about to; nothing for the first one."""
    asked = Amendment.objects.filter(revision=revision).first() if revision else under_way(agreement)
    if asked is None:
        return ""
    sentence = _("%(number)sにより変更した協定（%(revision)s）") if revision else _("%(number)sの変更案")
    return sentence % {"number": asked.document_number, "revision": revision}


def revisions(agreement: Agreement, *, contacts: bool) -> list[tuple[Revision, list[tuple[str, list[Contrast]]]]]:
    """Every revision, newest first, with what it changed in the one before it."""
    made = list(agreement.revisions.select_related("amendment").prefetch_related("confirmations"))
    texts = [r.text if contacts else public_text(r.text) for r in made]
    changed = [compare_texts(before, after) for before, after in pairwise(texts)]
    return list(zip(made[::-1], [*changed[::-1], []], strict=False))  # the first revision changed nothing
