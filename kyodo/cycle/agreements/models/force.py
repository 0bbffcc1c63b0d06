"""発効中の目標と役割: the rows of the revision in force, which the work and its evaluation hang on. And the waivers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.states import WAIVABLE, Bearer, Because, Phase, Rule
from kyodo.kernel.access import BOTH_SIDES, Side

from .agreement import Agreement, OfAgreement


class InForceQuerySet(models.QuerySet[Any]):
    """Rows of the revision in force; dropped ones stay for what already refers to them."""

    def in_force(self) -> InForceQuerySet:
        return self.filter(dropped_at=None)


class InForce(OfAgreement):
    """A row of the agreement that keeps its reference from one revision to the next."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="%(class)ss")
    order = models.PositiveSmallIntegerField(_("順"))
    dropped_at = models.DateTimeField(_("外した日時"), null=True, blank=True)

    objects = InForceQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return f"{self.agreement.get_absolute_url()}#{self.ref}"


#: Words by which a unit says that less is better.
CEILINGS = ("以下", "未満", "以内", "まで")


class Goal(InForce):
    """目標: a goal in force, written when both sides have confirmed it."""

    what = models.CharField(_("何を"), max_length=200)
    amount = models.DecimalField(_("どれだけ"), max_digits=15, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("単位"), max_length=20, blank=True)
    by = models.DateField(_("いつまでに"), null=True, blank=True)
    indicator = models.CharField(_("測り方"), max_length=200, blank=True)
    baseline = models.CharField(_("いまの値"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("目標")
        ordering = ["order"]
        indexes = [models.Index(fields=["agreement", "dropped_at", "order"], name="goal_in_force")]

    def __str__(self) -> str:
        return self.what

    @property
    def is_ceiling(self) -> bool:
        """上限の目標: 「3人以下」 is reached from above, and a share of it says nothing."""
        return self.unit.endswith(CEILINGS)

    @property
    def counted_in(self) -> str:
        """The unit beside a value: 「2人」 of 「3人以下」."""
        return next((self.unit.removesuffix(word) for word in CEILINGS if self.unit.endswith(word)), self.unit)

    def is_reached_by(self, value: Decimal) -> bool:
        """Whether a value keeps what was agreed."""
        if self.amount is None:
            return False
        if self.is_ceiling:
            return value < self.amount if self.unit.endswith("未満") else value <= self.amount
        return value >= self.amount


class Role(InForce):
    """役割: a role in force, written when both sides have confirmed it."""

    goals: models.ManyToManyField[Goal, models.Model] = models.ManyToManyField(
        Goal, verbose_name=_("役立つ目標"), related_name="roles"
    )
    phase = models.CharField(_("段階"), max_length=10, choices=Phase.choices)
    task = models.CharField(_("仕事"), max_length=200)
    side = models.CharField(_("担う側"), max_length=10, choices=Side.choices, blank=True)
    because = models.CharField(_("担う理由"), max_length=10, choices=Because.choices, blank=True)
    because_text = models.CharField(_("理由のことば"), max_length=300, blank=True)
    charge = models.CharField(_("担当する人・課"), max_length=100, blank=True)
    due = models.DateField(_("期限"), null=True, blank=True)
    resources = models.CharField(_("使うもの"), max_length=300, blank=True)
    bearer = models.CharField(_("費用の負担"), max_length=10, choices=Bearer.choices, default=Bearer.NOBODY)
    risk = models.CharField(_("心配なことと備え"), max_length=300, blank=True)
    ownership = models.CharField(_("成果物の帰属"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("役割")
        ordering = ["order"]
        indexes = [models.Index(fields=["agreement", "dropped_at", "order"], name="role_in_force")]
        constraints = [
            models.CheckConstraint(condition=Q(side="") | Q(side__in=BOTH_SIDES), name="role_of_a_side"),
        ]

    def __str__(self) -> str:
        return self.task


class GateOverride(OfAgreement):
    """関門の免除: a named officer waives one rule about completeness, for this content only, with a public reason."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="overrides")
    rule = models.CharField(_("決まり"), max_length=12, choices=Rule.choices)
    digest = models.CharField(_("要約値"), max_length=64)
    officer = models.CharField(_("免除した職員"), max_length=100)
    name = models.CharField(_("氏名"), max_length=100)
    acting_as = models.CharField(_("資格"), max_length=200)
    reason = models.TextField(_("理由"))
    at = models.DateTimeField(_("免除した日時"))

    class Meta:
        verbose_name = _("関門の免除")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["-at"], name="override_newest")]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "rule", "digest"], name="override_once"),
            models.CheckConstraint(condition=Q(rule__in=WAIVABLE), name="override_only_waivable"),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_reason"),
        ]

    def __str__(self) -> str:
        return self.get_rule_display()

    def get_absolute_url(self) -> str:
        return self.agreement.get_absolute_url()
