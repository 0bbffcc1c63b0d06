"""無作為抽出: people drawn by lot and invited by letter, and who of them would sit on a seat."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.states.bodies import Reply
from kyodo.kernel.access import Actor, acting_refs
from kyodo.kernel.thing import Thing

from .body import Body


class Draw(Thing):
    """無作為抽出: what for, from which list, how many of each group, by which seed. The list itself stays outside."""

    named_with = ("body",)

    body = models.ForeignKey(Body, verbose_name=_("会議体"), on_delete=models.PROTECT, related_name="draws")
    purpose = models.TextField(_("招待の目的"))
    topics = models.TextField(_("希望を聞く分野"))  # one a line
    seed_from = models.CharField(_("種となる数の決め方"), max_length=300)  # said before the number is known
    list_hash = models.CharField(_("名簿の要約値"), max_length=64)
    listed = models.JSONField(_("名簿の人数"), default=dict)  # by group
    quotas = models.JSONField(_("招待する人数"), default=dict)  # by group
    seed = models.CharField(_("種となる数"), max_length=100, blank=True)
    prepared_at = models.DateTimeField(_("準備した日時"))
    drawn_at = models.DateTimeField(_("抽出した日時"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("この招待で決める席の数"))
    reply_by = models.DateField(_("返事の期限"))
    valid_until = models.DateField(_("名簿の有効期限"))

    class Meta:
        verbose_name = _("無作為抽出")
        ordering = ["-prepared_at", "-pk"]
        indexes = [
            models.Index(fields=["body", "-prepared_at"], name="draw_body"),
            models.Index(fields=["valid_until"], name="draw_valid"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="draw_seats"),
            models.CheckConstraint(condition=Q(drawn_at=None, seed="") | (~Q(drawn_at=None) & ~Q(seed="")), name="draw_has_seed"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(_("%(body)s 無作為抽出による招待") % {"body": self.body.name})

    def get_absolute_url(self) -> str:
        return reverse("councils:draw", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.body.subject


class InviteeQuerySet(models.QuerySet["Invitee"]):
    """Invitations as somebody may read them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> InviteeQuerySet:
        """For the section of the body alone, while the register is valid."""
        sections = [ref.partition("/")[2] for ref in acting_refs(actor, at)]
        return self.filter(draw__body__section__ref__in=sections)


class Invitee(Thing):
    """招待: one drawn by lot. Who it is, is known here only once they have said yes."""

    named_with = ("draw__body",)

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="invitations")
    group = models.CharField(_("区分"), max_length=50)
    lot = models.PositiveIntegerField(_("くじの順"))  # over all groups: who of those who say yes comes first
    code_hash = models.CharField(_("招待の符号"), max_length=64, unique=True)
    reply = models.CharField(_("返事"), max_length=8, choices=Reply.choices, default=Reply.NONE)
    replied_at = models.DateTimeField(_("返事の日時"), null=True, blank=True)
    name = models.CharField(_("氏名"), max_length=100, blank=True)
    contact = models.CharField(_("連絡先"), max_length=200, blank=True)
    wishes = models.JSONField(_("希望する分野"), default=list)

    objects: ClassVar[InviteeQuerySet] = InviteeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("無作為抽出の招待")
        ordering = ["draw", "lot"]
        indexes = [models.Index(fields=["draw", "reply"], name="invitation_reply")]
        constraints = [
            models.UniqueConstraint(fields=["draw", "lot"], name="invitation_lot_once"),
            models.CheckConstraint(condition=Q(reply="yes") | Q(name="", contact=""), name="invitation_named_by_yes"),
        ]

    def __str__(self) -> str:
        return f"{self.draw} {self.group}"

    def get_absolute_url(self) -> str:
        return self.draw.get_absolute_url()

    @property
    def whole(self) -> str:
        return self.draw.whole
