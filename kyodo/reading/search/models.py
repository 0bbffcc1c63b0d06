"""検索の索引: the words of everything public, and how far the journal has been read.

The row holds words only. Titles and texts are read from the living thing when a page shows it, so that what was
withdrawn or changed a second ago is never shown from the index. Each database keeps its own index of these rows in
the same transaction (migration 0001): SQLite an FTS5 table by triggers, PostgreSQL two tsvectors as generated columns.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """索引項目: the words of one public thing."""

    #: Published moment in seconds, shifted, plus bits of the subject: newest first is simply the largest key first.
    place = models.BigIntegerField(_("順位"), primary_key=True)
    subject = models.CharField(_("対象"), max_length=100, unique=True)
    kind = models.CharField(_("種類"), max_length=60)
    title_words = models.TextField(_("題名の語"))
    body_words = models.TextField(_("本文の語"), blank=True)
    marks = models.TextField(_("しぼり込みの印"))  # "kind:groups.group ward:8f3k", in the alphabet of an index word

    class Meta:
        verbose_name = _("索引項目")
        indexes = [models.Index(fields=["kind", "subject"], name="search_kind")]

    def __str__(self) -> str:
        return self.subject


class Bookmark(models.Model):
    """しおり: how far the journal has been read into the index, and with which edition of the words."""

    seq = models.PositiveBigIntegerField(_("通し番号"), default=0)
    edition = models.CharField(_("版"), max_length=60, blank=True)
    checked_on = models.DateField(_("照合日"), null=True)

    class Meta:
        verbose_name = _("索引のしおり")

    def __str__(self) -> str:
        return f"{self.seq} ({self.edition})"
