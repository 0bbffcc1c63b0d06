"""会議録: minutes, their statements and summaries, the transcripts they came from, the corrections of the members."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.states.meetings import CorrectionState, Edition, MinutesState
from kyodo.kernel.access import Actor
from kyodo.kernel.thing import Thing
from kyodo.offices.people.models import Person

from .agenda import Item
from .meeting import Meeting

if TYPE_CHECKING:
    from .body import Body


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Minutes as people ask for them."""

    def published(self) -> MinutesQuerySet:
        return self.filter(state=MinutesState.PUBLISHED)

    def overdue(self, today: date) -> MinutesQuerySet:
        return self.exclude(state=MinutesState.PUBLISHED).filter(due_on__lt=today)


class Minutes(Thing):
    """会議録: of one meeting, in two versions: 要点 by item and 全文 by statement."""

    named_with = ("meeting__term__body",)

    meeting = models.OneToOneField(Meeting, verbose_name=_("会議"), on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(_("状態"), max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT)
    edition = models.CharField(_("公表する版"), max_length=10, choices=Edition.choices, default=Edition.BOTH)
    due_on = models.DateField(_("公表の期限"))
    round_until = models.DateField(_("委員が確認する期限"), null=True, blank=True)
    fixed_at = models.DateTimeField(_("確定した日時"), null=True, blank=True)
    published_at = models.DateTimeField(_("公表した日時"), null=True, blank=True)

    objects: ClassVar[MinutesQuerySet] = MinutesQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("会議録")
        ordering = ["meeting"]
        indexes = [models.Index(fields=["due_on"], condition=~Q(state="published"), name="minutes_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="round") | Q(round_until__isnull=False), name="minutes_round_ends"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="minutes_published_has_time"
            ),
        ]

    def __str__(self) -> str:
        return str(_("%(meeting)s 会議録") % {"meeting": self.meeting})

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}minutes/"

    @property
    def body(self) -> Body:
        return self.meeting.body

    @property
    def whole(self) -> str:
        return self.meeting.whole

    def is_late(self, today: date) -> bool:
        """遅延: past its date and not published."""
        return self.state != MinutesState.PUBLISHED and self.due_on < today

    def readable_by(self, actor: Actor, at: datetime) -> bool:
        """Everybody once published; before that the members and the secretariat."""
        return self.state == MinutesState.PUBLISHED or self.meeting.body.knows(actor, at)


class Transcript(Thing):
    """取り込み: one file that became statements; taken back as a whole."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="transcripts")
    name = models.CharField(_("ファイル名"), max_length=200)
    digest = models.CharField(_("要約値"), max_length=64)
    count = models.PositiveIntegerField(_("発言の数"))
    imported_at = models.DateTimeField(_("取り込んだ日時"))
    undone_at = models.DateTimeField(_("取り消した日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("取り込み")
        ordering = ["imported_at", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def whole(self) -> str:
        return self.minutes.whole


class LineQuerySet(models.QuerySet["Line"]):
    """Lines of minutes as somebody may read them."""

    def readable(self, *, inside: bool) -> LineQuerySet:
        """Closed parts are stripped for everybody outside the room, those under a closed item too."""
        if inside:
            return self.all()
        return self.filter(is_closed=False).filter(Q(item=None) | Q(item__is_closed=False))


class Line(Thing):
    """会議録の一部: a statement of the verbatim version, or the summary of what was said under an item."""

    named_with = ("minutes__meeting",)

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="lines")
    is_summary = models.BooleanField(_("要点"), default=False)
    order = models.PositiveIntegerField(_("順"))
    item = models.ForeignKey(
        Item, verbose_name=_("議題"), null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    speaker = models.CharField(_("発言者"), max_length=60, blank=True)  # as the transcript has it
    said_by = models.ForeignKey(
        "councils.Membership",
        verbose_name=_("委員"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="said",
    )
    text = models.TextField(_("本文"))
    is_closed = models.BooleanField(_("非公開"), default=False)
    transcript = models.ForeignKey(Transcript, null=True, blank=True, on_delete=models.PROTECT, related_name="lines")

    objects: ClassVar[LineQuerySet] = LineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("会議録の発言・要点")
        ordering = ["is_summary", "order", "pk"]
        indexes = [models.Index(fields=["minutes", "is_summary", "order"], name="line_minutes")]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "item"], condition=Q(is_summary=True), name="one_summary_an_item"
            ),
            models.CheckConstraint(condition=Q(is_summary=False) | Q(item__isnull=False), name="summary_has_item"),
        ]

    def __str__(self) -> str:
        """The name of the place, never the words: histories show this to whoever reads them."""
        return str(_("会議録の%(order)d番目") % {"order": self.order})

    def get_absolute_url(self) -> str:
        return f"{self.minutes.get_absolute_url()}#line-{self.ref}"

    @property
    def body(self) -> Body:
        return self.minutes.body

    @property
    def whole(self) -> str:
        return self.minutes.whole


class Correction(Thing):
    """修正の申し出: what a member would have written instead; the secretariat takes it or says why not."""

    line = models.ForeignKey(Line, verbose_name=_("箇所"), on_delete=models.PROTECT, related_name="corrections")
    person = models.ForeignKey(Person, verbose_name=_("申し出た人"), on_delete=models.PROTECT, related_name="+")
    before = models.TextField(_("いまの文"))
    after = models.TextField(_("直した文"))
    note = models.CharField(_("理由"), max_length=300, blank=True)
    state = models.CharField(
        _("状態"), max_length=10, choices=CorrectionState.choices, default=CorrectionState.PROPOSED
    )
    proposed_at = models.DateTimeField(_("申し出た日時"))
    answered_at = models.DateTimeField(_("答えた日時"), null=True, blank=True)
    answer = models.CharField(_("反映しない理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("修正の申し出")
        ordering = ["proposed_at", "pk"]
        indexes = [models.Index(fields=["line"], condition=Q(state="proposed"), name="correction_open")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""), name="correction_declined_has_reason"
            )
        ]

    def __str__(self) -> str:
        return str(_("%(line)sの修正") % {"line": self.line})

    def get_absolute_url(self) -> str:
        return f"{self.line.minutes.get_absolute_url()}corrections/"

    @property
    def body(self) -> Body:
        return self.line.body

    @property
    def whole(self) -> str:
        return self.line.whole
