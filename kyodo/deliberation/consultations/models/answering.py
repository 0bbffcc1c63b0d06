"""市の考え方: one answer for one or many opinions, with its category, reason, reviewers and what it changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.states import BLIND, AnswerState, Verdict
from kyodo.deliberation.consultations.terms import REASON_LENGTH
from kyodo.kernel.access import Actor
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.people.models import Person

from .consultation import Consultation


class CategoryQuerySet(models.QuerySet["Category"]):
    """Categories as people ask for them."""

    def current(self) -> CategoryQuerySet:
        return self.filter(ended_at=None)


class Category(Thing):
    """対応の区分: the city's own words for what became of an opinion."""

    name = models.CharField(_("区分"), max_length=30)
    meaning = models.CharField(_("説明"), max_length=200)
    demands_change = models.BooleanField(_("案の変更を伴う"), default=False)
    order = models.PositiveSmallIntegerField(_("順"))
    ended_at = models.DateTimeField(_("使い終えた日時"), null=True, blank=True)

    objects: ClassVar[CategoryQuerySet] = CategoryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("対応の区分")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["name"], condition=Q(ended_at=None), name="category_name_once")]

    def __str__(self) -> str:
        return self.name


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers as people ask for them."""

    def standing(self) -> AnswerQuerySet:
        return self.exclude(state=AnswerState.WITHDRAWN)

    def nameable_by(self, actor: Actor) -> AnswerQuerySet:
        """None of a case whose opinions the actor is to sort without knowing how they were sorted."""
        blind = {"codings__state__in": BLIND, "codings__coder__ref": actor.subject.partition("/")[2]}
        return self.exclude(consultation__in=Consultation.objects.filter(**blind))


class Answer(Thing):
    """市の考え方: to every unit that hangs on it."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="answers")
    state = models.CharField(_("状態"), max_length=10, choices=AnswerState.choices, default=AnswerState.DRAFT)
    section = models.ForeignKey(Section, verbose_name=_("答える課"), on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(
        Category, verbose_name=_("対応の区分"), null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    text = models.TextField(_("市の考え方"), max_length=3000, blank=True)
    reason = models.TextField(_("理由"), max_length=REASON_LENGTH, blank=True)
    reason_key = models.CharField(max_length=64, blank=True, editable=False)  # same words, same key
    before = models.TextField(_("変更前"), max_length=3000, blank=True)
    after = models.TextField(_("変更後"), max_length=3000, blank=True)
    order = models.PositiveIntegerField(_("番号"))
    round = models.PositiveSmallIntegerField(_("審査の回"), default=0)
    written_by = models.ForeignKey(Person, verbose_name=_("起案者"), on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("起案日時"))

    objects: ClassVar[AnswerQuerySet] = AnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("市の考え方")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "order"], name="answer_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=(AnswerState.DRAFT, AnswerState.WITHDRAWN))
                | (~Q(text="") & ~Q(reason="") & Q(category__isnull=False)),
                name="answer_complete",
            ),
        ]
        indexes = [
            models.Index(fields=["consultation", "state"], name="answer_state"),
            models.Index(fields=["consultation", "reason_key"], name="answer_reason"),
        ]

    def __str__(self) -> str:
        return str(_("市の考え方%(order)d") % {"order": self.order})

    def get_absolute_url(self) -> str:
        return reverse("consultations:answer", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.consultation.subject


class Reviewer(models.Model):
    """審査する人: named for a consultation; every answer passes all of them."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(Person, verbose_name=_("審査する人"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("見るところ"), max_length=60, blank=True)  # 法務, 所属長

    class Meta:
        verbose_name = _("審査する人")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["consultation", "person"], name="reviewer_once")]

    def __str__(self) -> str:
        return str(self.person)


class Review(Thing):
    """審査: what one reviewer said of an answer in one round."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="reviews")
    round = models.PositiveSmallIntegerField(_("回"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(_("審査"), max_length=6, choices=Verdict.choices)
    words = models.TextField(_("意見"), max_length=1000, blank=True)
    reviewed_at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("審査")
        ordering = ["reviewed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "round", "person"], name="review_once_a_round"),
            models.CheckConstraint(condition=~Q(verdict=Verdict.CHANGE) | ~Q(words=""), name="review_change_has_words"),
        ]

    def __str__(self) -> str:
        return str(self.get_verdict_display())

    @property
    def whole(self) -> str:
        return self.answer.whole
