"""制度・募集回・テーマ."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.states import Involvement
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.seeds.models import Seed
from kyodo.cycle.seeds.states import State as SeedState
from kyodo.cycle.services.models import Review, Service
from kyodo.kernel.access import Actor
from kyodo.kernel.calendar import era_date, era_fiscal_year
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import roles_of
from kyodo.offices.city.queries import local_day

from .states import Kind, Phase, State


class Programme(Thing):
    """制度: what may be proposed, by whom, and on which terms. Each round keeps the terms it began with."""

    name = models.CharField(_("制度名"), max_length=100, unique=True)
    kind = models.CharField(_("種別"), max_length=10, choices=Kind.choices)
    purpose = models.TextField(_("目的"))
    eligible = models.JSONField(_("出せる人"), default=list)
    projects = models.JSONField(_("対象になる事業"), default=list, blank=True)
    excluded = models.JSONField(_("対象にならないもの"), default=list, blank=True)
    statements = models.JSONField(_("確認する文"), default=list)  # the checklist: texts, answered one by one
    criteria = models.JSONField(
        _("審査の観点"), default=list, blank=True
    )  # rows of name, view, full, weight; or a name
    forms = models.JSONField(_("形態"), default=list, blank=True)
    prior_talk = models.BooleanField(_("事前相談が要る"), default=False)
    rate = models.PositiveSmallIntegerField(_("補助率（％）"), null=True, blank=True)
    cap = models.PositiveBigIntegerField(_("上限額（円）"), null=True, blank=True)
    rounding = models.PositiveIntegerField(_("切り捨ての単位（円）"), default=1)
    repeat_rule = models.CharField(_("くり返しのきまり"), max_length=200, blank=True)
    longest = models.PositiveSmallIntegerField(_("最長年数"), default=1)
    publish = models.JSONField(_("公開するもの"), default=list, blank=True)

    class Meta:
        verbose_name = _("制度")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(rate=None) | Q(rate__range=(1, 100)), name="programme_rate"),
            models.CheckConstraint(condition=Q(rounding__gte=1), name="programme_rounding"),
            models.CheckConstraint(condition=Q(longest__gte=1), name="programme_longest"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def criteria_rows(self) -> list[dict[str, Any]]:
        """The criteria as rows, whether they were kept with what is looked at or by name alone."""
        blank = {"view": "", "full": 5, "weight": 1}
        return [{**blank, **(one if isinstance(one, dict) else {"name": one})} for one in self.criteria]

    def grant(self, cost: int) -> int:
        """市が負担できる額: the share of the cost, up to the cap, cut to the rounding. Whole yen."""
        share = cost * (self.rate if self.rate is not None else 100) // 100
        limited = min(share, self.cap) if self.cap is not None else share
        return limited // self.rounding * self.rounding


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> RoundQuerySet:
        return self if roles_of(actor, at) else self.exclude(state=State.DRAFT)

    def not_over(self, at: datetime) -> RoundQuerySet:
        """Published, and still open or to be opened: by the day; the hour of the last day is told by `phase`."""
        return self.filter(state=State.PUBLISHED, closes_on__gte=local_day(at))


class Round(Thing):
    """募集回: a programme in one fiscal year, with its dates."""

    programme = models.ForeignKey(Programme, verbose_name=_("制度"), on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.DRAFT)
    announces_on = models.DateField(_("公表日"), null=True, blank=True)
    talk_until = models.DateField(_("事前相談の締切"), null=True, blank=True)
    opens_on = models.DateField(_("募集開始"))
    closes_on = models.DateField(_("募集締切"))
    closes_at = models.TimeField(_("締切の時刻"), null=True, blank=True)  # none: the day counts to its end
    edit_until = models.DateField(_("修正の最終日"), null=True, blank=True)
    screens_on = models.DateField(_("審査日"), null=True, blank=True)
    presents_on = models.DateField(_("公開プレゼンの日"), null=True, blank=True)
    presents_at = models.TimeField(_("公開プレゼンの時刻"), null=True, blank=True)
    presents_place = models.CharField(_("公開プレゼンの場所"), max_length=100, blank=True)
    notice_on = models.DateField(_("通知の予定日"), null=True, blank=True)
    work_from = models.DateField(_("事業の開始"), null=True, blank=True)
    report_until = models.DateField(_("報告の締切"), null=True, blank=True)
    budget = models.PositiveBigIntegerField(_("予算総額（円）"), null=True, blank=True)
    per_group = models.PositiveSmallIntegerField(
        _("1団体が出せる数"), null=True, blank=True
    )  # none: as many as they like
    section = models.ForeignKey(
        Section, verbose_name=_("問合せ先の課"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    notes = models.TextField(_("募集要項"), blank=True)
    statements = models.JSONField(_("確認する文"), default=list)  # as shown in this round: the wording is kept

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("募集回")
        ordering = ["-opens_on"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "year", "opens_on"], name="round_once"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="round_opens_before_closing"),
            models.CheckConstraint(
                condition=Q(talk_until=None) | Q(talk_until__lte=F("closes_on")), name="round_talk_before_closing"
            ),
            models.CheckConstraint(
                condition=Q(edit_until=None) | Q(edit_until__gte=F("closes_on")), name="round_edit_after_closing"
            ),
            models.CheckConstraint(
                condition=Q(presents_on=None) | Q(presents_on__gte=F("closes_on")), name="round_presents_after_closing"
            ),
            models.CheckConstraint(condition=Q(per_group=None) | Q(per_group__gte=1), name="round_per_group"),
        ]
        indexes = [models.Index(fields=["state", "-opens_on"], name="round_newest")]

    def __str__(self) -> str:
        return f"{self.programme} {era_fiscal_year(self.year)}"

    def get_absolute_url(self) -> str:
        return reverse("calls:round", args=[self.ref])

    @property
    def papers_are_out(self) -> bool:
        """Whether its open papers are for everybody: from the day it is published."""
        return self.state != State.DRAFT

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """The city's officers prepare it together."""
        return bool(roles_of(actor, at))

    def phase(self, at: datetime) -> Phase:
        """いま: computed from the dates, the last day included, up to the hour where one is set."""
        today = local_day(at)
        if today < self.opens_on:
            return Phase.BEFORE
        hour_is_past = self.closes_at is not None and timezone.localtime(at).time() > self.closes_at
        if today < self.closes_on or (today == self.closes_on and not hour_is_past):
            return Phase.OPEN
        return Phase.EDITING if self.edit_until and today <= self.edit_until else Phase.OVER

    def takes_talks(self, at: datetime) -> bool:
        """Whether somebody may still ask for a talk before they propose here."""
        last = self.talk_until or self.closes_on
        return self.state == State.PUBLISHED and local_day(at) <= last


