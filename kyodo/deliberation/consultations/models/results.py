"""結果: what was published when, what was taken back and why, and what the senders said of the answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.states import Satisfied
from kyodo.kernel.thing import Thing

from .consultation import Consultation
from .ledger import Submission


class Result(Thing):
    """結果公表: one publication with its figures as they stood. A correction is a further one; taken back, it stays in the list."""

    named_with = ("consultation",)

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField(_("回"))
    published_at = models.DateTimeField(_("公表日時"))
    because = models.CharField(_("訂正の理由"), max_length=500, blank=True)
    heard = models.TextField(_("聴いたこと"), max_length=1000, blank=True)
    said = models.TextField(_("言われたこと"), max_length=1000, blank=True)
    done = models.TextField(_("こうしたこと"), max_length=1000, blank=True)
    figures = models.JSONField(_("数"), default=dict)
    withdrawn_at = models.DateTimeField(_("取り下げ日時"), null=True, blank=True)
    withdrawn_because = models.CharField(_("取り下げの理由"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("結果公表")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="result_number_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(because=""), name="result_correction_has_reason"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_because=""), name="result_withdrawn_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["published_at"], condition=Q(withdrawn_at=None), name="result_published")]

    def __str__(self) -> str:
        return str(_("%(title)sの結果") % {"title": self.consultation.title})

    @property
    def whole(self) -> str:
        return self.consultation.subject


class Response(Thing):
    """感想: whether the answer was one, in the eyes of whoever sent the opinion. Once for each submission."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="response")
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="responses")
    satisfied = models.CharField(_("お答えになっていましたか"), max_length=6, choices=Satisfied.choices)
    words = models.TextField(_("ひとこと"), max_length=500, blank=True)
    given_at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("回答への感想")
        indexes = [models.Index(fields=["consultation", "satisfied"], name="response_satisfied")]

    def __str__(self) -> str:
        return str(self.get_satisfied_display())

    @property
    def whole(self) -> str:
        return self.consultation.subject
