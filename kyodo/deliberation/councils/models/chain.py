"""諮問・答申・提言のやりとり: chains of hops, each with its date, its receipt, its reply due and its reply."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.states.meetings import ChainKind, HopKind, HopState
from kyodo.kernel.access import Actor, refs_of
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section

from .meeting import Meeting


class ChainQuerySet(models.QuerySet["Chain"]):
    """Chains as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> ChainQuerySet:
        """What has been handed over is public; a paper still being written is for its body, its secretariat and its section."""
        from .body import Body  # noqa: PLC0415  bodies know nothing of chains

        held = refs_of(actor, at)
        refs = [ref.partition("/")[2] for ref in held]
        mine = Q(section__ref__in=refs) | Q(body__ref__in=refs) | Q(body__in=Body.objects.served_by(held))
        handed_over = Q(pk__in=Hop.objects.values("chain"))
        return self.filter(mine | (handed_over & (Q(body=None) | Q(body__in=Body.objects.visible_to(actor, at=at)))))


class Chain(Thing):
    """やりとり: from a question or a proposal to the last answer. `parent` is the chain out of which it grew."""

    kind = models.CharField(_("種類"), max_length=10, choices=ChainKind.choices)
    title = models.CharField(_("題"), max_length=200)
    text = models.TextField(_("内容"), blank=True)
    body = models.ForeignKey(
        "councils.Body",
        verbose_name=_("会議体"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="chains",
    )
    section = models.ForeignKey(Section, verbose_name=_("担当課"), on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(
        "self",
        verbose_name=_("もとになったやりとり"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    about = models.CharField(_("対象"), max_length=100, blank=True)
    began_on = models.DateField(_("始めた日"))
    ready_by = models.DateField(_("まとめる期限"), null=True, blank=True)  # the time box of a proposal paper

    objects: ClassVar[ChainQuerySet] = ChainQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("諮問・答申・提言のやりとり")
        ordering = ["-began_on", "-pk"]
        indexes = [
            models.Index(fields=["-began_on", "-id"], name="chain_began"),
            models.Index(fields=["about"], condition=~Q(about=""), name="chain_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ready_by=None) | Q(ready_by__gte=models.F("began_on")), name="chain_time_box"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("councils:chain", args=[self.ref])


class Signatory(models.Model):
    """連名団体: an organisation that signs a proposal paper."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="signatories")
    name = models.CharField(_("団体名"), max_length=100)
    signed_on = models.DateField(_("署名した日"))

    class Meta:
        verbose_name = _("連名団体")
        ordering = ["signed_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["chain", "name"], name="signatory_once")]

    def __str__(self) -> str:
        return self.name


class Hop(Thing):
    """段階: something was handed from one to another on a day. It ends with a receipt, and then with a reply."""

    named_with = ("chain",)

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="hops")
    order = models.PositiveSmallIntegerField(_("順"))
    kind = models.CharField(_("種類"), max_length=10, choices=HopKind.choices)
    state = models.CharField(_("状態"), max_length=10, choices=HopState.choices, default=HopState.SENT)
    giver = models.CharField(_("出した人"), max_length=100)
    taker = models.CharField(_("受け取る人"), max_length=100)
    taker_ref = models.CharField(_("受け取る課・会議体"), max_length=100, blank=True)
    handed_on = models.DateField(_("出した日"))
    text = models.TextField(_("内容"), blank=True)
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("扱った会議"), null=True, blank=True, on_delete=models.PROTECT, related_name="hops"
    )
    answers = models.OneToOneField(
        "self",
        verbose_name=_("これに答えた"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answered_by",
    )
    needs_reply = models.BooleanField(_("返答を求める"), default=True)
    reply_due = models.DateField(_("返答の期限"), null=True, blank=True)
    received_on = models.DateField(_("受領した日"), null=True, blank=True)
    receipt = models.CharField(_("受領の番号"), max_length=30, blank=True)
    received_by = models.CharField(_("受領した人"), max_length=100, blank=True)
    replied_on = models.DateField(_("返答した日"), null=True, blank=True)
    reply = models.TextField(_("返答"), blank=True)

    class Meta:
        verbose_name = _("やりとりの段階")
        ordering = ["order"]
        indexes = [models.Index(fields=["reply_due"], condition=Q(state="received"), name="hop_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["chain", "order"], name="hop_order_once"),
            models.CheckConstraint(
                condition=Q(state="sent") | (Q(received_on__isnull=False) & ~Q(receipt="")), name="hop_receipt_first"
            ),
            models.CheckConstraint(
                condition=~Q(state="replied") | (Q(replied_on__isnull=False) & ~Q(reply="")), name="hop_reply_has_words"
            ),
            models.CheckConstraint(condition=Q(needs_reply=False) | Q(reply_due__isnull=False), name="hop_reply_due"),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=models.F("handed_on")), name="hop_received_after"
            ),
            models.CheckConstraint(
                condition=Q(replied_on=None) | Q(replied_on__gte=models.F("received_on")), name="hop_replied_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.giver} → {self.taker}）"

    def get_absolute_url(self) -> str:
        return f"{self.chain.get_absolute_url()}#hop-{self.ref}"

    @property
    def whole(self) -> str:
        return self.chain.subject

    @property
    def is_over(self) -> bool:
        """Received, and answered if an answer was asked for."""
        return self.state == HopState.REPLIED or (self.state == HopState.RECEIVED and not self.needs_reply)

    def is_late(self, today: date) -> bool:
        """遅延: the reply, or the receipt, is past its day."""
        return not self.is_over and self.reply_due is not None and self.reply_due < today
