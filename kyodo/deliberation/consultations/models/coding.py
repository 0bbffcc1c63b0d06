"""二人目の分類: a share of the opinions is sorted once more by somebody who does not know how they were sorted first."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.states import BLIND, CodingState
from kyodo.kernel.access import Actor
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.people.models import Person

from .answering import Category
from .consultation import Consultation
from .sorting import Unit


class CodingQuerySet(models.QuerySet["Coding"]):
    """Second codings as people ask for them."""

    def standing(self) -> CodingQuerySet:
        return self.exclude(state=CodingState.WITHDRAWN)

    def blinding(self, actor: Actor) -> CodingQuerySet:
        """Those that the actor has been asked for and has not filed."""
        return self.filter(state__in=BLIND, coder__ref=actor.subject.partition("/")[2])


class Coding(Thing):
    """二人目の分類: who codes, and by which seed the opinions were drawn. Anybody draws the same again."""

    named_with = ("consultation",)

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="codings")
    state = models.CharField(_("状態"), max_length=10, choices=CodingState.choices, default=CodingState.NAMED)
    coder = models.ForeignKey(Person, verbose_name=_("二人目"), on_delete=models.PROTECT, related_name="+")
    seed_from = models.CharField(_("種となる数の決め方"), max_length=300)  # said before the number is known
    seed = models.CharField(_("種となる数"), max_length=100, blank=True)
    #: The references of all opinions as they stood at the draw.
    listed = models.JSONField(_("くじを引いた意見"), default=list, blank=True)
    named_at = models.DateTimeField(_("頼んだ日時"))
    drawn_at = models.DateTimeField(_("くじを引いた日時"), null=True, blank=True)
    filed_at = models.DateTimeField(_("出した日時"), null=True, blank=True)

    objects: ClassVar[CodingQuerySet] = CodingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("二人目の分類")
        ordering = ["named_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation"], condition=~Q(state=CodingState.WITHDRAWN), name="coding_one_stands"
            ),
            models.CheckConstraint(
                condition=Q(drawn_at=None, seed="") | (~Q(drawn_at=None) & ~Q(seed="")), name="coding_drawn_has_seed"
            ),
            models.CheckConstraint(
                condition=~Q(state=CodingState.FILED) | Q(drawn_at__isnull=False, filed_at__isnull=False),
                name="coding_filed_was_drawn",
            ),
        ]
        indexes = [models.Index(fields=["coder", "state"], name="coding_coder")]

    def __str__(self) -> str:
        return str(_("%(title)sの二人目の分類") % {"title": self.consultation.title})

    def get_absolute_url(self) -> str:
        return reverse("consultations:coding", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.consultation.subject


class RecodingQuerySet(models.QuerySet["Recoding"]):
    """What two people said of an opinion. It is read through `readable` and nowhere else until it is filed."""

    def readable(self, actor: Actor, *, at: datetime) -> RecodingQuerySet:
        """Filed ones; and to whoever codes, their own."""
        own = Q(coding__coder__ref=actor.subject.partition("/")[2])
        return self.filter(own | Q(coding__state=CodingState.FILED))

    def counted(self) -> RecodingQuerySet:
        """Those whose opinion still stands: two codings of one thing."""
        standing = Q(unit__dropped_at=None, unit__into=None, unit__bundle__into=None, unit__bundle__size__gt=0)
        return self.filter(standing, coding__state=CodingState.FILED)

    def disputed(self) -> RecodingQuerySet:
        """食い違い: in the category or in the section."""
        return self.counted().exclude(category=F("first_category"), section=F("first_section"))


class Recoding(Thing):
    """一つの意見の分類: as it stood first when the lot was drawn, and as the second person sees it."""

    named_with = ("coding",)

    coding = models.ForeignKey(Coding, on_delete=models.PROTECT, related_name="rows")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="recodings")
    first_category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    first_section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(
        Category, verbose_name=_("対応の区分"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    section = models.ForeignKey(
        Section, verbose_name=_("答える課"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    coded_at = models.DateTimeField(_("分類した日時"), null=True, blank=True)
    settled_because = models.CharField(_("決着の理由"), max_length=500, blank=True)
    settled_by = models.CharField(_("決着させた人"), max_length=100, blank=True)
    settled_at = models.DateTimeField(_("決着した日時"), null=True, blank=True)

    objects: ClassVar[RecodingQuerySet] = RecodingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("二人目の区分")
        ordering = ["pk"]  # the order of the lot
        constraints = [
            models.UniqueConstraint(fields=["coding", "unit"], name="recoding_once"),
            models.CheckConstraint(
                condition=Q(coded_at=None) | Q(category__isnull=False, section__isnull=False), name="recoding_complete"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | ~Q(settled_because=""), name="recoding_settled_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(_("二人目の区分"))  # nothing of either coding: histories and tasks quote it

    def get_absolute_url(self) -> str:
        return self.coding.get_absolute_url()

    @property
    def whole(self) -> str:
        return self.coding.whole
