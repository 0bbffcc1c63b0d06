"""収支予算: the lines of a budget, and whether they come out right under the rule of the programme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.models import Programme
from kyodo.cycle.proposals.states import Bearer, Expense, Flow, Source

from .proposal import Proposal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


MOST = 10**12  #: yen of one line


def reckoned(price: int | None, quantity: Decimal | None, amount: int | None) -> int:
    """金額: unit price by quantity, cut to whole yen, or a plain sum. Raises ValueError with a sentence."""
    if (price is None) != (quantity is None):
        raise ValueError(_("単価と数量は、両方を入力するか、両方を空にしてください。"))
    if price is None or quantity is None:
        if amount is None:
            raise ValueError(_("金額を入力するか、単価と数量を入力してください。"))
        return amount
    product = int(price * quantity)
    if quantity <= 0 or product > MOST:
        raise ValueError(_("単価と数量を確かめてください。数量は0より大きい数で入力します。"))
    if amount not in (None, product):
        sums = {"price": f"{price:,}", "quantity": plain(quantity), "product": f"{product:,}", "amount": f"{amount:,}"}
        sentence = _(
            "単価%(price)s円×数量%(quantity)sは%(product)s円ですが、金額は%(amount)s円です。"
            "どれかを直すか、金額を空にしてください。"
        )
        raise ValueError(sentence % sums)
    return product


def plain(quantity: Decimal) -> str:
    """A quantity as people write it: 3 and 2.5, never 3.000."""
    return f"{quantity:f}".rstrip("0").rstrip(".") if "." in f"{quantity:f}" else f"{quantity:f}"


class MoneyLine(models.Model):
    """収支の行: one line of the budget of a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="lines")
    flow = models.CharField(_("収支の別"), max_length=10, choices=Flow.choices)
    source = models.CharField(_("収入の出どころ"), max_length=10, choices=Source.choices, blank=True)
    category = models.CharField(_("費目"), max_length=12, choices=Expense.choices, blank=True)
    item = models.CharField(_("内訳"), max_length=100)
    unit_price = models.PositiveBigIntegerField(_("単価（円）"), null=True, blank=True)
    quantity = models.DecimalField(_("数量"), max_digits=15, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("単位"), max_length=20, blank=True)
    amount = models.PositiveBigIntegerField(_("金額（円）"))
    counts = models.BooleanField(_("補助の対象になる経費"), default=False)
    bearer = models.CharField(_("負担する人"), max_length=10, choices=Bearer.choices, blank=True)
    note = models.CharField(_("備考"), max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(_("順"))

    class Meta:
        verbose_name = _("収支の行")
        ordering = ["flow", "order"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "order"], name="money_line_once"),
            models.CheckConstraint(
                condition=Q(flow=Flow.EXPENSE, source="") | (Q(flow=Flow.INCOME, counts=False) & ~Q(source="")),
                name="money_line_source",
            ),
            models.CheckConstraint(
                # Within a yen: what is less than one is cut, and not every database multiplies decimals exactly.
                condition=Q(unit_price=None, quantity=None)
                | Q(
                    unit_price__isnull=False,
                    quantity__isnull=False,
                    amount__gt=F("unit_price") * F("quantity") - 1,
                    amount__lt=F("unit_price") * F("quantity") + 1,
                ),
                name="money_line_product",
            ),
        ]

    def __str__(self) -> str:
        return self.item

    def row(self) -> dict[str, Any]:
        """The line as a version keeps it."""
        names = ("flow", "source", "category", "item", "unit_price", "unit", "amount", "counts", "bearer", "note")
        quantity = None if self.quantity is None else plain(self.quantity)
        return {**{name: getattr(self, name) for name in names}, "quantity": quantity}


@dataclass(frozen=True)
class Budget:
    """収支の計: the sums of a budget and what the programme lets the city bear."""

    income: int = 0
    expense: int = 0
    eligible: int = 0
    requested: int = 0
    grants: int = 0  #: what others are expected to give
    borne: int | None = None  #: what the city bears by the lines of expense; None where a line leaves that open
    ceiling: int | None = None  #: None where no programme sets a rule

    @classmethod
    def of(cls, rows: Iterable[dict[str, Any]], programme: Programme | None) -> Budget:
        """The sums of the rows of a version or of a draft."""
        rows = list(rows)
        eligible = sum(r["amount"] for r in rows if r["counts"])
        return cls(
            income=sum(r["amount"] for r in rows if r["flow"] == Flow.INCOME),
            expense=sum(r["amount"] for r in rows if r["flow"] == Flow.EXPENSE),
            eligible=eligible,
            requested=sum(r["amount"] for r in rows if r["source"] == Source.CITY),
            grants=sum(r["amount"] for r in rows if r["source"] == Source.GRANTS),
            borne=cls._borne([r for r in rows if r["flow"] == Flow.EXPENSE]),
            ceiling=programme.grant(eligible) if programme else None,
        )

    @staticmethod
    def _borne(spent: list[dict[str, Any]]) -> int | None:
        whole = bool(spent) and all(r["bearer"] for r in spent)
        return sum(int(r["amount"]) for r in spent if r["bearer"] == Bearer.CITY) if whole else None

    @property
    def faults(self) -> list[StrOrPromise]:
        """What does not come out right, each as a sentence that says by how much."""
        found: list[StrOrPromise] = []
        if self.income != self.expense:
            sums = {"income": f"{self.income:,}", "expense": f"{self.expense:,}"}
            found.append(_("収入の合計（%(income)s円）と支出の合計（%(expense)s円）を同じ額にしてください。") % sums)
        if self.ceiling is not None and self.requested > self.ceiling:
            sums = {"asked": f"{self.requested:,}", "most": f"{self.ceiling:,}"}
            found.append(_("市の負担（%(asked)s円）が、この制度の計算で出せる額（%(most)s円）をこえています。") % sums)
        return found
