"""決定と宿題: what a meeting decided, who thought otherwise, and who does what by when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.states.meetings import Grade
from kyodo.kernel.thing import Thing

from .agenda import Item
from .meeting import Meeting

if TYPE_CHECKING:
    from .body import Body


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions as somebody may read them."""

    def readable(self, *, inside: bool) -> DecisionQuerySet:
        """What was decided behind closed doors stays there."""
        return self.all() if inside else self.filter(item__is_closed=False)


class Decision(Thing):
    """決定事項: the text, and how far all agreed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(Item, verbose_name=_("議題"), on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField(_("決定した文"))
    grade = models.CharField(_("合意の度合い"), max_length=15, choices=Grade.choices)
    in_favour = models.PositiveSmallIntegerField(_("賛成"), null=True, blank=True)
    against = models.PositiveSmallIntegerField(_("反対"), null=True, blank=True)
    decided_at = models.DateTimeField(_("決定した日時"))

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("決定事項")
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(grade="majority") | (Q(in_favour__isnull=False) & Q(against__isnull=False)),
                name="decision_majority_counted",
            )
        ]

    def __str__(self) -> str:
        return str(_("「%(item)s」の決定") % {"item": self.item})

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#decision-{self.ref}"

    @property
    def body(self) -> Body:
        return self.meeting.body

    @property
    def whole(self) -> str:
        return self.meeting.whole


class Dissent(models.Model):
    """少数意見: attached to the decision and published with it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="dissents")
    name = models.CharField(_("述べた人"), max_length=100, blank=True)
    text = models.TextField(_("少数意見"))

    class Meta:
        verbose_name = _("少数意見")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or str(_("少数意見"))


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    """Homework of a body as people ask for it."""

    def open(self) -> ActionItemQuerySet:
        return self.filter(done_at=None)

    def of(self, body: Body) -> ActionItemQuerySet:
        return self.filter(meeting__term__body=body)

    def readable(self, *, inside: bool) -> ActionItemQuerySet:
        return self.all() if inside else self.filter(Q(item=None) | Q(item__is_closed=False))


class ActionItem(Thing):
    """宿題: who does what by when. While it is open, it stands at the head of the next agenda."""

    named_with = ("item", "meeting")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    item = models.ForeignKey(
        Item, verbose_name=_("議題"), null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    text = models.CharField(_("すること"), max_length=200)
    owner = models.CharField(_("担当"), max_length=100)
    owner_name = models.CharField(_("担当の名前"), max_length=100)
    due = models.DateField(_("期限"))
    set_at = models.DateTimeField(_("決めた日時"))
    done_at = models.DateTimeField(_("済んだ日時"), null=True, blank=True)
    done_on = models.DateField(_("済んだ日"), null=True, blank=True)
    result = models.CharField(_("結果"), max_length=300, blank=True)

    objects: ClassVar[ActionItemQuerySet] = ActionItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("会議の宿題")
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["meeting", "due"], condition=Q(done_at=None), name="action_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_on__isnull=True)
                | Q(done_at__isnull=False, done_on__isnull=False),
                name="action_done_has_day",
            )
        ]

    def __str__(self) -> str:
        """Its words, unless they belong to a closed item: desks and histories show this."""
        return str(_("非公開の議題の宿題")) if self.item and self.item.is_closed else self.text

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#action-{self.ref}"

    @property
    def body(self) -> Body:
        return self.meeting.body

    @property
    def whole(self) -> str:
        return self.meeting.whole

    def is_late(self, today: date) -> bool:
        return self.done_at is None and self.due < today
