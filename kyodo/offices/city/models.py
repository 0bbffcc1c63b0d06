"""市: the city itself, its sections and wards, duties, calendar, own numbers and principle sets."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.thing import Thing
from kyodo.offices.people.models import Person

from .states import Role


class City(Thing):
    """市: the one city of this installation."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("市の名前"), max_length=50)
    kana = models.CharField(_("フリガナ"), max_length=100, blank=True)
    code = models.CharField(_("団体コード"), max_length=6)
    prefecture = models.CharField(_("都道府県"), max_length=20, blank=True)
    desk_name = models.CharField(_("窓口の名前"), max_length=100, blank=True)
    desk_phone = models.CharField(_("窓口の電話"), max_length=20, blank=True)
    desk_hours = models.CharField(_("窓口の時間"), max_length=100, blank=True)
    desk_email = models.EmailField(_("窓口のメール"), blank=True)
    principle_set = models.ForeignKey(
        "PrincipleSet", verbose_name=_("協働の原則"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField(_("開始日時"))

    class Meta:
        verbose_name = _("市")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_city")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return "/city/"


class PeriodQuerySet(models.QuerySet[Any]):
    """Rows that hold for a time: `since` inclusive, `until` exclusive and open when empty."""

    def on(self, day: date) -> PeriodQuerySet:
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gt=day))

    def during(self, first: date, last: date) -> PeriodQuerySet:
        """Rows that hold on at least one day from `first` to `last`."""
        return self.filter(since__lte=last).filter(Q(until=None) | Q(until__gt=first))


class Section(Thing):
    """課: a section of city hall. Reorganised each spring: a section ends and names its successor."""

    code = models.CharField(_("課コード"), max_length=20)
    name = models.CharField(_("課名"), max_length=50)
    kana = models.CharField(_("フリガナ"), max_length=100, blank=True)
    division = models.CharField(_("部"), max_length=50, blank=True)
    phone = models.CharField(_("電話"), max_length=20, blank=True)
    duties_text = models.CharField(_("担当する仕事"), max_length=200, blank=True)
    is_desk = models.BooleanField(_("協働の窓口課"), default=False)
    since = models.DateField(_("設置日"))
    until = models.DateField(_("廃止日"), null=True, blank=True)
    successor = models.ForeignKey("self", verbose_name=_("引き継ぐ課"), null=True, blank=True, on_delete=models.PROTECT)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("課")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(until=None), name="section_code_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="section_period"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/city/sections/{self.ref}/"

    def is_open_on(self, day: date) -> bool:
        """Whether the section exists on that day: the end is exclusive."""
        return self.since <= day and (self.until is None or day < self.until)


