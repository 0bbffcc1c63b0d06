"""取り込み: one file of a text, as it was read, until it is taken into a version; undone as a whole."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts.states import ImportState
from kyodo.kernel.thing import Thing

from .version import Version


class Import(Thing):
    """取り込み: the lines of one file, mended in the preview, and what stood in the version before."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="imports")
    state = models.CharField(_("状態"), max_length=10, choices=ImportState.choices, default=ImportState.PREVIEW)
    file_name = models.CharField(_("ファイル名"), max_length=200)
    lines = models.JSONField(_("行"), default=list)
    before = models.JSONField(_("取り込む前の条項"), default=list, blank=True)
    line_count = models.PositiveIntegerField(_("行数"))
    uploaded_at = models.DateTimeField(_("読み込んだ日時"))
    taken_at = models.DateTimeField(_("取り込んだ日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("文書の取り込み")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["version", "-uploaded_at"], name="texts_import_newest")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("texts:import", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.version.whole