class Briefing(models.Model):
    """説明会: when and where a round is explained; several of a round, in a hall, online or both."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="briefings")
    starts_at = models.DateTimeField(_("日時"))
    place = models.CharField(_("場所"), max_length=100, blank=True)
    online = models.URLField(_("オンラインで参加するアドレス"), max_length=500, blank=True)
    note = models.CharField(_("申込み方法など"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("説明会")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "starts_at", "place"], name="briefing_once"),
            models.CheckConstraint(condition=~Q(place="") | ~Q(online=""), name="briefing_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{era_date(local_day(self.starts_at))} {self.place}".rstrip()


class Theme(Thing):
    """テーマ (プロセスB): what a section asks citizens to do together with it. It is a seed of the city, with more said."""

    seed = models.OneToOneField(Seed, verbose_name=_("種"), on_delete=models.PROTECT, related_name="theme")
    round = models.ForeignKey(
        Round, verbose_name=_("募集回"), null=True, blank=True, on_delete=models.PROTECT, related_name="themes"
    )
    review = models.ForeignKey(
        Review,
        verbose_name=_("もとになった点検"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="themes",
    )
    service = models.ForeignKey(
        Service,
        verbose_name=_("いま市が行っている事業"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    background = models.TextField(_("背景・現状"))
    problem = models.TextField(_("課題"), blank=True)
    aim = models.TextField(_("目指す状態"), blank=True)
    city_can = models.TextField(_("市ができること"), blank=True)
    expects = models.TextField(_("団体に期待する役割"))
    involvement = models.CharField(
        _("かかわり方"), max_length=10, choices=Involvement.choices, default=Involvement.PLAN
    )
    budget = models.PositiveBigIntegerField(_("概算事業費（円）"), null=True, blank=True)
    forms = models.JSONField(_("考えている形態"), default=list, blank=True)
    period = models.CharField(_("期間"), max_length=100, blank=True)
    area = models.CharField(_("対象の地域"), max_length=100, blank=True)
    plan = models.CharField(_("もとになる計画"), max_length=200, blank=True)
    questions_until = models.DateField(_("質問の締切"), null=True, blank=True)

    class Meta:
        verbose_name = _("テーマ")
        ordering = ["-seed__received_at"]

    def __str__(self) -> str:
        return self.seed.case.title

    @property
    def case(self) -> Collaboration:
        return self.seed.case

    @property
    def whole(self) -> str:
        return self.seed.whole

    def get_absolute_url(self) -> str:
        return reverse("calls:theme", args=[self.ref])

    def is_open(self, at: datetime) -> bool:
        """Whether citizens may still answer: until its round is over, or without one until somebody settled it."""
        if self.round:
            return self.seed.state != SeedState.CLOSED and self.round.phase(at) in (Phase.BEFORE, Phase.OPEN)
        return self.seed.state in (SeedState.RECEIVED, SeedState.ANSWERED)
