"""The text of a proposal as one reader may see it: which version, with or without its money, in words and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.commons.groups.queries import LINES, outline
from kyodo.cycle.calls.models import Round
from kyodo.cycle.calls.states import Publish
from kyodo.cycle.collaborations.states import Form, StartType, Zone
from kyodo.cycle.proposals.models import Budget, Proposal, Version
from kyodo.cycle.proposals.models.proposal import CONTENT
from kyodo.cycle.proposals.policies import is_writer
from kyodo.cycle.proposals.states import Answer, Bearer, Expense, Flow, Source, Standing, Task
from kyodo.kernel.access import Actor, find
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


Cells = list[list[object]]
Table = tuple["StrOrPromise", "Sequence[StrOrPromise]", Cells]


@dataclass(frozen=True)
class Text:
    """One version of a proposal as one reader may see it."""

    version: Version
    said: dict[str, Any]
    budget: Budget | None  #: None for whoever may not see the money
    inside: bool  #: whether the reader also sees what the group keeps to itself

    @property
    def words(self) -> list[tuple[StrOrPromise, str]]:
        """What it says in words, each under its label, in the order of the steps."""
        chosen = {
            "zone": dict(Zone.choices).get(self.said["zone"], ""),
            "start_type": dict(StartType.choices).get(self.said["start_type"], ""),
            "forms": "、".join(str(Form(code).label) for code in self.said["forms"]),
            "starts_on": _day(self.said["starts_on"]),
            "ends_on": _day(self.said["ends_on"]),
            "other_support": dict(Answer.choices).get(self.said["other_support"], "") if self.budget else "",
        }
        shown = {**self.said, **chosen}
        return [(label_of(name), shown[name]) for name in CONTENT if name not in _ELSEWHERE and shown[name]]

    @property
    def tables(self) -> list[Table]:
        """What it says in rows, in the order of the steps: as far as this reader may see it."""
        tables = (*self._plans(), *self._people(), *(self._money() if self.budget else ()), self._statements())
        return [table for table in tables if table[2]]

    def _plans(self) -> Iterator[Table]:
        sides = dict(Task.choices)
        goals, schedule, roles = (self.said[name] for name in ("goals", "schedule", "roles"))
        yield (
            _("目標"),
            [_("何を"), _("どれだけ"), _("いつまでに")],
            [[r["what"], r["how_much"], r["by"]] for r in goals],
        )
        yield _("日程"), [_("いつ"), _("すること")], [[r["when"], r["what"]] for r in schedule]
        columns = [_("すること"), _("どちらが"), _("だれが"), _("いつまでに")]
        yield _("役割分担"), columns, [[r["task"], sides[r["side"]], r["who"], r.get("by", "")] for r in roles]

    def _people(self) -> Iterator[Table]:
        partners, past = self.said["partners"], self.said["past"]
        yield label_of("partners"), [_("団体の名前"), _("受け持つこと")], [[r["name"], r["part"]] for r in partners]
        columns = [_("年度"), _("名前"), _("金額（円）"), _("内容")]
        yield label_of("past"), columns, [[r["year"], r["name"], _yen(r["amount"]), r["what"]] for r in past]
        known = [[LINES[r["name"]].label, r["words"]] for r in self.said["group"] if r["open"] or self.inside]
        yield _("団体の概要（提出した日の登録から）"), [_("項目"), _("内容")], cast("Cells", known)

    def _money(self) -> Iterator[Table]:
        standings = dict(Standing.choices)
        supports = [[r["name"], _yen(r["amount"]), standings[r["standing"]]] for r in self.said["supports"]]
        yield label_of("supports"), [_("名前"), _("金額（円）"), _("いまの様子")], cast("Cells", supports)
        income = [r for r in self.said["money"] if r["flow"] == Flow.INCOME]
        rows = [[dict(Source.choices)[r["source"]], r["item"], _yen(r["amount"])] for r in income]
        yield _("収支予算（収入）"), [_("出どころ"), _("内訳"), _("金額（円）")], cast("Cells", rows)
        spent = [_spent(r) for r in self.said["money"] if r["flow"] == Flow.EXPENSE]
        columns = [_("内訳"), _("費目"), _("単価×数量"), _("金額（円）"), _("補助の対象"), _("負担する人"), _("備考")]
        yield _("収支予算（支出）"), columns, spent

    def _statements(self) -> Table:
        answers, rows = dict(Answer.choices), self.said["statements"]
        cells = [[r["text"], answers.get(r["answer"], ""), r["note"]] for r in rows]
        return _("確認の文"), [_("文"), _("答え"), _("理由")], cells


def _spent(row: Mapping[str, Any]) -> list[object]:
    """One line of expense in cells."""
    product = f"{_yen(row['unit_price'])}×{row['quantity']}{row['unit']}" if row["quantity"] else ""
    counts = _("対象") if row["counts"] else _("対象外")
    category, bearer = dict(Expense.choices).get(row["category"], ""), dict(Bearer.choices).get(row["bearer"], "")
    return [row["item"], category, product, _yen(row["amount"]), counts, bearer, row["note"]]


def _yen(amount: int | None) -> str:
    return "" if amount is None else f"{amount:,}"


#: What a page shows in its head or as a table.
_ELSEWHERE = ("title", "author_name", "goals", "schedule", "roles", "partners", "past", "supports")


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
