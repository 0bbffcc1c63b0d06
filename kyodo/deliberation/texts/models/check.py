"""逐条点検: what the city does for each provision, year by year, with its evidence."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts.states import Amendment, CouncilView, Standing
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.papers.models import File

from .document import Document


class Effort(Thing):
    """取組: something the city or its partners do, whether or not a provision asks for it."""

    named_with = ("document",)

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="efforts")
    name = models.CharField(_("取組の名前"), max_length=200)
    section = models.ForeignKey(Section, verbose_name=_("担当課"), on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("取組の内容"), max_length=1000, blank=True)
    subject_ref = models.CharField(_("取組の記録"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("条項に基づく取組")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["document", "name"], name="texts_effort_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('texts:checks', args=[self.document.ref])}#efforts"

    @property
    def whole(self) -> str:
        return self.document.subject


class Check(Thing):
    """逐条点検: one provision, one effort, one fiscal year."""

    named_with = ("effort",)

    effort = models.ForeignKey(Effort, verbose_name=_("取組"), on_delete=models.PROTECT, related_name="checks")
    uid = models.CharField(_("条項"), max_length=12)
    year = models.PositiveIntegerField(_("年度"))
    standing = models.CharField(_("取組の状況"), max_length=10, choices=Standing.choices, default=Standing.UNKNOWN)
    words = models.TextField(_("実施したこと"), max_length=2000, blank=True)
    link = models.CharField(_("根拠のページ"), max_length=500, blank=True)
    file = models.ForeignKey(
        File, verbose_name=_("根拠の文書"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence_on = models.DateField(_("根拠の日付"), null=True, blank=True)
    council_ref = models.CharField(_("見た会議体"), max_length=100, blank=True)
    council_view = models.CharField(_("会議体の見方"), max_length=10, choices=CouncilView.choices, blank=True)
    council_words = models.TextField(_("会議体の意見"), max_length=2000, blank=True)
    amendment = models.CharField(_("改正の要否"), max_length=12, choices=Amendment.choices, blank=True)
    next_on = models.DateField(_("次の点検日"), null=True, blank=True)
    made_at = models.DateTimeField(_("登録日時"))

    class Meta:
        verbose_name = _("逐条点検")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["effort", "uid", "year"], name="texts_check_once"),
            models.CheckConstraint(
                condition=~Q(standing__in=[Standing.DONE, Standing.PARTLY])
                | ((~Q(link="") | Q(file__isnull=False)) & Q(evidence_on__isnull=False)),
                name="texts_check_has_evidence",
            ),
        ]
        indexes = [
            models.Index(fields=["uid", "-year"], name="texts_check_provision"),
            models.Index(fields=["next_on"], name="texts_check_next"),
        ]

    def __str__(self) -> str:
        return f"{self.effort.name}（{self.year}年度）"

    def get_absolute_url(self) -> str:
        return reverse("texts:check", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.effort.document.subject

    def is_due(self, day: date) -> bool:
        """Whether the next check should have been made by that day."""
        return self.next_on is not None and self.next_on <= day
