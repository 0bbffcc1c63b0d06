"""一括取り込み: a file of many submissions, looked at, taken in portion by portion, and taken back as a whole."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.states import Channel, IntakeState
from kyodo.kernel.thing import Thing

from .consultation import Consultation


class Intake(Thing):
    """一括取り込み: one file, whose rows wait for the worker. With one unreadable row nothing of it is taken in."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="intakes")
    state = models.CharField(_("状態"), max_length=10, choices=IntakeState.choices, default=IntakeState.PREVIEW)
    file_name = models.CharField(_("ファイル名"), max_length=200)
    digest = models.CharField(_("要約値"), max_length=64)
    channel = models.CharField(_("提出方法"), max_length=10, choices=Channel.choices)
    row_count = models.PositiveIntegerField(_("行数"), default=0)
    fault_count = models.PositiveIntegerField(_("読み取れない行数"), default=0)
    uploaded_at = models.DateTimeField(_("読み込んだ日時"))

    class Meta:
        verbose_name = _("一括取り込み")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["consultation", "-uploaded_at"], name="intake_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "digest"],
                condition=models.Q(state__in=(IntakeState.RUNNING, IntakeState.DONE, IntakeState.UNDOING)),
                name="intake_file_once",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("consultations:intake", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.consultation.subject


class IntakeFault(models.Model):
    """読み取れない行: with the sentence that says why."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField(_("行"))
    sentence = models.CharField(_("わけ"), max_length=300)

    class Meta:
        verbose_name = _("読み取れない行")
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["intake", "row"], name="intake_fault_once")]

    def __str__(self) -> str:
        return f"{self.row} {self.sentence}"
