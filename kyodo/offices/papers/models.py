"""文書: files that people hand in. Never rendered in our pages, always a download, public only when declared."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.text import new_token
from kyodo.kernel.thing import Thing
from kyodo.offices.people.models import Person

from .states import Disclosure


def stored_as(file: File, name: str) -> str:
    """A random place in the store: what a file is called there tells nobody anything."""
    return f"papers/{file.uploaded_at:%Y/%m}/{new_token()}.{name.rpartition('.')[2]}"


class FileQuerySet(models.QuerySet["File"]):
    """Files as pages ask for them."""

    def standing(self) -> FileQuerySet:
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at=None)

    def about(self, *subjects: str) -> FileQuerySet:
        return self.filter(subject_ref__in=subjects)

    def withheld(self) -> FileQuerySet:
        return self.standing().exclude(disclosure=Disclosure.PUBLIC)

    def for_review(self, today: date) -> FileQuerySet:
        """Withheld files that are to be looked at again."""
        return self.withheld().filter(review_on__lte=today)


class File(Thing):
    """文書: one stored file and for whom it is."""

    subject_ref = models.CharField(_("対象"), max_length=100)
    whole = models.CharField(_("案件"), max_length=100)  # the bigger thing, so that a case shows all its papers
    purpose = models.CharField(_("種類"), max_length=60, blank=True)
    name = models.CharField(_("ファイル名"), max_length=200)
    media_type = models.CharField(_("形式"), max_length=100)
    size = models.PositiveIntegerField(_("大きさ"))
    digest = models.CharField(_("要約値"), max_length=64)
    content = models.FileField(_("中身"), upload_to=stored_as, max_length=200)
    disclosure = models.CharField(_("公開"), max_length=10, choices=Disclosure.choices, default=Disclosure.PUBLIC)
    withheld_because = models.CharField(_("公開しない理由"), max_length=300, blank=True)
    review_on = models.DateField(_("見直す日"), null=True, blank=True)
    uploaded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("登録日時"))
    withdrawn_at = models.DateTimeField(_("取り下げた日時"), null=True, blank=True)
    withdrawn_because = models.CharField(_("取り下げた理由"), max_length=300, blank=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("文書")
        indexes = [
            models.Index(fields=["subject_ref", "uploaded_at"], name="papers_subject"),
            models.Index(fields=["whole", "uploaded_at"], name="papers_whole"),
            models.Index(fields=["review_on"], condition=Q(withdrawn_at=None), name="papers_review"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(disclosure=Disclosure.PUBLIC) | (~Q(withheld_because="") & Q(review_on__isnull=False)),
                name="papers_withheld_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_because=""), name="papers_withdrawn_has_reason"
            ),
        ]

    def __str__(self) -> str:
        """The name where everybody may know it; histories and lists show this to whoever reads them."""
        is_open = self.disclosure == Disclosure.PUBLIC and self.withdrawn_at is None
        return self.name if is_open else self.purpose or str(_("公開していない文書"))

    def get_absolute_url(self) -> str:
        return f"/papers/{self.ref}/"
