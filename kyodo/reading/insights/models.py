"""数字の控え: what takes long to count, kept for the page of figures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Kept(models.Model):
    """数字の控え: the long counts as they were at a moment. One row; it can be counted anew at any time."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    at = models.DateTimeField(_("数えた日時"))
    seq = models.PositiveBigIntegerField(_("記録の番号"))  # how far the journal reached: nothing new, nothing to count
    gaps = models.JSONField(_("違いの地図"))
    items_open = models.PositiveIntegerField(_("公開している項目"))
    items_withheld = models.PositiveIntegerField(_("公開していない項目"))

    class Meta:
        verbose_name = _("数字の控え")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_kept")]

    def __str__(self) -> str:
        return str(self.at)
