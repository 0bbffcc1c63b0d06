"""評価: items generated from this collaboration, two blind sheets, notes on what differs, voices, what comes next."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration, in_visible_case
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.thing import Thing

from .states import Continuation, Grade, Phase, Source, State


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    """Evaluations as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> EvaluationQuerySet:
        """The evaluation of every case this person may see; what is in it is filtered by side."""
        return self.filter(in_visible_case(actor, at=at))


class Evaluation(Thing):
    """評価: one of a case, by both sides, closed only when what differs was talked about and the next seeds are named."""

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


class GapNote(Thing):
    """違いの話し合い: why the two sides scored an item so differently, what will be better, and both scores after the talk."""

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
    agreed_by = models.CharField(_("確かめた相手"), max_length=100, blank=True)
    agreed_at = models.DateTimeField(_("相手が確かめた日時"), null=True, blank=True)
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
        return str(self.score)

    @property
    def whole(self) -> str:
        return self.evaluation.whole


class CommitteeView(Thing):
    """第三者評価: what a committee makes of it the year after, beside both sides' own scores."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="committee_view")
    body = models.CharField(_("会議の名前"), max_length=100)
    grade = models.CharField(_("総合"), max_length=1, choices=Grade.choices)
    words = models.TextField(_("意見"))
    reply = models.TextField(_("市の対応"), blank=True)
    given_at = models.DateTimeField(_("記入日時"))

    class Meta:
        verbose_name = _("第三者評価")

    def __str__(self) -> str:
        return f"{self.body} {self.grade}"

    @property
    def whole(self) -> str:
        return self.evaluation.whole


class Practice(Thing):
    """実践事例: what others can learn from a collaboration, failures included. Drafted from the evaluation in one act."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="practice")
    title = models.CharField(_("題名"), max_length=150)
    background = models.TextField(_("きっかけ・背景"))
    who = models.TextField(_("だれが"))
    what = models.TextField(_("したこと"))
    result = models.TextField(_("成果"))
    hard = models.TextField(_("うまくいかなかったこと"), blank=True)
    advice = models.TextField(_("これから始める人へ"), blank=True)
    failed = models.BooleanField(_("失敗から学ぶ事例"), default=False)
    drafted_at = models.DateTimeField(_("下書きした日時"))
    published_at = models.DateTimeField(_("公開した日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("実践事例")
        ordering = ["-published_at", "-drafted_at"]
        indexes = [models.Index(fields=["-published_at"], name="practice_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def case(self) -> Collaboration:
        return self.evaluation.case

    @property
    def whole(self) -> str:
        return self.evaluation.whole

    def get_absolute_url(self) -> str:
        return reverse("evaluations:practice", args=[self.ref])
