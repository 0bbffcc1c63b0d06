"""評価票: items generated from this collaboration and two blind sheets of scores."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration, in_visible_case
from kyodo.cycle.evaluations.states import Continuation, Phase, Source, State
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.thing import Thing


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    """Evaluations as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> EvaluationQuerySet:
        """The evaluation of every case this person may see; what is in it is filtered by side."""
        return self.filter(in_visible_case(actor, at=at))


class Evaluation(Thing):
    """評価: one of a case, by both sides, closed only when what differs was talked about and the next seeds are named."""

    named_with = ("case",)

    case = models.OneToOneField(
        Collaboration, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="evaluation"
    )
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.FILING)
    opened_at = models.DateTimeField(_("始めた日時"))
    revealed_at = models.DateTimeField(_("たがいに見せた日時"), null=True, blank=True)
    closed_at = models.DateTimeField(_("公開した日時"), null=True, blank=True)
    continuation = models.CharField(_("これから"), max_length=10, choices=Continuation.choices, blank=True)
    closing_words = models.TextField(_("公開するまとめ"), blank=True)
    no_seed_because = models.TextField(_("次の種がない理由"), blank=True)
    no_voices_because = models.TextField(_("受益者に聞けなかった理由"), blank=True)
    voice_token = models.CharField(_("声の受付の鍵"), max_length=43, unique=True)

    objects: ClassVar[EvaluationQuerySet] = EvaluationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("評価")
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.FILING) | Q(revealed_at__isnull=False), name="evaluation_revealed_when"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED)
                | (Q(closed_at__isnull=False) & ~Q(closing_words="") & ~Q(continuation="")),
                name="evaluation_closed_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-opened_at"], name="evaluation_state"),
            models.Index(fields=["state", "-closed_at"], name="evaluation_closed"),
        ]

    def __str__(self) -> str:
        return self.case.title

    def get_absolute_url(self) -> str:
        return reverse("evaluations:evaluation", args=[self.case.ref])

    @property
    def whole(self) -> str:
        return self.case.subject

    @property
    def is_revealed(self) -> bool:
        """Whether each side may read the other's scores."""
        return self.state != State.FILING


class BankItem(Thing):
    """共通項目: what this city asks of every collaboration. Evaluations already begun keep the items they began with."""

    phase = models.CharField(_("段階"), max_length=10, choices=Phase.choices)
    text = models.CharField(_("項目"), max_length=300)
    order = models.PositiveSmallIntegerField(_("順"))
    dropped_at = models.DateTimeField(_("外した日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("評価の共通項目")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text


class Item(Thing):
    """評価項目: one question of this evaluation and what it was made from."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="items")
    phase = models.CharField(_("段階"), max_length=10, choices=Phase.choices)
    source = models.CharField(_("出所"), max_length=10, choices=Source.choices)
    source_ref = models.CharField(_("もとになったもの"), max_length=100)
    text = models.CharField(_("項目"), max_length=300)
    order = models.PositiveSmallIntegerField(_("順"))

    class Meta:
        verbose_name = _("評価項目")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "source", "source_ref"], name="item_source_once")]

    def __str__(self) -> str:
        return self.text


class SheetQuerySet(models.QuerySet["Sheet"]):
    """Sheets as people may read them: the one place that keeps the sides blind."""

    def readable(self, evaluation: Evaluation, side: str | None) -> SheetQuerySet:
        """Both once revealed; until then one's own side's only."""
        sheets = self.filter(evaluation=evaluation)
        return (
            sheets
            if evaluation.is_revealed
            else sheets.filter(side=side if side in (Side.CITIZENS, Side.CITY) else "-")
        )


class Sheet(Thing):
    """評価票: one side's scores. Saved at will, filed once; what was filed first never changes."""

    named_with = ("evaluation__case",)

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="sheets")
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    saved_by = models.CharField(_("書いた人"), max_length=100)
    saved_at = models.DateTimeField(_("保存した日時"))
    filed_by = models.CharField(_("出した人"), max_length=100, blank=True)
    filed_at = models.DateTimeField(_("出した日時"), null=True, blank=True)
    words = models.TextField(_("全体をふりかえって"), blank=True)

    objects: ClassVar[SheetQuerySet] = SheetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("評価票")
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "side"], name="sheet_once"),
            models.CheckConstraint(condition=Q(side__in=[Side.CITIZENS, Side.CITY]), name="sheet_of_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.get_side_display()}"

    @property
    def whole(self) -> str:
        return self.evaluation.whole


class Score(models.Model):
    """点: 1 to 5 against what was expected; low ones carry a reason."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="scores")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="scores")
    score = models.PositiveSmallIntegerField(_("点"))
    reason = models.TextField(_("理由"), blank=True)

    class Meta:
        verbose_name = _("点")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item"], name="score_once"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="score_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.score}"