class Ward(Thing):
    """地区: a ward or district of the city."""

    code = models.CharField(_("地区コード"), max_length=20, unique=True)
    name = models.CharField(_("地区名"), max_length=50)
    kana = models.CharField(_("フリガナ"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("地区")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Duty(Thing):
    """職務: a named officer's role, in a section, for a time. There is no everyday superuser."""

    named_with = ("section", "person")

    person = models.ForeignKey(Person, verbose_name=_("人"), on_delete=models.PROTECT, related_name="duties")
    role = models.CharField(_("役割"), max_length=20, choices=Role.choices)
    section = models.ForeignKey(Section, verbose_name=_("課"), on_delete=models.PROTECT, related_name="duties")
    since = models.DateField(_("開始日"))
    until = models.DateField(_("終了日"), null=True, blank=True)
    handed_to = models.ForeignKey("self", verbose_name=_("引継ぎ先"), null=True, blank=True, on_delete=models.PROTECT)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("職務")
        ordering = ["section__code", "role", "since"]
        indexes = [
            models.Index(fields=["person", "since"], name="duty_person"),
            models.Index(fields=["section", "role", "since"], name="duty_section"),
        ]
        constraints = [
            # One promoter a section at a time: the next may only start after the last one ended.
            models.UniqueConstraint(
                fields=["section"], condition=Q(until=None, role=Role.PROMOTER), name="one_promoter_a_section"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="duty_period"),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.get_role_display()} {self.person}"

    @property
    def whole(self) -> str:
        """A duty is part of the history of its section."""
        return self.section.subject

    def get_absolute_url(self) -> str:
        return self.section.get_absolute_url()

    def holds_on(self, day: date) -> bool:
        """Whether the duty is held on that day: the end is exclusive."""
        return self.since <= day and (self.until is None or day < self.until)


class Training(Thing):
    """研修の記録: what somebody in office learned about collaboration, and what they want to try at work."""

    duty = models.ForeignKey(Duty, verbose_name=_("職務"), on_delete=models.PROTECT, related_name="trainings")
    held_on = models.DateField(_("受けた日"))
    title = models.CharField(_("研修の名前"), max_length=100)
    learned = models.TextField(_("自己点検"), blank=True)

    class Meta:
        verbose_name = _("研修の記録")
        ordering = ["-held_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["duty", "held_on", "title"], name="training_once")]

    def __str__(self) -> str:
        return self.title


class Holiday(Thing):
    """休業日: a local day on which city hall is closed, beside national holidays and 12/29-1/3."""

    day = models.DateField(_("日"), unique=True)
    name = models.CharField(_("名称"), max_length=50)
    closed = models.BooleanField(_("閉庁"), default=True)  # False opens a day that would be closed

    class Meta:
        verbose_name = _("休業日")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Setting(Thing):
    """市の数値: the city's own value of a number that the program has a default for."""

    key = models.CharField(_("項目"), max_length=80, unique=True)
    value = models.IntegerField(_("値"))
    source = models.CharField(_("根拠"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("市の数値")

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


class Counter(models.Model):
    """番号簿: the last document number given out, per kind and fiscal year."""

    kind = models.CharField(_("種類"), max_length=30)
    year = models.PositiveSmallIntegerField(_("年度"))
    last = models.PositiveIntegerField(_("最後の番号"), default=0)

    class Meta:
        verbose_name = _("番号簿")
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} {self.last}"


class PrincipleSet(Thing):
    """協働の原則: one version of the principles a city works by. A case keeps the version that applied to it."""

    name = models.CharField(_("名称"), max_length=100)
    version = models.PositiveSmallIntegerField(_("版"), default=1)
    source = models.CharField(_("出典"), max_length=200, blank=True)
    adopted_on = models.DateField(_("適用日"), null=True, blank=True)
    earlier = models.ForeignKey("self", verbose_name=_("前の版"), null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("原則集")
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="principle_set_version")]

    def __str__(self) -> str:
        return f"{self.name} 第{self.version}版"

    def get_absolute_url(self) -> str:
        return f"/city/principles/{self.ref}/"


class Principle(Thing):
    """原則: a rule that must be met, a manner or promise kept in mind, or the label of a type, form or zone."""

    class Kind(models.TextChoices):
        RULE = "rule", _("ルール")
        MANNER = "manner", _("マナー")
        PROMISE = "promise", _("約束")
        PRINCIPLE = "principle", _("原則")
        TYPE = "type", _("類型")
        FORM = "form", _("形態")
        ZONE = "zone", _("領域")

    set = models.ForeignKey(PrincipleSet, verbose_name=_("原則集"), on_delete=models.CASCADE, related_name="principles")
    kind = models.CharField(_("種類"), max_length=10, choices=Kind.choices)
    code = models.CharField(_("記号"), max_length=20)  # stays the same through all versions: cases refer to it
    order = models.PositiveSmallIntegerField(_("順"))
    name = models.CharField(_("名称"), max_length=60)
    text = models.TextField(_("説明"), blank=True)
    plain = models.TextField(_("やさしい日本語"), blank=True)

    class Meta:
        verbose_name = _("原則")
        ordering = ["set", "kind", "order"]
        constraints = [models.UniqueConstraint(fields=["set", "kind", "code"], name="principle_code_once")]

    def __str__(self) -> str:
        return self.name
