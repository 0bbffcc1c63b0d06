"""パートナーテーブル: a table of a case, its sittings, and what each sitting brought."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import Zone
from kyodo.kernel.access import BOTH_SIDES, Actor, Side
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Principle
from kyodo.offices.city.policies import roles_of

from .states import Item, Kind, Mark, Outcome, SittingState, TableState


class Table(Thing):
    """パートナーテーブル: a series of sittings on one case, led by a neutral chair."""

    case = models.ForeignKey(Collaboration, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="tables")
    kind = models.CharField(_("種別"), max_length=10, choices=Kind.choices)
    state = models.CharField(_("状態"), max_length=10, choices=TableState.choices, default=TableState.OPEN)
    called_by = models.CharField(_("呼びかけた人"), max_length=100)
    called_from = models.CharField(_("呼びかけた側"), max_length=10, choices=Side.choices)
    aim = models.CharField(_("このテーブルの目的"), max_length=300)
    opened_at = models.DateTimeField(_("始めた日時"))
    outcome = models.CharField(_("結果"), max_length=15, choices=Outcome.choices, blank=True)
    outcome_reason = models.TextField(_("結果の理由"), blank=True)
    concluded_at = models.DateTimeField(_("まとまった日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("パートナーテーブル")
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state=TableState.OPEN), name="one_open_table_a_case"),
            models.CheckConstraint(
                condition=Q(state=TableState.OPEN) | (~Q(outcome="") & ~Q(outcome_reason="")),
                name="table_outcome_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.aim

    def get_absolute_url(self) -> str:
        return reverse("roundtables:table", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.case.subject


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Sittings as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> SittingQuerySet:
        """The working record is for those at the table and for officers; everybody reads the public summary."""
        cases = Collaboration.objects.visible_to(actor, at=at)
        return self.filter(table__case__in=cases)


class Sitting(Thing):
    """回: one sitting. Its record stands when both sides confirmed the same text."""

    table = models.ForeignKey(Table, verbose_name=_("テーブル"), on_delete=models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField(_("回"))
    state = models.CharField(_("状態"), max_length=10, choices=SittingState.choices, default=SittingState.PLANNED)
    starts_at = models.DateTimeField(_("日時"))
    place = models.CharField(_("場所"), max_length=200)
    aim = models.CharField(_("今日の目標"), max_length=300)
    aim_reached = models.BooleanField(_("目標にとどいたか"), null=True, blank=True)
    aim_note = models.CharField(_("目標についてひとこと"), max_length=300, blank=True)
    facts = models.TextField(_("分かち合った事実"), blank=True)
    citizens_bring = models.TextField(_("市民が持ち寄るもの"), blank=True)
    city_brings = models.TextField(_("行政が持ち寄るもの"), blank=True)
    next_note = models.CharField(_("次の予定"), max_length=200, blank=True)
    summary = models.TextField(_("公開する要約"), blank=True)

    objects: ClassVar[SittingQuerySet] = SittingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("パートナーテーブルの回")
        ordering = ["table", "number"]
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="sitting_number_once"),
            # A sitting is not done until it says whether its aim was reached.
            models.CheckConstraint(
                condition=~Q(state=SittingState.FIXED) | Q(aim_reached__isnull=False), name="sitting_aim_answered"
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="sitting_coming")]

    def __str__(self) -> str:
        return str(_("%(title)s 第%(number)s回") % {"title": self.table.case.title, "number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("roundtables:sitting", args=[self.ref])

    @property
    def case(self) -> Collaboration:
        return self.table.case

    @property
    def whole(self) -> str:
        return self.table.whole

    def content(self) -> dict[str, Any]:
        """Everything the record says, in one order: what both sides confirm."""
        plain = (
            "starts_at",
            "place",
            "aim",
            "aim_reached",
            "aim_note",
            "facts",
            "citizens_bring",
            "city_brings",
            "next_note",
            "summary",
        )
        return {
            **{name: str(getattr(self, name)) for name in plain},
            "minutes": [[m.item, m.text] for m in self.minutes.all()],
            "attendance": [[a.side, a.name, a.body] for a in self.attendance.all()],
            "agreed": [[a.text, a.zone_citizens, a.zone_city] for a in self.agreed.all()],
            "open": [[p.text, p.citizens_view, p.city_view, p.handling] for p in self.raised.all()],
            "homework": [[h.text, h.side, h.holder_name, str(h.due)] for h in self.homework.all()],
        }

    def digest(self) -> str:
        """The SHA-256 over the record as it stands now."""
        plain = json.dumps(self.content(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()

    def confirmed_by(self) -> frozenset[str]:
        """The sides that confirmed the record as it stands now."""
        digest = self.digest()
        return frozenset(c.side for c in self.confirmations.all() if c.digest == digest)

    def reads_record(self, actor: Actor, at: datetime) -> bool:
        """The working record is open to those at the table and to officers; the summary to everybody."""
        return self.case.side_of(actor, at) is not None or bool(roles_of(actor, at))


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
