"""収支: the lines of the books, the receipts that prove them, and the amount the city fixed in the end. Whole yen."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.projects.states import Flow, Target
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.thing import Thing

from .project import Part, Project


class Money(Part):
    """収支: one line; budget and settlement stand side by side in the same row."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="books")
    flow = models.CharField(_("区分"), max_length=10, choices=Flow.choices)
    item = models.CharField(_("費目"), max_length=60)
    detail = models.CharField(_("内訳"), max_length=200, blank=True)
    bearer = models.CharField(_("負担する側"), max_length=10, choices=Side.choices)
    target = models.CharField(_("市の負担の対象"), max_length=3, choices=Target.choices, default=Target.IN)
    budget = models.PositiveBigIntegerField(_("予算額（円）"))
    settled = models.PositiveBigIntegerField(_("決算額（円）"), null=True, blank=True)
    because = models.CharField(_("差の理由"), max_length=300, blank=True)
    eligible = models.PositiveBigIntegerField(_("対象と認めた額（円）"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("順"), default=0)

    class Meta:
        verbose_name = _("収支")
        ordering = ["-flow", "order", "pk"]  # 収入 before 支出

    def __str__(self) -> str:
        return self.item

    @property
    def standing(self) -> list[Receipt]:
        """The receipts that count. Prefetch `receipts` for a whole table."""
        return [one for one in self.receipts.all() if one.taken_back_at is None]

    @property
    def proved(self) -> int:
        """What its receipts add up to."""
        return sum(one.amount for one in self.standing)

    @property
    def actual(self) -> int | None:
        """決算額: as it was written, else what the receipts add up to; None where nothing is known yet."""
        return self.settled if self.settled is not None else (self.proved if self.standing else None)

    @property
    def difference(self) -> int | None:
        """差額: actual less budget."""
        return None if self.actual is None else self.actual - self.budget


def is_far(budget: int, actual: int, *, percent: int) -> bool:
    """Whether an actual amount lies so many percent of its budget or more away from it, and needs a reason."""
    return actual != budget and abs(actual - budget) * 100 >= percent * budget


class Receipt(Part):
    """領収書: what one line was paid for, to whom and when. The paper hangs on it; both are for the two sides and for auditors."""

    named_with = ("line", "project__case")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="receipts")
    line = models.ForeignKey(Money, verbose_name=_("費目"), on_delete=models.PROTECT, related_name="receipts")
    paid_on = models.DateField(_("支払日"))
    payee = models.CharField(_("支払先"), max_length=100)
    amount = models.PositiveBigIntegerField(_("金額（円）"))
    taken_back_at = models.DateTimeField(_("取り消した日時"), null=True, blank=True)
    taken_back_because = models.CharField(_("取り消した理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("領収書")
        ordering = ["paid_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="receipt_of_something"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | ~Q(taken_back_because=""), name="receipt_taken_back_has_reason"
            ),
        ]

    def __str__(self) -> str:
        """Histories show this to everybody: neither payee nor amount is in it."""
        return str(_("「%(item)s」の領収書") % {"item": self.line.item})

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        return self.project.may_read_receipts(actor, at)

    def may_keep_papers(self, actor: Actor, at: datetime) -> bool:
        return self.project.may_keep_papers(actor, at)


class Settlement(Thing):
    """額の確定: what the city bears in the end. The lesser of what was decided and its share of what it recognised."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="settlement")
    decided = models.PositiveBigIntegerField(_("決定額（円）"))
    rate = models.PositiveSmallIntegerField(_("負担する割合（％）"))
    rounding = models.PositiveIntegerField(_("切り捨ての単位（円）"), default=1)
    eligible = models.PositiveBigIntegerField(_("対象経費（円）"))
    fixed = models.PositiveBigIntegerField(_("確定額（円）"))
    paid = models.PositiveBigIntegerField(_("これまでに支払った額（円）"))
    fixed_on = models.DateField(_("確定した日"))
    fixed_by = models.CharField(_("確定した人"), max_length=100)
    fixed_at = models.DateTimeField(_("記録した日時"))
    remark = models.CharField(_("付記"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("額の確定")
        constraints = [
            models.CheckConstraint(condition=Q(rate__range=(1, 100)), name="settlement_rate"),
            models.CheckConstraint(condition=Q(fixed__lte=F("decided")), name="settlement_within_decision"),
        ]

    def __str__(self) -> str:
        return str(self.project)

    def get_absolute_url(self) -> str:
        return f"{self.project.get_absolute_url()}#settlement"

    @property
    def case(self) -> Collaboration:
        return self.project.case

    @property
    def whole(self) -> str:
        return self.project.whole

    @property
    def more(self) -> int:
        """追加で支払う額."""
        return max(self.fixed - self.paid, 0)

    @property
    def back(self) -> int:
        """返してもらう額."""
        return max(self.paid - self.fixed, 0)
