"""記録: entries of the journal and its head. Rows are only ever added."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """記録: one act. It refers to people by subject only, so that a person can be made anonymous elsewhere."""

    seq = models.PositiveBigIntegerField(_("通し番号"), primary_key=True)
    at = models.DateTimeField(_("日時"), db_index=True)
    act = models.CharField(_("行為"), max_length=60)
    subject = models.CharField(_("対象"), max_length=100)
    whole = models.CharField(_("案件"), max_length=100)  # the bigger thing the subject is part of, else the subject
    actor = models.CharField(_("行為者"), max_length=100)
    actor_as = models.CharField(_("資格"), max_length=200, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    detail = models.TextField(_("内容"), default="{}")  # canonical JSON: the very bytes that were hashed
    key = models.CharField(_("受付キー"), max_length=64, unique=True, null=True)
    previous = models.CharField(_("前の要約値"), max_length=64)
    digest = models.CharField(_("要約値"), max_length=64)

    class Meta:
        verbose_name = _("記録")
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["subject", "seq"], name="journal_subject"),
            models.Index(fields=["whole", "seq"], name="journal_whole"),
            models.Index(fields=["actor", "seq"], name="journal_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.act} {self.subject}"


class Head(models.Model):
    """記録の末尾: the last sequence number and digest; it shows a cut tail, and its lock makes writers take turns."""

    seq = models.PositiveBigIntegerField(_("通し番号"), default=0)
    digest = models.CharField(_("要約値"), max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("記録の末尾")

    def __str__(self) -> str:
        return f"{self.seq} {self.digest[:12]}"
