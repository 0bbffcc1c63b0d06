"""協定の変更: one side asks, under a number of the city, for other words than both have confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import BOTH_SIDES, Actor, Side
from kyodo.kernel.calendar import era_fiscal_year
from kyodo.offices.city.policies import roles_of

from .agreement import Agreement, OfAgreement, Revision, seated


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Changes as people may know of them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> AmendmentQuerySet:
        """Concluded ones of shown cases for everybody, all of them for the table; officers know of each that it is."""
        if roles_of(actor, at):
            return self
        is_public = Q(revision__isnull=False, agreement__case__shown_at__lte=at)
        return self.filter(is_public | Q(agreement__case__in=seated(actor, at)))

    def under_way(self) -> AmendmentQuerySet:
        """Those both sides are still talking about; an agreement has one at most."""
        return self.filter(revision=None, dropped_at=None)


class Amendment(OfAgreement):
    """協定の変更: what is asked, by which side, why and with what effect; the revision that came of it, if one did."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="amendments")
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveIntegerField(_("番号"))
    side = models.CharField(_("申し出た側"), max_length=10, choices=Side.choices)
    asked = models.JSONField(_("申し出た種別"), default=list)
    changed = models.JSONField(_("変わった種別"), default=list, blank=True)  # what both confirmed, found when they did
    reason = models.TextField(_("変更の理由"))
    impact = models.TextField(_("影響"), blank=True)
    asked_by = models.CharField(_("申し出た人"), max_length=100)
    asked_at = models.DateTimeField(_("申し出た日時"))
    revision = models.OneToOneField(Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="amendment")
    dropped_at = models.DateTimeField(_("取りやめた日時"), null=True, blank=True)

    objects: ClassVar[AmendmentQuerySet] = AmendmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("協定の変更")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="amendment_number_once"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(revision=None, dropped_at=None), name="amendment_one_under_way"
            ),
            models.CheckConstraint(condition=Q(revision=None) | Q(dropped_at=None), name="amendment_one_outcome"),
            models.CheckConstraint(condition=Q(side__in=BOTH_SIDES), name="amendment_of_a_side"),
            models.CheckConstraint(condition=~Q(reason=""), name="amendment_has_reason"),
        ]

    def __str__(self) -> str:
        return self.document_number

    @property
    def document_number(self) -> str:
        """令和8年度 協定変更 第3号"""
        return f"{era_fiscal_year(self.year)} 協定変更 第{self.number}号"

    @property
    def outcome(self) -> str:
        """What became of it, in a word."""
        if self.revision_id:
            return str(_("締結"))
        return str(_("取りやめ") if self.dropped_at else _("協議中"))

    def get_absolute_url(self) -> str:
        return reverse("agreements:amendment", args=[self.agreement.case.ref, self.ref])
