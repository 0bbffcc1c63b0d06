"""記録: what one sitting brought: minutes, attendance, agreed and open points, homework, promises, confirmations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import Zone
from kyodo.cycle.roundtables.states import Item, Mark
from kyodo.kernel.access import BOTH_SIDES, Side
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Principle

from .table import Sitting


class Minute(models.Model):
    """議題の記録: what was said under one item of the agenda."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="minutes")
    item = models.CharField(_("議題"), max_length=15, choices=Item.choices)
    order = models.PositiveSmallIntegerField(_("順"))
    text = models.TextField(_("記録"), blank=True)

    class Meta:
        verbose_name = _("議題の記録")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["sitting", "item"], name="minute_once")]

    def __str__(self) -> str:
        return self.get_item_display()


class Attendance(models.Model):
    """出席: who sat there, and on which side."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="attendance")
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    name = models.CharField(_("氏名"), max_length=100)
    body = models.CharField(_("所属"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("出席")
        ordering = ["side", "pk"]

    def __str__(self) -> str:
        return self.name


class Agreed(models.Model):
    """合意した点, with the zone in which each side sees it."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="agreed")
    text = models.CharField(_("合意した点"), max_length=300)
    zone_citizens = models.CharField(_("領域（市民）"), max_length=1, choices=Zone.choices, blank=True)
    zone_city = models.CharField(_("領域（行政）"), max_length=1, choices=Zone.choices, blank=True)

    class Meta:
        verbose_name = _("合意した点")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class OpenPoint(Thing):
    """合意していない点: each side's view. It comes back at every sitting until it is settled."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="raised")
    text = models.CharField(_("合意していない点"), max_length=300)
    citizens_view = models.TextField(_("市民の考え"), blank=True)
    city_view = models.TextField(_("行政の考え"), blank=True)
    handling = models.CharField(_("扱い"), max_length=200, blank=True)
    settled_in = models.ForeignKey(
        Sitting, verbose_name=_("決着した回"), null=True, blank=True, on_delete=models.PROTECT, related_name="settled"
    )
    settled_how = models.CharField(_("どう決着したか"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("合意していない点")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(settled_in=None) | ~Q(settled_how=""), name="open_point_settled_how")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def whole(self) -> str:
        return self.sitting.whole


class Homework(Thing):
    """宿題: what a side does until a date. Open homework reappears at the next sitting by itself."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="homework")
    text = models.CharField(_("すること"), max_length=200)
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    holder = models.CharField(_("担当"), max_length=100)
    holder_name = models.CharField(_("担当の名前"), max_length=100)
    due = models.DateField(_("期限"))
    done_at = models.DateTimeField(_("済んだ日時"), null=True, blank=True)
    done_by = models.CharField(_("済ませた人"), max_length=100, blank=True)
    result = models.CharField(_("わかったこと"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("宿題")
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["holder", "due"], condition=Q(done_at=None), name="homework_open")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.sitting.get_absolute_url()}#homework"

    @property
    def case(self) -> Collaboration:
        return self.sitting.case

    @property
    def whole(self) -> str:
        return self.sitting.whole


class PromiseCheckQuerySet(models.QuerySet["PromiseCheck"]):
    """Marks as a side may see them."""

    def readable(self, sitting: Sitting, side: str | None) -> PromiseCheckQuerySet:
        """One's own marks; both sides' only after both have marked."""
        marked = set(self.filter(sitting=sitting).values_list("side", flat=True))
        both = marked >= set(BOTH_SIDES)
        return self.filter(sitting=sitting) if both else self.filter(sitting=sitting, side=side or "nobody")


class PromiseCheck(models.Model):
    """約束の点検: how one side finds a principle kept at this sitting; blind until both have marked."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="promises")
    principle = models.ForeignKey(Principle, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    mark = models.CharField(_("印"), max_length=6, choices=Mark.choices)
    note = models.CharField(_("ひとこと"), max_length=200, blank=True)

    objects: ClassVar[PromiseCheckQuerySet] = PromiseCheckQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("約束の点検")
        ordering = ["principle__order"]
        constraints = [models.UniqueConstraint(fields=["sitting", "principle", "side"], name="promise_once")]

    def __str__(self) -> str:
        return f"{self.principle} {self.get_mark_display()}"


class Confirmation(models.Model):
    """記録の確認: one side's word that the record says what happened; a change of the record voids it."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="confirmations")
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    person = models.CharField(_("確認した人"), max_length=100)
    person_name = models.CharField(_("氏名"), max_length=100)
    digest = models.CharField(_("要約値"), max_length=64)
    confirmed_at = models.DateTimeField(_("確認した日時"))

    class Meta:
        verbose_name = _("記録の確認")
        ordering = ["confirmed_at"]
        constraints = [models.UniqueConstraint(fields=["sitting", "side", "digest"], name="sitting_confirmed_once")]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.person_name}"
