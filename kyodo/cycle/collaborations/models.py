"""協働案件: the case, who sits on which side of it, how it was placed, and what it descends from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Side, refs_of
from kyodo.kernel.calendar import era_fiscal_year
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import PrincipleSet, Ward
from kyodo.offices.city.policies import roles_of

from .states import ALIVE, Direction, Form, PartyRole, Stage, StartType, Zone


class CollaborationQuerySet(models.QuerySet["Collaboration"]):
    """Cases as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> CollaborationQuerySet:
        """Shown cases for everybody; officers see all; parties see theirs before it is shown."""
        if roles_of(actor, at):
            return self
        mine = Party.objects.filter(holder__in=refs_of(actor, at)).values("case")
        return self.filter(Q(shown_at__lte=at) | Q(pk__in=mine))

    def public(self, *, at: datetime) -> CollaborationQuerySet:
        return self.filter(shown_at__lte=at)

    def running(self, today: date) -> CollaborationQuerySet:
        """実施中: the work has begun and its agreed end has not passed."""
        return self.filter(stage=Stage.RUNNING, ends_on__gte=today)

    def past_end(self, today: date) -> CollaborationQuerySet:
        """要判断: still to be decided on after the agreed end; never shown as running."""
        return self.filter(stage=Stage.RUNNING, ends_on__lt=today)

    def alive(self) -> CollaborationQuerySet:
        return self.filter(stage__in=ALIVE)


def in_visible_case(actor: Actor, *, at: datetime, by: str = "case") -> Exists:
    """Whether the case that a row leads to is one this person may see: asked row by row, not of all cases first."""
    return Exists(Collaboration.objects.visible_to(actor, at=at).filter(pk=OuterRef(by)).order_by())


