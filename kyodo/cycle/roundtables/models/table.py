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

from kyodo.cycle.collaborations.models import Collaboration, in_visible_case
from kyodo.cycle.roundtables.states import Kind, Outcome, SittingState, TableState
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.thing import Thing
from kyodo.offices.city.policies import roles_of


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
        indexes = [models.Index(fields=["state", "-opened_at"], name="table_newest")]

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
        return self.filter(in_visible_case(actor, at=at, by="table__case"))


class Sitting(Thing):
    """回: one sitting. Its record stands when both sides confirmed the same text."""

    named_with = ("table__case",)

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
