"""提案の表: what a version says in rows, one table an entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.queries import LINES
from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.proposals.states import Answer, Bearer, Expense, Flow, Source, Standing, Step, Task

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Table:
    """One table: its heading, its columns and its rows; the first cell names the row."""

    label: StrOrPromise
    columns: Sequence[StrOrPromise]
    rows: Sequence[Sequence[object]]

    def without_blanks(self) -> Table:
        """The same without columns in which nobody wrote anything."""
        used = [n for n in range(len(self.columns)) if n == 0 or any(row[n] for row in self.rows)]
        return Table(self.label, [self.columns[n] for n in used], [[row[n] for n in used] for row in self.rows])


def label_of(name: str) -> StrOrPromise:
    """The label of an entry of a proposal."""
    return cast("StrOrPromise", getattr(Proposal._meta.get_field(name), "verbose_name"))


def tables(said: Mapping[str, Any], step: Step, *, books: bool, inside: bool) -> list[Table]:
    """The tables of one step, as far as a reader of the `books` and of what is kept `inside` may see them."""
    if step == Step.MONEY and not books:
        return []
    found = _people(said, inside=inside) if step == Step.TEAM else _PLAIN[step](said)
    return [table.without_blanks() for table in found if table.rows]


def _goals(said: Mapping[str, Any]) -> list[Table]:
    rows = [[r["what"], r["how_much"], r["by"]] for r in said["goals"]]
    return [Table(label_of("goals"), [_("何を"), _("どれだけ"), _("いつまでに")], rows)]


def _schedule(said: Mapping[str, Any]) -> list[Table]:
    return [Table(label_of("schedule"), [_("いつ"), _("すること")], [[r["when"], r["what"]] for r in said["schedule"]])]


def _roles(said: Mapping[str, Any]) -> list[Table]:
    sides = dict(Task.choices)
    rows = [[r["task"], sides[r["side"]], r["who"], r.get("by", "")] for r in said["roles"]]
    return [Table(label_of("roles"), [_("すること"), _("どちらが"), _("だれが"), _("いつまでに")], rows)]


def _people(said: Mapping[str, Any], *, inside: bool) -> list[Table]:
    past = [[r["name"], r["year"], yen(r["amount"]), r["what"]] for r in said["past"]]
    known = [[LINES[r["name"]].label, r["words"]] for r in said["group"] if r["open"] or inside]
    return [
        Table(
            label_of("partners"),
            [_("団体の名前"), _("受け持つこと")],
            [[r["name"], r["part"]] for r in said["partners"]],
        ),
        Table(label_of("past"), [_("名前"), _("年度"), _("金額"), _("内容")], past),
        Table(_("団体の概要（提出した日の登録から）"), [_("項目"), _("内容")], known),
    ]


def _money(said: Mapping[str, Any]) -> list[Table]:
    income = [r for r in said["money"] if r["flow"] == Flow.INCOME]
    spent = [_spent(r) for r in said["money"] if r["flow"] == Flow.EXPENSE]
    supports = [[r["name"], yen(r["amount"]), dict(Standing.choices)[r["standing"]]] for r in said["supports"]]
    sources = [[r["item"], dict(Source.choices)[r["source"]], yen(r["amount"])] for r in income]
    columns = [_("内訳"), _("費目"), _("単価×数量"), _("金額"), _("補助の対象"), _("負担する人"), _("備考")]
    return [
        Table(label_of("supports"), [_("名前"), _("金額"), _("いまの様子")], supports),
        Table(_("収入"), [_("内訳"), _("出どころ"), _("金額")], sources),
        Table(_("支出"), columns, spent),
    ]


def _spent(row: Mapping[str, Any]) -> list[object]:
    product = f"{yen(row['unit_price'])}×{row['quantity']}{row['unit']}" if row["quantity"] else ""
    counts = _("対象") if row["counts"] else _("対象外")
    category, bearer = dict(Expense.choices).get(row["category"], ""), dict(Bearer.choices).get(row["bearer"], "")
    return [row["item"], category, product, yen(row["amount"]), counts, bearer, row["note"]]


def _statements(said: Mapping[str, Any]) -> list[Table]:
    rows = [[r["text"], dict(Answer.choices).get(r["answer"], ""), r["note"]] for r in said["statements"]]
    return [Table(_("確認の文"), [_("文"), _("答え"), _("理由")], rows)]


_PLAIN: Mapping[Step, Callable[[Mapping[str, Any]], list[Table]]] = {
    Step.AIM: _goals, Step.PLAN: _schedule, Step.TOGETHER: _roles, Step.MONEY: _money, Step.REVIEW: _statements,
}  # fmt: skip


def yen(amount: int | None) -> str:
    """An amount in a cell; nothing where none was said."""
    return "" if amount is None else str(_("%(amount)s円") % {"amount": f"{amount:,}"})