class Collaboration(Thing):
    """協働案件: one collaboration from the first seed to the evaluation."""

    tells_its_people = True

    year = models.PositiveSmallIntegerField(_("受付年度"))
    number = models.PositiveIntegerField(_("番号"))
    title = models.CharField(_("件名"), max_length=100)
    summary = models.TextField(_("概要"), blank=True)
    direction = models.CharField(_("向き"), max_length=1, choices=Direction.choices)
    start_type = models.CharField(_("類型"), max_length=1, choices=StartType.choices, blank=True)
    stage = models.CharField(_("段階"), max_length=12, choices=Stage.choices, default=Stage.SEED)
    ward = models.ForeignKey(Ward, verbose_name=_("地区"), null=True, blank=True, on_delete=models.PROTECT)
    principle_set = models.ForeignKey(PrincipleSet, verbose_name=_("適用する原則"), on_delete=models.PROTECT)
    carried_year = models.PositiveSmallIntegerField(_("実施年度"), null=True, blank=True)
    evaluated_year = models.PositiveSmallIntegerField(_("評価年度"), null=True, blank=True)
    starts_on = models.DateField(_("開始日"), null=True, blank=True)
    ends_on = models.DateField(_("終了日"), null=True, blank=True)
    shown_at = models.DateTimeField(_("公開日時"), null=True, blank=True)
    born_at = models.DateTimeField(_("受付日時"))
    moved_at = models.DateTimeField(_("段階が変わった日時"))
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("統合先"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        db_index=False,
    )

    objects: ClassVar[CollaborationQuerySet] = CollaborationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("協働案件")
        ordering = ["-born_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="case_number_once"),
            models.CheckConstraint(condition=Q(merged_into=None) | Q(stage=Stage.MERGED), name="case_merged_stage"),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="case_not_into_itself"),
            # No work without a beginning and an end: 時限化.
            models.CheckConstraint(
                condition=~Q(stage=Stage.RUNNING) | Q(starts_on__isnull=False, ends_on__isnull=False),
                name="case_running_has_end",
            ),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="case_period"),
        ]
        indexes = [
            models.Index(fields=["-born_at", "-id"], name="case_newest"),
            models.Index(fields=["stage", "-born_at"], name="case_stage"),
            models.Index(fields=["year", "stage", "ends_on", "shown_at"], name="case_year"),
            models.Index(fields=["carried_year"], name="case_carried"),
            # Most cases are merged into none: an index of all of them would say nothing.
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="case_merged"),
            models.Index(fields=["ward", "-born_at"], name="case_ward"),
            models.Index(fields=["direction", "-born_at"], name="case_direction"),
            models.Index(fields=["start_type", "-born_at"], name="case_type"),
            models.Index(fields=["ends_on", "shown_at"], condition=Q(stage=Stage.RUNNING), name="case_running_end"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("casebook:case", args=[self.ref])

    @property
    def document_number(self) -> str:
        """令和8年度 協働 第12号"""
        return f"{era_fiscal_year(self.year)} 協働 第{self.number}号"

    def shown_stage(self, today: date) -> str:
        """The word on the page: past its end a case never shows as running."""
        if self.stage == Stage.RUNNING and self.ends_on and self.ends_on < today:
            return str(_("期限切れ・要判断"))
        return str(Stage(self.stage).label)

    def party_refs(self, *sides: str) -> frozenset[str]:
        """The subjects of those who sit on these sides now, asked once for this object."""
        known: list[tuple[str, str]] | None = self.__dict__.get("_party_refs")
        if known is None:
            known = [(p.side, p.holder) for p in self.parties.all() if p.until is None]
            self.__dict__["_party_refs"] = known
        return frozenset(holder for side, holder in known if not sides or side in sides)

    def side_of(self, actor: Actor, at: datetime) -> Side | None:
        """On which side of this case the actor sits now, or None. Acting for both is refused elsewhere."""
        for capacity in actor.capacities(at):
            if capacity.side != Side.NEUTRAL and capacity.ref in self.party_refs(capacity.side):
                return capacity.side
        if actor.subject in self.party_refs(Side.CITIZENS):
            return Side.CITIZENS
        return Side.NEUTRAL if self.party_refs(Side.NEUTRAL) & refs_of(actor, at) else None

    @classmethod
    def bodies_at(cls, subjects: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Who sits or sat at these cases, by the case: the names in which people act there."""
        start = f"{cls._meta.label_lower}/"
        refs = [subject.removeprefix(start) for subject in subjects if subject.startswith(start)]
        for ref, name in Party.objects.filter(case__ref__in=refs).values_list("case__ref", "name"):
            yield f"{start}{ref}", name

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """Papers for the parties are for whoever sits on a side of this case."""
        return self.side_of(actor, at) is not None


class Party(Thing):
    """当事者: a body or person on one side of a case. `holder` is a subject: group, section or person."""

    named_with = ("case",)

    case = models.ForeignKey(Collaboration, verbose_name=_("案件"), on_delete=models.CASCADE, related_name="parties")
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    holder = models.CharField(_("当事者"), max_length=100)
    name = models.CharField(_("名前"), max_length=100)
    role = models.CharField(_("立場"), max_length=10, choices=PartyRole.choices, default=PartyRole.LEAD)
    since = models.DateTimeField(_("加わった日時"))
    until = models.DateTimeField(_("離れた日時"), null=True, blank=True)
    came_with = models.ForeignKey(
        Collaboration,
        verbose_name=_("まとめたときの、もとの案件"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )  # leaves with it, should it be taken out again

    class Meta:
        verbose_name = _("当事者")
        ordering = ["side", "role", "since"]
        constraints = [
            models.UniqueConstraint(fields=["case", "holder"], condition=Q(until=None), name="party_once"),
            models.UniqueConstraint(
                fields=["case", "side"], condition=Q(until=None, role=PartyRole.LEAD), name="party_one_lead_a_side"
            ),
        ]
        indexes = [models.Index(fields=["holder", "case"], name="party_holder")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()


class CaseForm(models.Model):
    """形態: one of the forms a case is carried out in."""

    case = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="forms")
    code = models.CharField(_("形態"), max_length=1, choices=Form.choices)

    class Meta:
        verbose_name = _("案件の形態")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="case_form_once")]
        indexes = [models.Index(fields=["code", "case"], name="case_form_code")]

    def __str__(self) -> str:
        return self.get_code_display()


class CaseField(models.Model):
    """活動分野: one of the twenty fields of the NPO law that a case belongs to."""

    case = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="fields")
    code = models.PositiveSmallIntegerField(_("分野"))

    class Meta:
        verbose_name = _("案件の分野")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="case_field_once")]
        indexes = [models.Index(fields=["code", "case"], name="case_field_code")]

    def __str__(self) -> str:
        return str(self.code)


class ZoneJudgement(Thing):
    """領域の判断: where a case lies, as one side sees it until it judges anew. The two sides may differ."""

    case = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="zones")
    zone = models.CharField(_("領域"), max_length=1, choices=Zone.choices)
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    judged_by = models.CharField(_("判断した人"), max_length=100)
    judged_at = models.DateTimeField(_("判断した日時"))
    because = models.CharField(_("理由"), max_length=300)
    until = models.DateTimeField(_("改めた日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("領域の判断")
        ordering = ["judged_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "side"], condition=Q(until=None), name="zone_one_a_side")
        ]
        indexes = [models.Index(fields=["zone", "case"], condition=Q(until=None), name="zone_standing")]

    def __str__(self) -> str:
        return self.get_zone_display()

    @property
    def whole(self) -> str:
        return self.case.subject


class Lineage(models.Model):
    """系譜: a case that grew from another: seed, project, evaluation, next seed."""

    parent = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="children_links")
    child = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="parent_links")
    because = models.CharField(_("きっかけ"), max_length=300, blank=True)
    linked_at = models.DateTimeField(_("つないだ日時"))

    class Meta:
        verbose_name = _("系譜")
        constraints = [
            models.UniqueConstraint(fields=["parent", "child"], name="lineage_once"),
            models.CheckConstraint(condition=~Q(parent=F("child")), name="lineage_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.parent} → {self.child}"
