"""一括取り込み: a file of many submissions, taken in portion by portion."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.states import Channel, IntakeState
from kyodo.kernel.thing import Thing

from .consultation import Consultation


class Intake(Thing):
    """一括取り込み: the file itself is a paper of the office; here is how it is read and how far."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="intakes")
    state = models.CharField(_("状態"), max_length=10, choices=IntakeState.choices, default=IntakeState.PREVIEW)
    file_name = models.CharField(_("ファイル名"), max_length=200)
    file = models.CharField(_("文書"), max_length=100, blank=True)  # subject of the papers.File
    digest = models.CharField(_("要約値"), max_length=64)
    channel = models.CharField(_("提出方法"), max_length=10, choices=Channel.choices)
    headers = models.JSONField(_("見出し"), default=list)
    mapping = models.JSONField(_("列の対応"), default=list)
    row_count = models.PositiveIntegerField(_("行数"), default=0)
    taken = models.PositiveIntegerField(_("取り込んだ行数"), default=0)
    uploaded_at = models.DateTimeField(_("読み込んだ日時"))

    class Meta:
        verbose_name = _("一括取り込み")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["consultation", "-uploaded_at"], name="intake_newest")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("consultations:intake", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.consultation.subject


class IntakeFault(models.Model):
    """取り込めなかった行: with the sentence that says why; a person enters it by hand."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField(_("行"))
    sentence = models.CharField(_("わけ"), max_length=300)

    class Meta:
        verbose_name = _("取り込めなかった行")
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["intake", "row"], name="intake_fault_once")]

    def __str__(self) -> str:
        return f"{self.row} {self.sentence}"
