"""様子: what both sides did, measured, felt and looked back on while a project runs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import Goal
from kyodo.cycle.projects.states import Manner, Pace
from kyodo.kernel.access import BOTH_SIDES

from .project import Part, Project


class Entry(Part):
    """進捗: what one side did and how it goes. Open to everybody."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="entries")
    on = models.DateField(_("日"))
    pace = models.CharField(_("進み具合"), max_length=10, choices=Pace.choices)
    done = models.TextField(_("したこと"))
    place = models.CharField(_("場所"), max_length=100, blank=True)
    people = models.PositiveIntegerField(_("参加人数"), null=True, blank=True)
    trouble = models.TextField(_("困っていること"), blank=True)
    following = models.CharField(_("次にすること"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("進捗")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["project", "-on", "-id"], name="entry_newest")]

    def __str__(self) -> str:
        return self.done[:40]


class Value(Part):
    """目標の現在値: how far a goal is, measured on a day. Earlier values stay."""

    named_with = ("goal", "project__case")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="values")
    goal = models.ForeignKey(Goal, verbose_name=_("目標"), on_delete=models.PROTECT, related_name="values")
    value = models.DecimalField(_("現在の値"), max_digits=15, decimal_places=3)
    on = models.DateField(_("測った日"))
    note = models.CharField(_("ひとこと"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("目標の現在値")
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["goal", "-on", "-id"], name="value_latest")]

    def __str__(self) -> str:
        return f"{self.goal} {self.value.normalize():f}{self.goal.unit}"


class Milestone(Part):
    """節目: a dated point on the way."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField(_("節目"), max_length=100)
    due = models.DateField(_("予定日"))
    done_on = models.DateField(_("できた日"), null=True, blank=True)

    class Meta:
        verbose_name = _("節目")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.name


class LookBackQuerySet(models.QuerySet["LookBack"]):
    """Look-backs as a side may read them."""

    def readable(self, project: Project, side: str | None) -> LookBackQuerySet:
        """Rounds in which both sides have written, and one's own words in the others."""
        rows = self.filter(project=project)
        rounds: dict[int, set[str]] = {}
        for number, by in rows.values_list("round", "side"):
            rounds.setdefault(number, set()).add(by)
        both = [number for number, sides in rounds.items() if sides >= set(BOTH_SIDES)]
        return rows.filter(Q(round__in=both) | Q(side=side or "nobody"))


class LookBack(Part):
    """中間ふりかえり: each side writes its own and scores 導入 and 過程 against what was expected; blind until both have."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="look_backs")
    round = models.PositiveSmallIntegerField(_("回"))
    went_well = models.TextField(_("よかったこと"))
    trouble = models.TextField(_("困っていること"), blank=True)
    wish = models.TextField(_("相手に望むこと"), blank=True)
    better = models.TextField(_("これから改めること"), blank=True)
    meets_on = models.DateField(_("次に話し合う日"), null=True, blank=True)
    entry_score = models.PositiveSmallIntegerField(_("導入の点"), null=True, blank=True)
    course_score = models.PositiveSmallIntegerField(_("過程の点"), null=True, blank=True)

    objects: ClassVar[LookBackQuerySet] = LookBackQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("中間ふりかえり")
        ordering = ["round", "side"]
        constraints = [
            models.UniqueConstraint(fields=["project", "round", "side"], name="look_back_once"),
            models.CheckConstraint(
                condition=(Q(entry_score=None) & Q(course_score=None))
                | (Q(entry_score__range=(1, 5)) & Q(course_score__range=(1, 5))),
                name="look_back_scores_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.round}"


class Pulse(Part):
    """マナー脈診: one person's four answers of one month. Shown in sums only; nobody's answer is shown by name."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="pulses")
    month = models.DateField(_("月"))  # its first day
    manner = models.CharField(_("問い"), max_length=10, choices=Manner.choices)
    score = models.PositiveSmallIntegerField(_("点"))

    class Meta:
        verbose_name = _("マナー脈診")
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["project", "written_by", "month", "manner"], name="pulse_once_a_month"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="pulse_one_to_five"),
        ]
        indexes = [models.Index(fields=["project", "month", "side"], name="pulse_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.get_manner_display()}"


class Reminder(models.Model):
    """終了前の知らせ: which notice before the end has gone out, for which end date, so that none goes twice."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reminders")
    ends_on = models.DateField(_("終了日"))
    days = models.SmallIntegerField(_("何日前"))
    sent_at = models.DateTimeField(_("知らせた日時"))

    class Meta:
        verbose_name = _("終了前の知らせ")
        constraints = [models.UniqueConstraint(fields=["project", "ends_on", "days"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.project} {self.days}"
