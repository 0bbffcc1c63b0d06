"""The three lives of a recommendation: what the city answers, what is done on evidence, who closes it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.states import ClosedAs, ClosureState, Level, ResponseState
from kyodo.kernel.thing import Thing
from kyodo.offices.papers.models import File

from .recommendation import Recommendation


class Life(Thing):
    """One of the lives of a recommendation: part of it, shown on its page."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.recommendation)

    def get_absolute_url(self) -> str:
        return self.recommendation.get_absolute_url()

    @property
    def whole(self) -> str:
        return self.recommendation.subject

    recommendation: models.OneToOneField[Recommendation, Recommendation]


class Response(Life):
    """回答: the city's word on a recommendation, with its reason."""

    named_with = ("recommendation",)

    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="response")
    state = models.CharField(_("回答"), max_length=10, choices=ResponseState.choices, default=ResponseState.WAITING)
    due = models.DateField(_("回答の期限"), null=True, blank=True)  # none once it is answered
    reason = models.TextField(_("理由"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("回答日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("提言への回答")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ResponseState.WAITING) | ~Q(reason=""), name="response_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ResponseState.WAITING, ResponseState.STUDYING]) | Q(due__isnull=False),
                name="response_open_has_date",
            ),
        ]
        indexes = [models.Index(fields=["state", "due"], name="response_due")]

    @property
    def is_awaited(self) -> bool:
        """Whether an answer, or the answer after a study, is still to come."""
        return self.state in (ResponseState.WAITING, ResponseState.STUDYING)


class Implementation(Life):
    """実施: how far it is done, as evidence shows."""

    named_with = ("recommendation",)

    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="implementation")
    state = models.CharField(_("実施状況"), max_length=12, choices=Level.choices, default=Level.NO_EVIDENCE)
    since = models.DateTimeField(_("この状況になった日時"))
    done_on = models.DateField(_("完了した日"), null=True, blank=True)
    due = models.DateField(_("次の報告の期限"), null=True, blank=True)

    class Meta:
        verbose_name = _("提言の実施")
        constraints = [
            models.CheckConstraint(condition=~Q(state=Level.DONE) | Q(done_on__isnull=False), name="done_has_day")
        ]
        indexes = [models.Index(fields=["state", "due"], name="implementation_due")]


class Evidence(Thing):
    """根拠: what shows that a recommendation stands where the city says; a link or a file, with its day."""

    named_with = ("implementation__recommendation",)

    implementation = models.ForeignKey(Implementation, on_delete=models.PROTECT, related_name="evidence")
    level = models.CharField(_("示す状況"), max_length=12, choices=Level.choices)
    words = models.TextField(_("実施したこと"), max_length=2000)
    on = models.DateField(_("根拠の日付"))
    rose = models.BooleanField(_("状況を進めた"), default=False)
    link = models.CharField(_("根拠のページ"), max_length=500, blank=True)
    file = models.ForeignKey(
        File, verbose_name=_("根拠の文書"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_by = models.CharField(_("報告した人"), max_length=100)
    reported_at = models.DateTimeField(_("報告日時"))

    class Meta:
        verbose_name = _("実施の根拠")
        ordering = ["-reported_at", "-pk"]
        constraints = [
            # A step up can be seen by everybody; a step back or none is told in words.
            models.CheckConstraint(
                condition=Q(rose=False) | ~Q(link="") | Q(file__isnull=False), name="evidence_can_be_seen"
            )
        ]

    def __str__(self) -> str:
        return self.words[:60]

    def get_absolute_url(self) -> str:
        return f"{self.implementation.get_absolute_url()}#evidence"

    @property
    def whole(self) -> str:
        return self.implementation.whole


class Closure(Life):
    """終結: the end of a recommendation, declared by somebody who did not carry it out."""

    named_with = ("recommendation",)

    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="closure")
    state = models.CharField(_("終結"), max_length=10, choices=ClosureState.choices, default=ClosureState.OPEN)
    closed_as = models.CharField(_("終結のしかた"), max_length=10, choices=ClosedAs.choices, blank=True)
    reason = models.TextField(_("理由"), max_length=2000, blank=True)
    closed_on = models.DateField(_("終結日"), null=True, blank=True)
    closed_by = models.CharField(_("終結した人"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("提言の終結")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ClosureState.OPEN)
                | (~Q(closed_as="") & ~Q(reason="") & Q(closed_on__isnull=False) & ~Q(closed_by="")),
                name="closure_says_how",
            )
        ]
        indexes = [models.Index(fields=["state"], name="closure_state")]


class Pause(Thing):
    """催促の休止: for a stated reason and until a stated day, nobody is reminded of one thing."""

    subject_ref = models.CharField(_("対象"), max_length=100)
    whole_ref = models.CharField(_("全体"), max_length=100)
    reason = models.CharField(_("理由"), max_length=500)
    since = models.DateField(_("始まり"))
    until = models.DateField(_("終わり"))  # the first day on which the clock runs again
    set_at = models.DateTimeField(_("登録日時"))

    class Meta:
        verbose_name = _("催促の休止")
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["subject_ref", "since"], name="pause_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="pause_ends"),
            models.CheckConstraint(condition=~Q(reason=""), name="pause_has_reason"),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def whole(self) -> str:
        return self.whole_ref

    def holds_on(self, day: date) -> bool:
        return self.since <= day < self.until


class Reminder(Thing):
    """催促: one step of the ladder that was taken about one thing and its due date."""

    subject_ref = models.CharField(_("対象"), max_length=100)
    whole_ref = models.CharField(_("全体"), max_length=100)
    due = models.DateField(_("期限"))
    step = models.PositiveSmallIntegerField(_("段"))
    told = models.CharField(_("知らせた先"), max_length=200)
    taken_at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("催促")
        ordering = ["taken_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["subject_ref", "due", "step"], name="reminder_step_once")]

    def __str__(self) -> str:
        return str(_("催促%(step)s段目") % {"step": self.step})

    @property
    def whole(self) -> str:
        return self.whole_ref
