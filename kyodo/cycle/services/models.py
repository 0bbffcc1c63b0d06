"""事務事業: services, their yearly reviews, and imported lists."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.states import Zone
from kyodo.kernel.access import Actor
from kyodo.kernel.calendar import era_fiscal_year
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import roles_of

from .states import BatchState, Bearer, NextStep, ReviewState, Room


class ServiceQuerySet(models.QuerySet["Service"]):
    """Services as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> ServiceQuerySet:
        """The open ones; officers see all."""
        return self if roles_of(actor, at) else self.filter(public=True, ended_at=None)


class Service(Thing):
    """事務事業: one thing the city does."""

    code = models.CharField(_("事業番号"), max_length=30, unique=True)
    name = models.CharField(_("事業名"), max_length=150)
    section = models.ForeignKey(Section, verbose_name=_("担当課"), on_delete=models.PROTECT, related_name="services")
    purpose = models.TextField(_("目的"), blank=True)
    content = models.TextField(_("内容"), blank=True)
    law = models.CharField(_("根拠法令"), max_length=200, blank=True)
    budget = models.PositiveBigIntegerField(_("予算額（円）"), null=True, blank=True)
    staff = models.DecimalField(_("人工"), max_digits=7, decimal_places=2, null=True, blank=True)
    target = models.CharField(_("対象"), max_length=200, blank=True)
    bearer = models.CharField(_("現在の担い手"), max_length=10, choices=Bearer.choices, default=Bearer.DIRECT)
    zone = models.CharField(_("現在の領域"), max_length=1, choices=Zone.choices, default=Zone.E)
    public = models.BooleanField(_("公開する"), default=True)
    entered_at = models.DateTimeField(_("登録日時"))
    ended_at = models.DateTimeField(_("終わった日時"), null=True, blank=True)

    objects: ClassVar[ServiceQuerySet] = ServiceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("事務事業")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["section", "code"], name="service_section"),
            models.Index(fields=["zone", "code"], name="service_zone"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("services:service", args=[self.ref])


class Review(Thing):
    """協働点検: one year's look at a service: self-check, hearing, verdict."""

    service = models.ForeignKey(Service, verbose_name=_("事務事業"), on_delete=models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(_("状態"), max_length=10, choices=ReviewState.choices, default=ReviewState.CHECKING)
    zone = models.CharField(_("望ましい領域"), max_length=1, choices=Zone.choices, blank=True)
    room = models.CharField(_("協働の余地"), max_length=10, choices=Room.choices, blank=True)
    because = models.TextField(_("理由"), blank=True)
    forms = models.JSONField(_("考えられる形態"), default=list, blank=True)
    partners = models.CharField(_("考えられる相手"), max_length=200, blank=True)
    obstacle = models.CharField(_("障害"), max_length=300, blank=True)
    next_step = models.CharField(_("次の手"), max_length=10, choices=NextStep.choices, blank=True)
    heard = models.TextField(_("ヒアリングの記録"), blank=True)
    verdict = models.CharField(_("判定"), max_length=10, choices=Room.choices, blank=True)
    verdict_because = models.TextField(_("判定の理由"), blank=True)
    no_theme_because = models.TextField(_("テーマにしない理由"), blank=True)
    opened_at = models.DateTimeField(_("始めた日時"))
    checked_at = models.DateTimeField(_("自己点検の日時"), null=True, blank=True)
    decided_at = models.DateTimeField(_("判定の日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("協働点検")
        ordering = ["-year", "service__code"]
        constraints = [
            models.UniqueConstraint(fields=["service", "year"], name="review_once_a_year"),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.DECIDED) | (~Q(verdict="") & ~Q(verdict_because="")),
                name="review_decided_why",
            ),
        ]
        indexes = [
            models.Index(fields=["year", "state"], name="review_year_state"),
            models.Index(fields=["year", "verdict"], name="review_year_verdict"),
        ]

    def __str__(self) -> str:
        return f"{self.service} {era_fiscal_year(self.year)}"

    def get_absolute_url(self) -> str:
        return reverse("services:review", args=[self.ref])


class Batch(Thing):
    """取り込み: one file of services. Its rows wait for the worker; then what stood before is kept, to be undone."""

    state = models.CharField(_("状態"), max_length=10, choices=BatchState.choices, default=BatchState.PREVIEW)
    file_name = models.CharField(_("ファイル名"), max_length=200)
    row_count = models.PositiveIntegerField(_("行数"))
    uploaded_at = models.DateTimeField(_("読み込んだ日時"))

    class Meta:
        verbose_name = _("事務事業の取り込み")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("services:batch", args=[self.ref])


class Change(models.Model):
    """取り込みの跡: one service that a list brought or changed, and what stood before it; gone once it is undone."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="changes")
    code = models.CharField(_("事業番号"), max_length=30)
    before = models.JSONField(_("取り込み前"), null=True, encoder=DjangoJSONEncoder)  # nothing for a new service

    class Meta:
        verbose_name = _("取り込みの跡")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "code"], name="service_change_once")]
        indexes = [models.Index(fields=["code"], name="service_change_code")]

    def __str__(self) -> str:
        return self.code
