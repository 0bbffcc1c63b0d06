"""文書: one text of the city through all its versions, and what calls for its review."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts.states import Kind, VersionState
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section


def is_of_the_city(actor: Actor, at: datetime) -> bool:
    """Whether the actor acts for the city: only they read what is not published yet."""
    return any(c.side == Side.CITY for c in actor.capacities(at))


def read_before(actor: Actor, at: datetime, path: str = "") -> Q:
    """The versions in the making that a body of the actor was asked to read."""
    bodies = sorted({c.ref for c in actor.capacities(at)})
    making = [VersionState.WRITING, VersionState.FIXED]
    return Q(**{f"{path}readers__body_ref__in": bodies, f"{path}state__in": making})


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> DocumentQuerySet:
        """Those of which anything was ever published, or is read before by a body of theirs; the city sees all."""
        if is_of_the_city(actor, at):
            return self
        public = Q(versions__state__in=[VersionState.PUBLISHED, VersionState.WITHDRAWN])
        return self.filter(pk__in=self.model.objects.filter(public | read_before(actor, at, "versions__")).values("pk"))


class Document(Thing):
    """文書: a guideline, an ordinance or a plan; its words are in its versions."""

    title = models.CharField(_("題名"), max_length=200)
    kind = models.CharField(_("文書の種類"), max_length=10, choices=Kind.choices)
    section = models.ForeignKey(Section, verbose_name=_("担当課"), on_delete=models.PROTECT, related_name="texts")
    summary = models.TextField(_("あらまし"), max_length=1000, blank=True)
    review_years = models.PositiveSmallIntegerField(_("見直しの間隔（年）"), null=True, blank=True)
    review_clause = models.CharField(_("見直しを定めた条項"), max_length=100, blank=True)
    reviewed_on = models.DateField(_("最後に見直した日"), null=True, blank=True)
    review_on = models.DateField(_("次の見直しの日"), null=True, blank=True)
    made_at = models.DateTimeField(_("登録日時"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("指針・条例などの文書")
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["kind", "title"], name="texts_document_kind"),
            models.Index(fields=["review_on"], name="texts_document_review"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("texts:document", args=[self.ref])

    def review_after(self, day: date) -> date | None:
        """The day on which the text is to be looked at again, so many years after that day."""
        if not self.review_years:
            return None
        try:
            return day.replace(year=day.year + self.review_years)
        except ValueError:  # 29 February
            return day.replace(year=day.year + self.review_years, day=28)


class Trigger(Thing):
    """見直しのきっかけ: something that calls for a revision, until a revision cites it."""

    named_with = ("document",)

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="triggers")
    words = models.TextField(_("きっかけ"), max_length=500)
    subject_ref = models.CharField(_("もとになったもの"), max_length=100, blank=True)
    uid = models.CharField(_("条項"), max_length=12, blank=True)
    noted_by = models.CharField(_("記録した人"), max_length=100)
    noted_at = models.DateTimeField(_("記録日時"))
    cited_in = models.ForeignKey(
        "texts.Version",
        verbose_name=_("取り上げた版"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="triggers",
    )

    class Meta:
        verbose_name = _("見直しのきっかけ")
        ordering = ["-noted_at", "-pk"]
        indexes = [models.Index(fields=["document", "cited_in"], name="texts_trigger_open")]

    def __str__(self) -> str:
        return self.words[:60]

    def get_absolute_url(self) -> str:
        return f"{self.document.get_absolute_url()}#triggers"

    @property
    def whole(self) -> str:
        return self.document.subject
