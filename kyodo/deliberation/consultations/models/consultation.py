"""案件: one consultation, where its draft is read, who was told, and where it was explained."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.states import Channel, Kind, Phase, Standing, State
from kyodo.deliberation.consultations.terms import REASON_LENGTH
from kyodo.deliberation.councils.models import Body
from kyodo.deliberation.texts.models import Version
from kyodo.kernel.access import Actor
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import roles_of

#: States that nobody but officers sees.
HIDDEN = (State.DRAFT, State.CANCELLED)
#: What the state alone decides; the published draft goes by its dates.
_FIXED = {
    State.DRAFT: Phase.PREPARED, State.ANNOUNCED: Phase.ANNOUNCED, State.REVIEW: Phase.REVIEW, State.ADOPTED: Phase.ADOPTED,
    State.RESULT: Phase.RESULT, State.ENACTED: Phase.ENACTED, State.DROPPED: Phase.DROPPED, State.CANCELLED: Phase.CANCELLED,
}  # fmt: skip
TONES = {
    Phase.OPEN: "active", Phase.UPCOMING: "wait", Phase.SORTING: "wait", Phase.REVIEW: "wait", Phase.ADOPTED: "wait",
    Phase.RESULT: "good", Phase.ENACTED: "good",
}  # fmt: skip


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Consultations as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> ConsultationQuerySet:
        """What was announced; officers also see what is being prepared."""
        return self if roles_of(actor, at) else self.exclude(state__in=HIDDEN)

    def open_on(self, day: date) -> ConsultationQuerySet:
        return self.filter(state=State.PUBLISHED, opens_on__lte=day, closes_on__gte=day)


class Consultation(Thing):
    """意見公募の案件."""

    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.DRAFT)
    title = models.CharField(_("題名"), max_length=120)
    kind = models.CharField(_("種別"), max_length=10, choices=Kind.choices)
    section = models.ForeignKey(
        Section, verbose_name=_("担当課"), on_delete=models.PROTECT, related_name="consultations"
    )
    basis = models.CharField(_("根拠"), max_length=200)
    purpose = models.TextField(_("趣旨"), max_length=3000)
    summary = models.TextField(_("案の概要（やさしい言葉で）"), max_length=3000, blank=True)
    draft = models.ForeignKey(
        Version, verbose_name=_("案の版"), null=True, blank=True, on_delete=models.PROTECT, related_name="consultations"
    )
    body = models.ForeignKey(
        Body,
        verbose_name=_("関連する会議体"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consultations",
    )
    who_may = models.JSONField(_("提出できる人"), default=list, blank=True)
    channels = models.JSONField(_("提出方法"), default=list, blank=True)
    anonymous_ok = models.BooleanField(_("名前がなくても受け付ける"), default=False)
    max_length = models.PositiveIntegerField(_("文字数の上限"), null=True, blank=True)
    send_to = models.CharField(_("郵送・ファクス・メールの宛先"), max_length=300, blank=True)
    opens_on = models.DateField(_("募集開始"), null=True, blank=True)
    closes_on = models.DateField(_("募集終了"), null=True, blank=True)
    short_reason = models.CharField(_("30日未満の理由"), max_length=500, blank=True)
    result_on = models.DateField(_("結果公表の予定"), null=True, blank=True)
    assembly_on = models.DateField(_("議会の予定"), null=True, blank=True)
    effective_on = models.DateField(_("施行の予定"), null=True, blank=True)
    originals_at = models.CharField(_("原本を見られる場所"), max_length=200, blank=True)
    related = models.CharField(_("関連するもの"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("作成日時"))
    announced_at = models.DateTimeField(_("予告した日時"), null=True, blank=True)
    published_at = models.DateTimeField(_("案を公表した日時"), null=True, blank=True)
    adopted_at = models.DateTimeField(_("決裁日時"), null=True, blank=True)
    adopted_as = models.CharField(_("決裁"), max_length=200, blank=True)  # who decided, in words: 市長決裁
    ended_at = models.DateTimeField(_("策定・見送りの日時"), null=True, blank=True)
    ended_because = models.TextField(_("見送りの理由・策定の内容"), max_length=REASON_LENGTH, blank=True)
    received = models.PositiveIntegerField(_("提出数"), default=0)  # also the last receipt number
    compared_to = models.PositiveBigIntegerField(_("くらべ終えた束"), default=0)  # bundles up to this key were compared

    objects: ClassVar[ConsultationQuerySet] = ConsultationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("意見公募")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="consultation_period",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(State.DRAFT, State.ANNOUNCED, State.CANCELLED, State.DROPPED))
                | Q(opens_on__isnull=False, closes_on__isnull=False, published_at__isnull=False),
                name="consultation_published_has_dates",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DROPPED) | ~Q(ended_because=""), name="consultation_dropped_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="consultation_newest"),
            models.Index(fields=["state", "closes_on"], name="consultation_state"),
            models.Index(fields=["section", "-created_at"], name="consultation_section"),
            models.Index(fields=["published_at"], name="consultation_published"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultations:consultation", args=[self.ref])

    @property
    def hidden(self) -> bool:
        """Whether only officers see it."""
        return self.state in HIDDEN

    def phase(self, today: date) -> Phase:
        """いまの段階: nobody opens or closes a consultation, its dates do. Both days count."""
        if self.state != State.PUBLISHED or self.opens_on is None or self.closes_on is None:
            return _FIXED.get(State(self.state), Phase.UPCOMING)
        if today < self.opens_on:
            return Phase.UPCOMING
        return Phase.OPEN if today <= self.closes_on else Phase.SORTING

    def is_open(self, today: date) -> bool:
        return self.phase(today) == Phase.OPEN

    @staticmethod
    def tone(phase: Phase) -> str:
        """How a phase is coloured beside its word."""
        return TONES.get(phase, "plain")

    @property
    def days(self) -> int:
        """募集日数: both the first and the last day count."""
        return (self.closes_on - self.opens_on).days + 1 if self.opens_on and self.closes_on else 0

    @property
    def standings(self) -> list[str]:
        """提出できる人 in words."""
        return [str(Standing(code).label) for code in self.who_may]

    @property
    def channel_names(self) -> list[str]:
        """提出方法 in words."""
        return [str(Channel(code).label) for code in self.channels]


class Place(models.Model):
    """閲覧場所: where the draft can be read on paper."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(_("場所"), max_length=100)
    hours = models.CharField(_("見られる日・時間"), max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(_("順"), default=0)

    class Meta:
        verbose_name = _("閲覧場所")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Announcement(models.Model):
    """周知: where and when people were told."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="announcements")
    medium = models.CharField(_("媒体"), max_length=100)
    on = models.DateField(_("日"))
    order = models.PositiveSmallIntegerField(_("順"), default=0)

    class Meta:
        verbose_name = _("周知")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.medium


class Session(models.Model):
    """説明会: where the draft is explained; opinions given there come in as cards."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField(_("日時"))
    place = models.CharField(_("場所"), max_length=100)
    note = models.CharField(_("備考"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("説明会")
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return self.place
