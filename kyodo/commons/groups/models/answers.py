"""要件と確認: what the city asks of every group, what a group answered, and how fresh its entries are."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.states import Part, Source
from kyodo.kernel.thing import Thing

from .group import Group


class Conditions(Thing):
    """登録の要件: one version of the city's statements, one a line. The newest applies; earlier ones stay."""

    text = models.TextField(_("要件の文（1行に1つ）"))
    adopted_at = models.DateTimeField(_("適用した日時"), db_index=True)

    class Meta:
        verbose_name = _("登録の要件")
        ordering = ["-adopted_at", "-pk"]

    def __str__(self) -> str:
        return self.text.partition("\n")[0][:60]

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements one by one."""
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())


class Answer(models.Model):
    """要件への回答: one statement as it was shown, and whether the group says it holds."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="answers")
    order = models.PositiveSmallIntegerField(_("順"))
    statement = models.TextField(_("示した文"))
    holds = models.BooleanField(_("当てはまる"))
    answered_at = models.DateTimeField(_("回答日時"))
    answered_by = models.CharField(_("回答した人"), max_length=100)

    class Meta:
        verbose_name = _("要件への回答")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["group", "order"], name="group_answer_once")]

    def __str__(self) -> str:
        return self.statement[:60]


class Confirmation(models.Model):
    """情報の日付: when a part of the entries was last said to be right, by whom, and what the city compared it with."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="confirmations")
    part = models.CharField(_("まとまり"), max_length=10, choices=Part.choices)
    source = models.CharField(_("出どころ"), max_length=10, choices=Source.choices)
    confirmed_on = models.DateField(_("確認した日"))
    confirmed_by = models.CharField(_("確認した人"), max_length=100)
    checked_on = models.DateField(_("市が確かめた日"), null=True, blank=True)
    checked_against = models.CharField(_("何で確かめたか"), max_length=100, blank=True)
    checked_by = models.CharField(_("確かめた職員"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("情報の日付")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "part"], name="group_confirmation_once"),
            models.CheckConstraint(
                condition=Q(checked_on=None, checked_against="", checked_by="")
                | (Q(checked_on__isnull=False) & ~Q(checked_against="") & ~Q(checked_by="")),
                name="group_checked_against_something",
            ),
        ]
        indexes = [models.Index(fields=["confirmed_on"], name="group_confirmed_on")]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.confirmed_on}"

    def is_fresh(self, day: date, *, months: int) -> bool:
        """Whether it was confirmed within so many months before that day."""
        age = (day.year - self.confirmed_on.year) * 12 + day.month - self.confirmed_on.month
        return age - (day.day < self.confirmed_on.day) < months
