"""推進プラン: pillars, measures, their milestones and targets, and the yearly sheet of each measure."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.states import Grade, HeirKind, MilestoneState, PlanState
from kyodo.kernel.access import Actor
from kyodo.kernel.calendar import fiscal_year
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import roles_of

from .recommendation import Recommendation, standing


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> PlanQuerySet:
        """What was adopted; officers also see what is being drawn up."""
        return self if roles_of(actor, at) else self.exclude(state=PlanState.DRAFTING)


class Plan(Thing):
    """推進プラン: what the city does about recommendations, for some fiscal years. A later plan takes the place of an earlier."""

    state = models.CharField(_("状態"), max_length=10, choices=PlanState.choices, default=PlanState.DRAFTING)
    title = models.CharField(_("計画の名前"), max_length=150)
    summary = models.TextField(_("あらまし"), max_length=2000, blank=True)
    first_year = models.PositiveSmallIntegerField(_("始まりの年度"))
    last_year = models.PositiveSmallIntegerField(_("終わりの年度"))
    adopted_on = models.DateField(_("決定日"), null=True, blank=True)
    decided_ref = models.CharField(_("決定した会議"), max_length=100, blank=True)  # a meeting, by its subject
    decided_by = models.CharField(_("決定した会議・手続"), max_length=150, blank=True)
    earlier = models.ForeignKey(
        "self", verbose_name=_("前の計画"), null=True, blank=True, on_delete=models.PROTECT, related_name="later"
    )
    voice_ref = models.CharField(_("市民の評価をする会議体"), max_length=100, blank=True)
    entered_at = models.DateTimeField(_("登録日時"))

    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("推進プラン")
        ordering = ["-first_year", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="plan_years"),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFTING) | (Q(adopted_on__isnull=False) & ~Q(decided_by="")),
                name="plan_in_force_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("recommendations:plan", args=[self.ref])

    @property
    def years(self) -> range:
        """Its fiscal years."""
        return range(self.first_year, self.last_year + 1)


class Pillar(Thing):
    """柱."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="pillars")
    number = models.PositiveSmallIntegerField(_("番号"))
    title = models.CharField(_("柱の名前"), max_length=150)

    class Meta:
        verbose_name = _("柱")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="pillar_number_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def whole(self) -> str:
        return self.plan.subject


class Measure(Thing):
    """取組: what is done, by which section, for how much, counted by which indicator."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="measures")
    pillar = models.ForeignKey(Pillar, verbose_name=_("柱"), on_delete=models.PROTECT, related_name="measures")
    number = models.PositiveSmallIntegerField(_("番号"))
    title = models.CharField(_("取組の名前"), max_length=200)
    text = models.TextField(_("取組の内容"), max_length=4000, blank=True)
    section = models.ForeignKey(
        Section, verbose_name=_("担当課"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    budget = models.PositiveBigIntegerField(_("予算額（円）"), null=True, blank=True)
    indicator = models.CharField(_("指標"), max_length=150, blank=True)
    unit = models.CharField(_("単位"), max_length=20, blank=True)
    batch = models.ForeignKey(
        "recommendations.Batch", verbose_name=_("取り込み"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="measures",
    )  # fmt: skip

    class Meta:
        verbose_name = _("取組")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="measure_number_once")]
        indexes = [models.Index(fields=["section"], name="measure_section")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("recommendations:measure", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.plan.subject

    @property
    def addressee(self) -> Section | None:
        """The section in charge: where it was reorganised, its successor."""
        return standing(self.section)


class Target(models.Model):
    """目標値: the indicator of a measure in one fiscal year, as wished and as it came."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField(_("年度"))
    wanted = models.DecimalField(_("目標値"), max_digits=12, decimal_places=3)
    actual = models.DecimalField(_("実績値"), max_digits=12, decimal_places=3, null=True, blank=True)

    class Meta:
        verbose_name = _("目標値")
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["measure", "year"], name="target_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.wanted}"


class Milestone(Thing):
    """マイルストーン: something that will have happened by a day. Progress is counted from these and never typed."""

    named_with = ("measure",)

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="milestones")
    state = models.CharField(_("状態"), max_length=10, choices=MilestoneState.choices, default=MilestoneState.PLANNED)
    title = models.CharField(_("できているはずのこと"), max_length=200)
    due = models.DateField(_("期日"))
    note = models.TextField(_("結果"), max_length=1000, blank=True)
    settled_on = models.DateField(_("結果が出た日"), null=True, blank=True)

    class Meta:
        verbose_name = _("マイルストーン")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MilestoneState.PLANNED) | (~Q(note="") & Q(settled_on__isnull=False)),
                name="milestone_result_is_told",
            )
        ]
        indexes = [models.Index(fields=["state", "due"], name="milestone_due")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.measure.get_absolute_url()}#milestones"

    @property
    def whole(self) -> str:
        return self.measure.whole

    @property
    def year(self) -> int:
        """Its fiscal year."""
        return fiscal_year(self.due)


class Heir(Thing):
    """対応: how a plan took a recommendation up: by which measure and in what manner, or why not at all."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="heirs")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="heirs")
    measure = models.ForeignKey(
        Measure, verbose_name=_("取組"), null=True, blank=True, on_delete=models.PROTECT, related_name="heirs"
    )
    kind = models.CharField(_("対応のしかた"), max_length=10, choices=HeirKind.choices)
    reason = models.CharField(_("理由"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("提言と取組の対応")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "measure"], name="heir_once"),
            models.UniqueConstraint(
                fields=["recommendation", "plan"], condition=Q(measure=None), name="not_taken_once_a_plan"
            ),
            models.CheckConstraint(
                condition=(Q(kind=HeirKind.NOT_TAKEN) & Q(measure=None) & ~Q(reason=""))
                | (~Q(kind=HeirKind.NOT_TAKEN) & Q(measure__isnull=False)),
                name="heir_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} {self.get_kind_display()}"

    @property
    def whole(self) -> str:
        return self.plan.subject


class Sheet(Thing):
    """進捗シート: one year of one measure: the section tells, the headquarters comment, the citizens' members judge."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="sheets")
    year = models.PositiveSmallIntegerField(_("年度"))
    results = models.TextField(_("実績"), max_length=2000)
    problems = models.TextField(_("課題"), max_length=2000, blank=True)
    next_year = models.TextField(_("次年度の取組"), max_length=2000, blank=True)
    self_grade = models.CharField(_("自己評価"), max_length=10, choices=Grade.choices)
    filed_at = models.DateTimeField(_("提出日時"))
    hq_comment = models.TextField(_("本部コメント"), max_length=2000, blank=True)
    hq_at = models.DateTimeField(_("本部コメントの日時"), null=True, blank=True)
    citizens_grade = models.CharField(_("市民委員評価"), max_length=10, choices=Grade.choices, blank=True)
    citizens_comment = models.TextField(_("市民委員の意見"), max_length=2000, blank=True)
    citizens_at = models.DateTimeField(_("市民委員評価の日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("進捗シート")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "year"], name="sheet_once_a_year"),
            models.CheckConstraint(
                condition=Q(citizens_grade="") | ~Q(citizens_comment=""), name="citizens_grade_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.year}"

    def get_absolute_url(self) -> str:
        return f"{self.measure.get_absolute_url()}#sheets"

    @property
    def whole(self) -> str:
        return self.measure.whole
