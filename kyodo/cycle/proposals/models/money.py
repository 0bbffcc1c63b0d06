"""収支予算: the lines of a budget, and whether they come out right under the rule of the programme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.models import Programme
from kyodo.cycle.proposals.states import Flow, Source

from .proposal import Proposal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class MoneyLine(models.Model):
    """収支の行: one line of the budget of a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="lines")
    flow = models.CharField(_("収支の別"), max_length=10, choices=Flow.choices)
    source = models.CharField(_("収入の出どころ"), max_length=10, choices=Source.choices, blank=True)
    item = models.CharField(_("費目"), max_length=100)
    amount = models.PositiveBigIntegerField(_("金額（円）"))
    counts = models.BooleanField(_("補助の対象になる経費"), default=False)
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
        ]

    def __str__(self) -> str:
        return self.item

    def row(self) -> dict[str, Any]:
        """The line as a version keeps it."""
        return {name: getattr(self, name) for name in ("flow", "source", "item", "amount", "counts")}


@dataclass(frozen=True)
class Budget:
    """収支の計: the sums of a budget and what the programme lets the city bear."""

    income: int = 0
    expense: int = 0
    eligible: int = 0
    requested: int = 0
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
            ceiling=programme.grant(eligible) if programme else None,
        )

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
