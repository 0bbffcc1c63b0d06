"""取り込み: one file of recommendations or measures, as read, until it is taken over; undone as a whole."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.states import BatchKind, BatchState
from kyodo.kernel.thing import Thing

from .plan import Plan
from .recommendation import Report


class Batch(Thing):
    """取り込み: the checked rows of one file, and the paper or plan they go to."""

    state = models.CharField(_("状態"), max_length=10, choices=BatchState.choices, default=BatchState.PREVIEW)
    kind = models.CharField(_("種類"), max_length=20, choices=BatchKind.choices)
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="batches")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="batches")
    file_name = models.CharField(_("ファイル名"), max_length=200)
    rows = models.JSONField(_("行"), default=list)
    row_count = models.PositiveIntegerField(_("行数"))
    uploaded_at = models.DateTimeField(_("読み込んだ日時"))

    class Meta:
        verbose_name = _("提言・取組の取り込み")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=BatchKind.RECOMMENDATIONS, report__isnull=False, plan=None)
                | Q(kind=BatchKind.MEASURES, plan__isnull=False, report=None),
                name="batch_goes_somewhere",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("recommendations:batch", args=[self.ref])

    @property
    def goes_to(self) -> Report | Plan:
        """What its rows become part of."""
        place = self.report or self.plan
        assert place is not None
        return place
