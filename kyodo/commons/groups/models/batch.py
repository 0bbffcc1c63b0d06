"""取り込み: one file of an existing register, as it was read, until it is taken over or dropped."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.states import BatchState
from kyodo.kernel.thing import Thing


class Batch(Thing):
    """取り込み: the rows of one file. They are forgotten once taken over: the groups hold them then."""

    state = models.CharField(_("状態"), max_length=10, choices=BatchState.choices, default=BatchState.PREVIEW)
    file_name = models.CharField(_("ファイル名"), max_length=200)
    headers = models.JSONField(_("見出し"), default=list)
    rows = models.JSONField(_("行"), default=list)
    first_row = models.PositiveIntegerField(_("最初の行の番号"))  # as the file counts
    mapping = models.JSONField(_("列の対応"), default=list)  # the entry each column goes to, "" for none
    row_count = models.PositiveIntegerField(_("行数"))
    uploaded_at = models.DateTimeField(_("読み込んだ日時"))

    class Meta:
        verbose_name = _("取り込み")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["-uploaded_at"], name="groups_batch_newest")]

    def __str__(self) -> str:
        return self.file_name
