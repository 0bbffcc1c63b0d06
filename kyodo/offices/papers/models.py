"""文書: files that people hand in. Never rendered in our pages, always a download, public only when declared."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.thing import Thing
from kyodo.offices.people.models import Person

from .states import Disclosure


class File(Thing):
    """文書: one stored file and for whom it is."""

    subject_ref = models.CharField(_("対象"), max_length=100)
    purpose = models.CharField(_("種類"), max_length=60, blank=True)
    name = models.CharField(_("ファイル名"), max_length=200)
    media_type = models.CharField(_("形式"), max_length=100)
    size = models.PositiveIntegerField(_("大きさ"))
    digest = models.CharField(_("要約値"), max_length=64)
    content = models.FileField(_("中身"), upload_to="papers/%Y/%m")
    disclosure = models.CharField(_("公開"), max_length=10, choices=Disclosure.choices, default=Disclosure.PUBLIC)
    withheld_because = models.CharField(_("公開しない理由"), max_length=300, blank=True)
    review_on = models.DateField(_("見直す日"), null=True, blank=True)
    uploaded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("登録日時"))
    withdrawn_at = models.DateTimeField(_("取り下げた日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("文書")
        indexes = [models.Index(fields=["subject_ref", "uploaded_at"], name="papers_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(disclosure=Disclosure.PUBLIC) | ~Q(withheld_because=""), name="papers_withheld_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name
