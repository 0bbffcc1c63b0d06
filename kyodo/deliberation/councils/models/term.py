"""期: what a body is there to do until a date or an event, and who holds what is unfinished when nobody sits."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.states.bodies import OutputState
from kyodo.kernel.thing import Thing

from .body import Body


class TermQuerySet(models.QuerySet["Term"]):
    """Terms as people ask for them."""

    def on(self, day: date) -> TermQuerySet:
        """Those that run on a day, the last day included; one that waits for an event runs until it has come."""
        return self.filter(since__lte=day).filter(
            Q(ended_on__gte=day) | Q(ended_on=None, until__gte=day) | Q(ended_on=None, until=None)
        )


class Term(Thing):
    """期: the n-th of a body. It ends on its date, or on the day when its event came."""

    body = models.ForeignKey(Body, verbose_name=_("会議体"), on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField(_("期"))
    since = models.DateField(_("始まり"))
    until = models.DateField(_("満了日"), null=True, blank=True)
    event = models.CharField(_("終わりとなる出来事"), max_length=200, blank=True)
    ended_on = models.DateField(_("終わった日"), null=True, blank=True)
    ended_because = models.CharField(_("終わった理由"), max_length=300, blank=True)
    themes = models.TextField(_("調査・審議すること"), blank=True)  # one a line
    keeper = models.CharField(_("期の間の受け持ち"), max_length=100, blank=True)  # person or section, by subject

    objects: ClassVar[TermQuerySet] = TermQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("期")
        ordering = ["body", "-since"]
        indexes = [models.Index(fields=["body", "-since"], name="term_newest")]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="term_number_once"),
            models.CheckConstraint(condition=~Q(until=None) | ~Q(event=""), name="term_ends_by_date_or_event"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="term_period"),
            models.CheckConstraint(condition=Q(ended_on=None) | ~Q(ended_because=""), name="term_end_has_reason"),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("since")), name="term_ended_after"),
        ]

    def __str__(self) -> str:
        return str(_("第%(number)d期") % {"number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("councils:term", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.body.subject

    @property
    def last_day(self) -> date | None:
        """The day on which it ended or will end; none while its event is awaited."""
        return self.ended_on or self.until

    def runs_on(self, day: date) -> bool:
        """Whether the term runs on that day."""
        return self.since <= day and (self.last_day is None or day <= self.last_day)


class Output(Thing):
    """成果: what a term set out to make. What is unfinished goes over to the next term, never away."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="outputs")
    title = models.CharField(_("成果"), max_length=200)
    state = models.CharField(_("状態"), max_length=8, choices=OutputState.choices, default=OutputState.OPEN)
    about = models.CharField(_("できたもの"), max_length=100, blank=True)  # subject of what came out
    done_on = models.DateField(_("まとめた日"), null=True, blank=True)
    carried_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    dropped_because = models.CharField(_("やめた理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("成果")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="done") | Q(done_on__isnull=False), name="output_done_has_day"),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(dropped_because=""), name="output_dropped_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def whole(self) -> str:
        return self.term.whole
