"""変更の理由: why a provision is not what it was in the version published before."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts.states import CauseKind
from kyodo.kernel.thing import Thing

from .version import Version


class Cause(Thing):
    """変更の理由: of one provision in one version; `subject_ref` names the answer, decision or recommendation."""

    named_with = ("version__document",)

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="causes")
    uid = models.CharField(_("条項"), max_length=12)
    source = models.CharField(_("理由の種類"), max_length=15, choices=CauseKind.choices)
    subject_ref = models.CharField(_("もとになったもの"), max_length=100, blank=True)
    words = models.CharField(_("理由"), max_length=500)
    named_by = models.CharField(_("記した人"), max_length=100)
    named_at = models.DateTimeField(_("記した日時"))

    class Meta:
        verbose_name = _("変更の理由")
        ordering = ["named_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="texts_cause_has_words")]
        indexes = [
            models.Index(fields=["version", "uid"], name="texts_cause_provision"),
            models.Index(fields=["uid"], name="texts_cause_life"),
            models.Index(fields=["subject_ref"], condition=~Q(subject_ref=""), name="texts_cause_subject"),
        ]

    def __str__(self) -> str:
        return self.words[:60]

    def get_absolute_url(self) -> str:
        """The change it explains, in the comparison with the version before."""
        address = reverse("texts:compare", args=[self.version.document.ref])
        return f"{address}?new={self.version.number}#c-{self.uid}"

    @property
    def whole(self) -> str:
        return self.version.whole
