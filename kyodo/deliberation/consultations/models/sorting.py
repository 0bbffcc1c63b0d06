"""整理: submissions of the same text lie in one bundle; opinions are cut from its text as units."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.states import PairState
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section

from .answering import Answer
from .consultation import Consultation


class BundleQuerySet(models.QuerySet["Bundle"]):
    """Bundles as readers ask for them."""

    def heads(self) -> BundleQuerySet:
        """Those that are read: not lying in another one, and not empty."""
        return self.filter(into=None, size__gt=0)

    def unread(self) -> BundleQuerySet:
        return self.heads().filter(read_at=None)


class Bundle(Thing):
    """束: all submissions of one text (the same to the letter), and the bundles that a person put `into` it.

    A single voice is a bundle of one. Counts are shown, and never order anything.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="bundles", db_index=False)
    #: SHA-256 of the normalised text; empty for what was taken out by hand or came with an attachment: it stays alone.
    digest = models.CharField(_("本文の要約値"), max_length=64, blank=True)
    into = models.ForeignKey(
        "self", verbose_name=_("入っている束"), null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    size = models.PositiveIntegerField(_("同文の提出数"), default=0)
    voices = models.PositiveIntegerField(_("中に入っている束も含む提出数"), default=0)
    gist = models.CharField(
        _("書き出し"), max_length=120, blank=True
    )  # the first words of the text, for the office's lists
    #: How early it is read: the rarer and the better founded the words, the higher. Never the number of voices.
    weight = models.FloatField(_("読む順の重み"), default=0.0)
    evidence = models.PositiveSmallIntegerField(_("根拠の手がかりの数"), default=0)
    signature = models.BinaryField(_("近さの指紋"), default=b"", blank=True)  # MinHash; empty like the digest
    read_at = models.DateTimeField(_("読み終えた日時"), null=True, blank=True)
    read_by = models.CharField(_("読んだ人"), max_length=100, blank=True)
    no_opinion_because = models.CharField(_("意見がない理由"), max_length=300, blank=True)

    objects: ClassVar[BundleQuerySet] = BundleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("束")
        ordering = ["-weight", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "digest"], condition=~Q(digest=""), name="bundle_text_once"
            ),
            models.CheckConstraint(condition=Q(into=None) | ~Q(into=F("id")), name="bundle_not_into_itself"),
        ]
        indexes = [
            models.Index(
                fields=["consultation", "-weight", "id"],
                condition=Q(into=None, read_at=None, size__gt=0),
                name="bundle_unread",
            ),
            models.Index(fields=["consultation", "id"], name="bundle_arrival"),
            # The last three only let a count be made from the index alone.
            models.Index(
                fields=["consultation", "-weight", "id", "into", "size", "read_at"],
                condition=Q(into=None, size__gt=0),
                name="bundle_order",
            ),
        ]

    @staticmethod
    def digest_of(text: str) -> str:
        """同文: the same words, whatever their width, spaces and line ends."""
        plain = "".join(unicodedata.normalize("NFKC", text).split())
        return hashlib.sha256(plain.encode()).hexdigest()

    @staticmethod
    def gist_of(text: str) -> str:
        """書き出し: the first words of a text on one line."""
        return " ".join(text.split())[:60]

    @property
    def worked_on(self) -> bool:
        """Whether somebody has read it, cut from it, or put it together with others."""
        return bool(self.read_at or self.into_id) or self.units.exists() or self.parts.exists()

    def __str__(self) -> str:
        return str(_("提出の束"))  # the text may hold personal data: histories and tasks never quote it

    def get_absolute_url(self) -> str:
        return reverse("consultations:bundle", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.consultation.subject


class Pair(Thing):
    """似た束の候補: two bundles whose texts are nearly the same, for a person to judge."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="pairs")
    one = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="pairs_as_one")
    other = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="pairs_as_other")
    score = models.FloatField(_("近さ"))
    state = models.CharField(_("判断"), max_length=10, choices=PairState.choices, default=PairState.PROPOSED)
    decided_by = models.CharField(_("判断した人"), max_length=100, blank=True)
    decided_at = models.DateTimeField(_("判断した日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("似た提出の候補")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="pair_in_order"),
        ]
        indexes = [
            models.Index(fields=["consultation", "state", "-score", "id"], name="pair_order"),
            models.Index(fields=["consultation", "state", "one", "-score"], name="pair_leader"),
        ]

    def __str__(self) -> str:
        return f"{self.score:.2f}"

    @property
    def whole(self) -> str:
        return self.consultation.subject


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units as people ask for them."""

    def standing(self) -> UnitQuerySet:
        """Those that count: not taken back, not merged into another, of a bundle that is read by itself."""
        return self.filter(dropped_at=None, into=None, bundle__into=None, bundle__size__gt=0)

    def unanswered(self) -> UnitQuerySet:
        return self.standing().filter(answer=None)


class Unit(Thing):
    """意見: one opinion of a bundle, cut from the original by its place there, with a gist that may be published."""

    named_with = ("bundle",)

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="units")
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="units")
    #: The submission whose original the two places count in: the first of its bundle when it was read.
    source = models.ForeignKey(
        "Submission", verbose_name=_("読んだ提出"), on_delete=models.PROTECT, related_name="units"
    )
    start = models.PositiveIntegerField(_("原文の始め"))
    end = models.PositiveIntegerField(_("原文の終わり"))
    gist = models.TextField(_("意見の概要"), max_length=1000)
    provision_uid = models.CharField(_("案の条項"), max_length=12, blank=True)
    place = models.CharField(_("案の箇所（章・頁・条）"), max_length=100, blank=True)
    section = models.ForeignKey(
        Section, verbose_name=_("答える課"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.ForeignKey(
        Answer, verbose_name=_("市の考え方"), null=True, blank=True, on_delete=models.PROTECT, related_name="units"
    )
    into = models.ForeignKey(
        "self", verbose_name=_("まとめた先"), null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    made_at = models.DateTimeField(_("分けた日時"))
    made_by = models.CharField(_("分けた人"), max_length=100)
    dropped_at = models.DateTimeField(_("取り消した日時"), null=True, blank=True)

    objects: ClassVar[UnitQuerySet] = UnitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("意見")
        ordering = ["bundle", "start", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="unit_covers_something"),
            models.CheckConstraint(condition=Q(into=None) | ~Q(into=F("id")), name="unit_not_into_itself"),
        ]
        indexes = [
            models.Index(fields=["consultation", "answer"], name="unit_answer"),
            models.Index(fields=["consultation", "section", "answer"], name="unit_section"),
            models.Index(fields=["consultation", "provision_uid"], name="unit_provision"),
            models.Index(fields=["bundle", "start"], name="unit_bundle"),
        ]

    def __str__(self) -> str:
        return str(_("意見"))  # the gist is public only once the result is

    def get_absolute_url(self) -> str:
        return reverse("consultations:bundle", args=[self.bundle.ref])

    @property
    def whole(self) -> str:
        return self.consultation.subject
