"""取り込み: one file of an existing register, from the reading until it is taken over, taken back or dropped."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.states import BatchState
from kyodo.kernel.thing import Thing


class Batch(Thing):
    """取り込み: one file. Its rows wait for the worker and are forgotten once taken over: the groups hold them then."""

    state = models.CharField(_("状態"), max_length=10, choices=BatchState.choices, default=BatchState.PREVIEW)
    file_name = models.CharField(_("ファイル名"), max_length=200)
    headers = models.JSONField(_("見出し"), default=list)
    mapping = models.JSONField(_("列の対応"), default=list)  # the entry each column goes to, "" for none
    row_count = models.PositiveIntegerField(_("行数"), default=0)
    group_count = models.PositiveIntegerField(_("団体の数"), default=0)
    fault_count = models.PositiveIntegerField(_("読み取れないところの数"), default=0)
    uploaded_at = models.DateTimeField(_("読み込んだ日時"))

    class Meta:
        verbose_name = _("取り込み")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["-uploaded_at"], name="groups_batch_newest")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("groups:batch", args=[self.ref])


class BatchFault(models.Model):
    """読み取れないところ: in which row of the file, of whom, and why."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField(_("行"))
    name = models.CharField(_("団体名"), max_length=100, blank=True)
    sentence = models.CharField(_("理由"), max_length=300)

    class Meta:
        verbose_name = _("読み取れないところ")
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return f"{self.row} {self.sentence}"
