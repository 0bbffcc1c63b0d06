"""会議: series, meetings and who was there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.states.meetings import (
    COMING,
    Cadence,
    MeetingState,
    Nth,
    Observing,
    Presence,
    Weekday,
)
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.thing import Thing

if TYPE_CHECKING:
    from .body import Body


class Series(Thing):
    """連続する会議: a rule, from which meetings were made."""

    term = models.ForeignKey("councils.Term", verbose_name=_("期"), on_delete=models.PROTECT, related_name="series")
    cadence = models.CharField(_("間隔"), max_length=12, choices=Cadence.choices)
    weekday = models.PositiveSmallIntegerField(_("曜日"), choices=Weekday.choices)
    nth = models.SmallIntegerField(_("第何週"), choices=Nth.choices, default=Nth.FIRST)
    first = models.DateField(_("始まり"))
    last = models.DateField(_("終わり"))
    made_at = models.DateTimeField(_("作成日時"))

    class Meta:
        verbose_name = _("連続する会議")
        ordering = ["first"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="series_period")]

    def __str__(self) -> str:
        week = f"{self.get_nth_display()}" if self.cadence == Cadence.MONTHLY else self.get_cadence_display()
        return f"{week} {self.get_weekday_display()}"

    @property
    def whole(self) -> str:
        return self.term.whole


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> MeetingQuerySet:
        """The meetings of every body that the actor may know of."""
        from .body import Body  # noqa: PLC0415  bodies know their terms, terms their meetings

        return self.filter(term__body__in=Body.objects.visible_to(actor, at=at))

    def with_body(self) -> MeetingQuerySet:
        return self.select_related("term__body__section")

    def coming(self) -> MeetingQuerySet:
        return self.filter(state__in=COMING)

    def of(self, body: Body) -> MeetingQuerySet:
        return self.filter(term__body=body)


class Meeting(Thing):
    """会議: the n-th of a term. Its number stays when it is called off."""

    named_with = ("term__body",)

    term = models.ForeignKey("councils.Term", verbose_name=_("期"), on_delete=models.PROTECT, related_name="meetings")
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField(_("回"))
    title = models.CharField(_("会議の名前"), max_length=100, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    starts_at = models.DateTimeField(_("開始"))
    ends_at = models.DateTimeField(_("終了予定"))
    place = models.CharField(_("場所"), max_length=200, blank=True)
    online = models.CharField(_("オンラインでの参加"), max_length=300, blank=True)
    observing = models.CharField(
        _("傍聴の受付"), max_length=10, choices=Observing.choices, default=Observing.FIRST_COME
    )
    capacity = models.PositiveSmallIntegerField(_("傍聴の定員"), null=True, blank=True)
    observers = models.PositiveSmallIntegerField(_("傍聴者数"), null=True, blank=True)
    staff = models.CharField(_("出席した事務局"), max_length=300, blank=True)
    noticed_at = models.DateTimeField(_("告知した日時"), null=True, blank=True)
    urgent_reason = models.CharField(_("急いで開く理由"), max_length=300, blank=True)
    off_reason = models.CharField(_("中止・延期の理由"), max_length=300, blank=True)
    first_planned_at = models.DateTimeField(_("はじめの開始予定"))
    sequence = models.PositiveIntegerField(_("改訂"), default=0)  # iCalendar counts changes of date and place
    closed_at = models.DateTimeField(_("閉会"), null=True, blank=True)

    objects: ClassVar[MeetingQuerySet] = MeetingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("会議")
        ordering = ["starts_at", "number"]
        indexes = [
            models.Index(fields=["term", "starts_at"], name="meeting_term_start"),
            models.Index(fields=["state", "starts_at"], name="meeting_state_start"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="meeting_number_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_after_start"),
            models.CheckConstraint(condition=~Q(place="") | ~Q(online=""), name="meeting_somewhere"),
            models.CheckConstraint(
                condition=~Q(state__in=["postponed", "cancelled"]) | ~Q(off_reason=""), name="meeting_off_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["noticed", "opened", "closed"]) | Q(noticed_at__isnull=False),
                name="meeting_noticed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="meeting_closed_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term.body.name} {self.term} {self.nth_name}"

    @property
    def nth_name(self) -> str:
        """第n回."""
        name = str(_("第%(number)d回") % {"number": self.number})
        return f"{name} {self.title}" if self.title else name

    def get_absolute_url(self) -> str:
        return reverse("councils:meeting", args=[self.ref])

    @property
    def body(self) -> Body:
        return self.term.body

    @property
    def whole(self) -> str:
        return self.term.whole

    @property
    def is_coming(self) -> bool:
        return self.state in COMING

    @property
    def day(self) -> date:
        """The day on which it begins, in Japan."""
        return timezone.localtime(self.starts_at).date()

    def notice_due(self, days: int) -> date:
        """The last day on which notice is in time."""
        return self.day - timedelta(days=days)

    def notice_given(self) -> int | None:
        """How many days before the meeting the notice was given."""
        return (self.day - timezone.localtime(self.noticed_at).date()).days if self.noticed_at else None

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """Papers for the parties only are for members and the secretariat."""
        return self.body.knows(actor, at)


class Rescheduling(models.Model):
    """日程の変更: what the date was before, and why it moved."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reschedulings")
    was = models.DateTimeField(_("変更前の日時"))
    reason = models.CharField(_("理由"), max_length=300)
    at = models.DateTimeField(_("変更した日時"))

    class Meta:
        verbose_name = _("日程の変更")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="rescheduling_reason")]

    def __str__(self) -> str:
        return f"{self.was} {self.reason}"


class Attendance(models.Model):
    """出欠: one member at one meeting, on the side and for the body they sat for."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    membership = models.ForeignKey("councils.Membership", on_delete=models.PROTECT, related_name="attendance")
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    presence = models.CharField(_("出欠"), max_length=10, choices=Presence.choices)

    class Meta:
        verbose_name = _("出欠")
        ordering = ["side", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "membership"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.membership} {self.get_presence_display()}"

    @property
    def is_there(self) -> bool:
        return self.presence != Presence.ABSENT
