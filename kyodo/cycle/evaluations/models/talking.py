"""話し合い: what both sides say to each other about what they scored differently, and what those it was for say."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import seal
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.access import BOTH_SIDES, Side
from kyodo.kernel.thing import Thing

from .evaluation import Evaluation, Item


class GapNote(Thing):
    """違いの話し合い: why the two sides scored an item so differently, what will be better, and both scores after the talk.

    Written by one side or by the neutral chair; it counts once both sides stand by it.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="gap_notes")
    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="gap_note")
    cause = models.TextField(_("違いの原因"))
    improvement = models.TextField(_("これからの改善"))
    owner_side = models.CharField(_("改善する側"), max_length=10, choices=Side.choices)
    owner = models.CharField(_("担当"), max_length=100)
    due = models.DateField(_("期限"))
    neutral = models.CharField(_("立ち会った中立の人"), max_length=100, blank=True)
    citizens_after = models.PositiveSmallIntegerField(_("話し合い後の点（市民）"), null=True, blank=True)
    city_after = models.PositiveSmallIntegerField(_("話し合い後の点（行政）"), null=True, blank=True)
    written_by = models.CharField(_("書いた人"), max_length=100)
    written_at = models.DateTimeField(_("書いた日時"))
    citizens_agreed_by = models.CharField(_("確かめた人（市民）"), max_length=100, blank=True)
    citizens_agreed_at = models.DateTimeField(_("確かめた日時（市民）"), null=True, blank=True)
    city_agreed_by = models.CharField(_("確かめた人（行政）"), max_length=100, blank=True)
    city_agreed_at = models.DateTimeField(_("確かめた日時（行政）"), null=True, blank=True)
    written_side = models.CharField(_("書いた側"), max_length=10, choices=Side.choices)
    improved_at = models.DateTimeField(_("改善を終えた日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("違いの話し合い")
        ordering = ["item__order"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(citizens_after=None) | Q(citizens_after__range=(1, 5)))
                & (Q(city_after=None) | Q(city_after__range=(1, 5))),
                name="after_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def case(self) -> Collaboration:
        return self.evaluation.case

    @property
    def whole(self) -> str:
        return self.evaluation.whole

    def get_absolute_url(self) -> str:
        return f"{self.evaluation.get_absolute_url()}#{self.item.ref}"

    def stand_by(self, side: Side, *, by: str, at: datetime | None) -> None:
        """What one side has said of the note: who stood by it and when, or nothing yet."""
        setattr(self, f"{side.value}_agreed_by", by)
        setattr(self, f"{side.value}_agreed_at", at)

    @property
    def seal(self) -> str:
        """What a button carries to say which words its reader had before them."""
        said = (
            self.cause,
            self.improvement,
            self.owner_side,
            self.due,
            self.neutral,
            self.citizens_after,
            self.city_after,
        )
        return seal([str(each) for each in said])

    @property
    def unheard(self) -> list[Side]:
        """The sides that have not said yet whether the note is right; whoever wrote it has said so by writing."""
        return [side for side in BOTH_SIDES if getattr(self, f"{side.value}_agreed_at") is None]

    @property
    def is_agreed(self) -> bool:
        """Whether both sides stand by it."""
        return not self.unheard


class Voice(Thing):
    """受益者の声: one short answer of somebody the project was for, by QR or on paper. No name is asked."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="voices")
    score = models.PositiveSmallIntegerField(_("満足度"))
    words = models.TextField(_("ひとこと"), blank=True)
    on_paper = models.BooleanField(_("紙で受け取った"), default=False)
    heard_at = models.DateTimeField(_("受け取った日時"))

    class Meta:
        verbose_name = _("受益者の声")
        ordering = ["-heard_at"]
        constraints = [models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="voice_one_to_five")]

    def __str__(self) -> str:
        return str(_("受益者の声"))  # the mark counts among others: histories and lists of news never quote it

    @property
    def whole(self) -> str:
        return self.evaluation.whole
