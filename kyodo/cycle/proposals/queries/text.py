"""The text of a proposal as one reader may see it: which version, with or without its money, in words and tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.commons.groups.queries import outline
from kyodo.cycle.calls.models import Round
from kyodo.cycle.calls.states import Publish
from kyodo.cycle.collaborations.states import Form, StartType, Zone
from kyodo.cycle.proposals.models import Budget, Proposal, Version
from kyodo.cycle.proposals.models.proposal import CONTENT
from kyodo.cycle.proposals.policies import is_writer
from kyodo.cycle.proposals.states import Answer, Step
from kyodo.kernel.access import Actor, find
from kyodo.kernel.calendar import era_date
from kyodo.offices.city.policies import roles_of

from .tables import Table, label_of, tables, yen
from .writing import entries_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def reads_all(proposal: Proposal, actor: Actor, *, at: datetime) -> bool:
    """Whether somebody reads the newest submission with its money: its writers, both sides and officers."""
    if roles_of(actor, at) or is_writer.check(actor, proposal, at=at):
        return True
    return proposal.case is not None and proposal.case.side_of(actor, at) is not None


def shows_money(round_: Round | None) -> bool:
    """Whether the programme publishes the budgets of its proposals."""
    return round_ is not None and Publish.MONEY in round_.programme.publish


@dataclass(frozen=True)
class Part:
    """What one step says: short entries beside their labels, long ones under theirs, and tables."""

    step: Step
    facts: list[tuple[StrOrPromise, str]]
    words: list[tuple[StrOrPromise, str]]
    tables: list[Table]


@dataclass(frozen=True)
class Text:
    """One version of a proposal as one reader may see it."""

    version: Version
    said: dict[str, Any]
    budget: Budget | None  #: None for whoever may not see the money
    inside: bool  #: whether the reader also sees what the group keeps to itself

    @property
    def parts(self) -> list[Part]:
        """What it says, step by step; a step that says nothing is left out."""
        parts = [self._part(step) for step in Step]
        return [part for part in parts if part.facts or part.words or part.tables]

    def _part(self, step: Step) -> Part:
        names = [name for name in entries_of(step) if name in CONTENT and name not in IN_THE_HEAD]
        if step == Step.MONEY and not self.budget:
            names = []
        said = [(name, self._worded(name)) for name in names]
        facts = [(label_of(name), words) for name, words in said if words and name in _SHORT]
        words = [(label_of(name), words) for name, words in said if words and name not in _SHORT]
        found = tables(self.said, step, books=self.budget is not None, inside=self.inside)
        return Part(step, [*facts, *(self._sums() if step == Step.MONEY else ())], words, found)

    def _worded(self, name: str) -> str:
        value = self.said[name]
        if name == "forms":
            return "、".join(str(Form(code).label) for code in value)
        if name in _CHOICES:
            return str(_CHOICES[name].get(value, ""))
        return _day(value) if name in ("starts_on", "ends_on") else value if isinstance(value, str) else ""

    def _sums(self) -> list[tuple[StrOrPromise, str]]:
        if self.budget is None or not self.said["money"]:
            return []
        asked = yen(self.budget.requested)
        if self.budget.ceiling is not None:
            asked += str(_("（きまりで出せる額 %(most)s）") % {"most": yen(self.budget.ceiling)})
        return [
            (_("収入の合計"), yen(self.budget.income)),
            (_("支出の合計（総事業費）"), yen(self.budget.expense)),
            (_("市の負担の希望"), asked),
        ]


#: What a page shows in its head.
IN_THE_HEAD = ("title", "author_name")
#: Entries of a line or less.
_SHORT = ("target", "charges", "place", "starts_on", "ends_on", "zone", "start_type", "forms", "other_support")
_CHOICES: dict[str, dict[str, StrOrPromise]] = {
    "zone": dict(Zone.choices), "start_type": dict(StartType.choices), "other_support": dict(Answer.choices),
}  # fmt: skip


def _day(value: date | str | None) -> str:
    """A day of a draft, or of a version, in words."""
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return era_date(day) if day else ""


def versions_for(proposal: Proposal, actor: Actor, *, at: datetime) -> list[Version]:
    """The versions somebody may read, the newest first."""
    inside = reads_all(proposal, actor, at=at)
    shown = [version for version in proposal.versions.all() if inside or version.checked_at]
    return sorted(shown, key=lambda version: version.number, reverse=True)


def text_for(
    proposal: Proposal, actor: Actor, *, at: datetime, number: int | None = None, before: int | None = None
) -> Text | None:
    """The text somebody may read: insiders the newest submission, everybody else the newest checked one."""
    shown = versions_for(proposal, actor, at=at)
    version = next((v for v in shown if number in (None, v.number) and (before is None or v.number < before)), None)
    if version is None:
        return None
    inside = reads_all(proposal, actor, at=at)
    rows = version.content["money"]
    programme = proposal.round.programme if proposal.round else None
    open_books = inside or shows_money(proposal.round)
    return Text(version, version.content, Budget.of(rows, programme) if open_books else None, inside)


def draft_text(proposal: Proposal) -> Text:
    """What is written now, as it would be submitted."""
    said = whole_text(proposal)
    budget = Budget.of(said["money"], proposal.round.programme if proposal.round else None)
    return Text(Version(proposal=proposal, content=said), said, budget, inside=True)


def whole_text(proposal: Proposal) -> dict[str, Any]:
    """What a version keeps: everything its authors say now, and what the register says of their group."""
    author = find(proposal.author_ref)
    return {**proposal.text(), "group": outline(author) if isinstance(author, Group) else []}
