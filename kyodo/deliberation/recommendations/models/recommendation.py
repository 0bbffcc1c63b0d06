"""提言: a paper of recommendations and the recommendations in it, each addressed to a section."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.states import Level, SourceKind, Voice
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section


class Report(Thing):
    """提言書: what one source recommended together; its recommendations are numbered within it."""

    title = models.CharField(_("題名"), max_length=150)
    kind = models.CharField(_("出どころ"), max_length=10, choices=SourceKind.choices)
    source_ref = models.CharField(_("出どころの記録"), max_length=100, blank=True)  # a term, meeting, provision, paper
    voice_ref = models.CharField(_("提言した側"), max_length=100, blank=True)  # the body or group that speaks for it
    voice_name = models.CharField(_("提言した側の名前"), max_length=100)
    handed_on = models.DateField(_("提出日"))
    summary = models.TextField(_("あらまし"), max_length=2000, blank=True)
    entered_at = models.DateTimeField(_("登録日時"))

    class Meta:
        verbose_name = _("提言書")
        ordering = ["-handed_on", "-pk"]
        indexes = [models.Index(fields=["source_ref"], name="report_source")]
        constraints = [
            models.UniqueConstraint(
                fields=["source_ref"],
                condition=~Q(source_ref="") & Q(kind__in=[SourceKind.PAPER, SourceKind.PETITION]),
                name="report_source_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("recommendations:report", args=[self.ref])


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Recommendations as pages ask for them."""

    def whole_rows(self) -> RecommendationQuerySet:
        """With everything a line of a list says, in one query."""
        return self.select_related("report", "section__successor", "response", "implementation", "closure")

    def after(self, last: Recommendation) -> RecommendationQuerySet:
        """What follows a row in the order of the list."""
        same = Q(report__handed_on=last.report.handed_on, report=last.report, number__gt=last.number)
        older = Q(report__handed_on__lt=last.report.handed_on)
        beside = Q(report__handed_on=last.report.handed_on, report__lt=last.report_id)
        return self.filter(same | older | beside)


class Recommendation(Thing):
    """提言: what is recommended. What becomes of it is told by three lives of their own."""

    report = models.ForeignKey(
        Report, verbose_name=_("提言書"), on_delete=models.PROTECT, related_name="recommendations"
    )
    number = models.PositiveSmallIntegerField(_("番号"))
    title = models.CharField(_("題名"), max_length=200)
    text = models.TextField(_("内容"), max_length=4000, blank=True)
    section = models.ForeignKey(
        Section, verbose_name=_("宛先の課"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    batch = models.ForeignKey(
        "recommendations.Batch", verbose_name=_("取り込み"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="recommendations",
    )  # fmt: skip

    objects: ClassVar[RecommendationQuerySet] = RecommendationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("提言")
        ordering = ["-report__handed_on", "-report", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="recommendation_number_once")]
        indexes = [models.Index(fields=["section"], name="recommendation_section")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("recommendations:recommendation", args=[self.ref])

    @property
    def addressee(self) -> Section | None:
        """The section in charge: where it was reorganised, its successor."""
        return standing(self.section)


def standing(section: Section | None) -> Section | None:
    """The section that does the work now: a section that ended hands it to its successor."""
    while section is not None and section.until is not None and section.successor is not None:
        section = section.successor
    return section


class Impression(Thing):
    """実感: how those who recommended, or a citizen, find that it stands. Never averaged with what the city says."""

    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("提言"), on_delete=models.PROTECT, related_name="impressions"
    )
    voice = models.CharField(_("だれの実感か"), max_length=10, choices=Voice.choices)
    level = models.CharField(_("実感"), max_length=12, choices=Level.choices)
    words = models.TextField(_("理由"), max_length=1000, blank=True)
    by_ref = models.CharField(_("述べた人"), max_length=100)
    stated_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(_("日時"))
    current = models.BooleanField(_("いまの実感"), default=True)

    class Meta:
        verbose_name = _("実感")
        ordering = ["-stated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation"],
                condition=Q(voice=Voice.COMMITTEE, current=True),
                name="committee_speaks_once",
            ),
            models.UniqueConstraint(
                fields=["recommendation", "by_ref"], condition=Q(voice=Voice.CITIZEN), name="citizen_speaks_once"
            ),
            # Those who recommended say why; a citizen may leave it at a mark.
            models.CheckConstraint(condition=Q(voice=Voice.CITIZEN) | ~Q(words=""), name="committee_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_voice_display()} {self.get_level_display()}"

    @property
    def whole(self) -> str:
        return self.recommendation.subject
