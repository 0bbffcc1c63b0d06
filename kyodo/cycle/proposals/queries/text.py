"""The text of a proposal as one reader may see it: which version, with or without its money, in words and tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.models import Round
from kyodo.cycle.calls.states import Publish
from kyodo.cycle.collaborations.states import Form, StartType, Zone
from kyodo.cycle.proposals.models import Budget, Proposal, Version
from kyodo.cycle.proposals.models.proposal import CONTENT
from kyodo.cycle.proposals.policies import is_writer
from kyodo.cycle.proposals.states import Answer, Flow, Source, Task
from kyodo.kernel.access import Actor
from kyodo.kernel.calendar import era_date
from kyodo.offices.city.policies import roles_of

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
class Text:
    """One version of a proposal as one reader may see it."""

    version: Version
    said: dict[str, Any]
    budget: Budget | None  #: None for whoever may not see the money

    @property
    def words(self) -> list[tuple[StrOrPromise, str]]:
        """What it says in words, each under its label, in the order of the steps."""
        chosen = {
            "zone": dict(Zone.choices).get(self.said["zone"], ""),
            "start_type": dict(StartType.choices).get(self.said["start_type"], ""),
            "forms": "、".join(str(Form(code).label) for code in self.said["forms"]),
            "starts_on": _day(self.said["starts_on"]),
            "ends_on": _day(self.said["ends_on"]),
        }
        shown = {**self.said, **chosen}
        return [(label_of(name), shown[name]) for name in CONTENT if name not in _ELSEWHERE and shown[name]]

    @property
    def tables(self) -> list[tuple[StrOrPromise, list[StrOrPromise], list[list[object]]]]:
        """What it says in rows: goals, schedule, roles, money and the statements as they were shown."""
        sides, answers = dict(Task.choices), dict(Answer.choices)
        rows: dict[str, tuple[StrOrPromise, list[StrOrPromise], list[list[object]]]] = {
            "goals": (_("目標"), [_("何を"), _("どれだけ"), _("いつまでに")], [[r["what"], r["how_much"], r["by"]] for r in self.said["goals"]]),
            "schedule": (_("日程"), [_("いつ"), _("すること")], [[r["when"], r["what"]] for r in self.said["schedule"]]),
            "roles": (_("役割分担"), [_("すること"), _("どちらが"), _("だれが")], [[r["task"], sides[r["side"]], r["who"]] for r in self.said["roles"]]),
            "money": (_("収支予算"), [_("区分"), _("内訳"), _("金額（円）")], self._books() if self.budget else []),
            "statements": (_("確認の文"), [_("文"), _("答え"), _("理由")], [[r["text"], answers.get(r["answer"], ""), r["note"]] for r in self.said["statements"]]),
        }  # fmt: skip
        return [table for table in rows.values() if table[2]]

    def _books(self) -> list[list[object]]:
        flows, sources = dict(Flow.choices), dict(Source.choices)
        return [[sources.get(r["source"], flows[r["flow"]]), r["item"], f"{r['amount']:,}"] for r in self.said["money"]]


#: What a page shows in its head or as a table.
_ELSEWHERE = ("title", "author_name", "goals", "schedule", "roles")


def _day(value: date | str | None) -> str:
    """A day of a draft, or of a version, in words."""
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return era_date(day) if day else ""


def label_of(name: str) -> StrOrPromise:
    """The label of an entry of a proposal."""
    return cast("StrOrPromise", getattr(Proposal._meta.get_field(name), "verbose_name"))


def text_for(proposal: Proposal, actor: Actor, *, at: datetime, number: int | None = None) -> Text | None:
    """The text somebody may read: insiders the newest submission, everybody else the newest checked one."""
    inside = reads_all(proposal, actor, at=at)
    versions = proposal.versions.all() if inside else proposal.versions.filter(checked_at__isnull=False)
    if number is not None:
        versions = versions.filter(number=number)
    version = versions.order_by("-number").first()
    if version is None:
        return None
    rows = version.content["money"]
    programme = proposal.round.programme if proposal.round else None
    open_books = inside or shows_money(proposal.round)
    return Text(version, version.content, Budget.of(rows, programme) if open_books else None)


def draft_text(proposal: Proposal) -> Text:
    """What is written now, as it would be submitted."""
    said = proposal.text()
    budget = Budget.of(said["money"], proposal.round.programme if proposal.round else None)
    return Text(Version(proposal=proposal, content=said), said, budget)
