"""議題: matters that live until they are done, the meetings on which they stand, the papers that lie before them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.states.bodies import Post
from kyodo.deliberation.councils.states.meetings import ItemKind, ItemState
from kyodo.kernel.access import BOTH_SIDES, Actor, Side
from kyodo.kernel.thing import Thing
from kyodo.offices.papers.models import File

from .meeting import Meeting

if TYPE_CHECKING:
    pass


class Item(Thing):
    """議題: one matter before a body. It may point at any object of the city by its subject."""

    body = models.ForeignKey("councils.Body", verbose_name=_("会議体"), on_delete=models.PROTECT, related_name="items")
    title = models.CharField(_("議題"), max_length=200)
    kind = models.CharField(_("種類"), max_length=12, choices=ItemKind.choices)
    about = models.CharField(_("対象"), max_length=100, blank=True)  # subject of the object it is about
    explanation = models.TextField(_("説明"), blank=True)
    is_closed = models.BooleanField(_("非公開"), default=False)
    closed_reason = models.CharField(_("非公開の理由"), max_length=300, blank=True)
    closed_basis = models.CharField(_("非公開の根拠"), max_length=200, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=ItemState.choices, default=ItemState.OPEN)
    raised_at = models.DateTimeField(_("出した日時"))
    ended_in = models.ForeignKey(
        Meeting, verbose_name=_("済んだ回"), null=True, blank=True, on_delete=models.PROTECT, related_name="ended_items"
    )
    ended_how = models.CharField(_("どう済んだか"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("議題")
        ordering = ["raised_at", "pk"]
        indexes = [
            models.Index(fields=["about"], condition=~Q(about=""), name="item_about"),
            models.Index(fields=["body", "raised_at"], condition=Q(state="open"), name="item_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_closed=False) | (~Q(closed_reason="") & ~Q(closed_basis="")),
                name="item_closed_has_reason",
            ),
            models.CheckConstraint(condition=~Q(state="dropped") | ~Q(ended_how=""), name="item_dropped_has_reason"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its place on the last meeting on which it stood."""
        last = self.listings.select_related("meeting").order_by("-meeting__starts_at").first()
        return f"{last.meeting.get_absolute_url()}#item-{self.ref}" if last else self.body.get_absolute_url()

    @property
    def whole(self) -> str:
        return self.body.subject

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """Closed papers are for members and the secretariat."""
        return self.body.knows(actor, at)

    def may_keep_papers(self, actor: Actor, at: datetime) -> bool:
        """Whoever runs the meeting opens and closes an item, and its papers follow."""
        return self.body.is_served_by(actor, at) or any(
            c.ref == self.body.subject and c.role == Post.CHAIR for c in actor.capacities(at)
        )


class Listing(models.Model):
    """議事日程: an item on the agenda of a meeting. `carried` says that nobody typed it: it was unfinished."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="listings")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="listings")
    order = models.PositiveSmallIntegerField(_("順"))
    carried = models.BooleanField(_("前回からの続き"), default=False)

    class Meta:
        verbose_name = _("議事日程")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "item"], name="listing_once")]

    def __str__(self) -> str:
        return f"{self.order} {self.item}"


class Paper(Thing):
    """会議資料: a numbered file that lies before an item."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveSmallIntegerField(_("番号"))
    title = models.CharField(_("題"), max_length=200)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("会議資料")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="paper_number_once")]

    def __str__(self) -> str:
        return str(_("資料%(number)d") % {"number": self.number})

    @property
    def whole(self) -> str:
        return self.meeting.whole


class PositionQuerySet(models.QuerySet["Position"]):
    """Positions as somebody may read them."""

    def readable(self, meeting: Meeting, *, side: str | None) -> PositionQuerySet:
        """One's own side's; both sides' once both stand: neither copies the other."""
        stated = self.filter(meeting=meeting)
        both = stated.order_by().values("item").annotate(n=Count("pk")).filter(n__gt=1).values("item")
        return stated.filter(Q(item__in=both) | Q(side=side or "nobody"))


class Position(Thing):
    """側の考え: what one side of a joint body thinks of an item, stored before any joint text."""

    named_with = ("item",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="positions")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="positions")
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    text = models.TextField(_("考え"))
    stated_by = models.CharField(_("書いた人"), max_length=100)
    stated_at = models.DateTimeField(_("書いた日時"))

    objects: ClassVar[PositionQuerySet] = PositionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("側の考え")
        ordering = ["item", "side"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "item", "side"], name="position_once"),
            models.CheckConstraint(condition=Q(side__in=BOTH_SIDES), name="position_of_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_side_display()}"

    @property
    def whole(self) -> str:
        return self.meeting.whole
