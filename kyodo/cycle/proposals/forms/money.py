"""お金: income, expense line by line, and what others give or have been asked for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.proposals.models import Budget, Proposal, reckoned
from kyodo.cycle.proposals.states import Answer, Bearer, Expense, Flow, Source, Standing
from kyodo.ui import forms

from .step import StepForm

UNSAID = ("", _("選ばない"))


class IncomeRow(forms.RowForm):
    """収入の行."""

    source = forms.ChoiceField(label=_("出どころ"), choices=Source.choices)
    item = forms.TextField(label=_("内訳"), max_length=100)
    amount = forms.YenField(label=_("金額"))


class ExpenseRow(forms.RowForm):
    """支出の行: a plain sum, or unit price by quantity, from which the sum follows."""

    category = forms.ChoiceField(label=_("費目"), choices=[UNSAID, *Expense.choices], required=False)
    item = forms.TextField(label=_("内訳"), max_length=100)
    unit_price = forms.YenField(label=_("単価"), required=False)
    quantity = forms.NumberField(label=_("数量"), max_length=20, required=False)
    unit = forms.TextField(label=_("単位"), max_length=20, required=False, help_text=_("例：人、回、枚"))
    amount = forms.YenField(label=_("金額"), required=False)
    bearer = forms.ChoiceField(label=_("負担する人"), choices=[UNSAID, *Bearer.choices], required=False)
    counts = forms.BooleanField(label=_("補助の対象になる経費"), required=False)
    note = forms.TextField(label=_("備考"), max_length=100, required=False)

    def clean(self) -> dict[str, Any] | None:
        """The sum follows from unit price and quantity, or stands by itself."""
        given = super().clean() or self.cleaned_data
        asked = ("unit_price", "quantity", "amount")
        if not any(name in self.errors for name in asked):
            try:
                given["amount"] = reckoned(*(given.get(name) for name in asked))
            except ValueError as fault:
                self.add_error("amount", str(fault))
        return given


class SupportRow(forms.RowForm):
    """ほかの補助の行."""

    name = forms.TextField(label=_("補助や助成の名前（出すところ）"), max_length=100)
    amount = forms.YenField(label=_("金額"))
    standing = forms.ChoiceField(label=_("いまの様子"), choices=Standing.choices)


class MoneyForm(StepForm):
    """お金: income and expense, which come out equal. A proposal without money leaves both empty."""

    other_support = forms.ChoiceField(
        label=_("この事業で、ほかの補助や助成を受けますか"), choices=Answer.choices, widget=forms.RadioSelect, required=False,
        help_text=_("申込み中のもの、これから申し込むものも「はい」にして、下に名前と金額を書いてください。"),
    )  # fmt: skip
    repeat = {
        Flow.INCOME.value: forms.rows(IncomeRow, title=_("収入")),
        Flow.EXPENSE.value: forms.rows(
            ExpenseRow, title=_("支出"),
            help=_(
                "単価と数量を書いたら、金額は空のままにしてください。計算します（1円に満たない端数は切り捨て）。"
                "金額だけを書いてもかまいません。"
            ),
        ),
        "supports": forms.rows(SupportRow, title=_("ほかの補助や助成"), blanks=1),
    }  # fmt: skip

    @property
    def budget(self) -> Budget:
        """The sums as they were saved last."""
        rows = (line.row() for line in self.proposal.lines.all())
        return Budget.of(rows, self.proposal.round.programme if self.proposal.round else None)

    def saved(self, it: Proposal) -> dict[str, Any]:
        """What was saved; a sum that follows is left to follow again, so that a price or a number is changed alone."""
        rows = [
            {**row, "amount": None if row["quantity"] else row["amount"]}
            for row in (line.row() for line in it.lines.all())
        ]
        return {**super().saved(it), **{flow.value: [row for row in rows if row["flow"] == flow] for flow in Flow}}

    def values(self) -> dict[str, Any]:
        given: dict[str, Any] = super().values()["values"]
        blank = {"source": "", "counts": False}
        lines = [{**blank, **row, "flow": flow} for flow in Flow.values for row in given.pop(flow)]
        return {"values": {**given, "lines": lines}}
