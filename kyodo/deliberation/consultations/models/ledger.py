"""台帳: what was sent, by whom (kept apart), and what of it is covered before others read it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.states import Age, Channel, Fitness, Standing
from kyodo.kernel.access import Actor, LinkHolder, acts_for
from kyodo.kernel.covering import MaskBase
from kyodo.kernel.policy import IllegalMove
from kyodo.kernel.thing import Thing
from kyodo.offices.city.policies import is_officer
from kyodo.offices.people.models import Person

from .consultation import Consultation
from .intake import Intake
from .sorting import Bundle


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions as officers ask for them. No public page reads this table but by a receipt."""

    def in_time(self) -> SubmissionQuerySet:
        return self.filter(late=False)

    def flagged(self) -> SubmissionQuerySet:
        """Late, or not meeting what was asked for: kept like every other."""
        return self.filter(Q(late=True) | ~Q(fitness=Fitness.MET))


class Submission(Thing):
    """提出: the original as it came, for ever. What is corrected or covered lies in layers above it."""

    # Two hundred thousand rows: what an index of several columns begins with needs none of its own.
    consultation = models.ForeignKey(
        Consultation, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="submissions", db_index=False
    )
    number = models.PositiveIntegerField(_("受付番号"))
    channel = models.CharField(_("提出方法"), max_length=10, choices=Channel.choices)
    received_at = models.DateTimeField(_("受付日時"))
    entered_at = models.DateTimeField(_("台帳に載せた日時"))
    entered_by = models.ForeignKey(
        Person,
        verbose_name=_("代わりに入力した職員"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    text = models.TextField(_("原文"))
    #: How it reads since a mistake of whoever typed it in was found; empty while the original is right.
    corrected = models.TextField(_("直した文"), blank=True)
    place = models.CharField(_("提出者が書いた箇所"), max_length=200, blank=True)
    provision_uid = models.CharField(_("提出者が選んだ条項"), max_length=12, blank=True)
    #: Who sent it with an account; empty where only the receipt link tells the sender.
    author_ref = models.CharField(_("出した人"), max_length=100, blank=True)
    standing = models.CharField(_("区分"), max_length=10, choices=Standing.choices, default=Standing.UNKNOWN)
    age = models.CharField(_("年代"), max_length=3, choices=Age.choices, blank=True)
    late = models.BooleanField(_("期限後"), default=False)
    fitness = models.CharField(_("要件"), max_length=8, choices=Fitness.choices, default=Fitness.MET)
    fitness_note = models.CharField(_("要件についてのメモ"), max_length=300, blank=True)
    #: One sender is one person, however much is sent: a keyed digest of name and address, or of the submission itself.
    sender_key = models.CharField(_("提出者の鍵"), max_length=32)
    token_hash = models.CharField(_("控えの鍵"), max_length=64, null=True, blank=True)
    bundle = models.ForeignKey(
        Bundle, verbose_name=_("束"), on_delete=models.PROTECT, related_name="submissions", db_index=False
    )
    #: The bundle it was taken out of by hand, so that it can go back.
    came_from = models.ForeignKey(
        Bundle,
        verbose_name=_("出た束"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="left",
        db_index=False,
    )
    intake = models.ForeignKey(
        Intake,
        verbose_name=_("一括取り込み"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="submissions",
        db_index=False,
    )
    intake_row = models.PositiveIntegerField(_("ファイルの行"), null=True, blank=True)
    asked_at = models.DateTimeField(_("感想をたずねた日時"), null=True, blank=True)

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("提出")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="submission_number_once"),
            models.UniqueConstraint(fields=["token_hash"], name="submission_token_once"),
            models.UniqueConstraint(
                fields=["intake", "intake_row"], condition=Q(intake__isnull=False), name="submission_row_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="submission_says_something"),
        ]
        indexes = [
            models.Index(fields=["bundle", "number"], name="submission_bundle"),
            models.Index(fields=["consultation", "sender_key"], name="submission_sender"),
            models.Index(fields=["consultation", "channel", "late"], name="submission_channel"),
            models.Index(fields=["author_ref"], condition=~Q(author_ref=""), name="submission_author"),
            models.Index(fields=["entered_by"], condition=Q(entered_by__isnull=False), name="submission_entered_by"),
            models.Index(fields=["came_from"], condition=Q(came_from__isnull=False), name="submission_came_from"),
            models.Index(
                fields=["consultation", "number"], condition=Q(late=True) | ~Q(fitness="met"), name="submission_flagged"
            ),
            models.Index(fields=["consultation", "id"], condition=Q(asked_at=None), name="submission_to_ask"),
        ]

    def __str__(self) -> str:
        return str(_("受付番号%(number)d") % {"number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("consultations:submission", args=[self.ref])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Everything but the original can be written again; on PostgreSQL the database itself refuses it too."""
        wanted = kwargs.get("update_fields")
        if not self._state.adding and (wanted is None or "text" in wanted):
            raise IllegalMove(_("提出された原文は変えられません。"))
        super().save(*args, **kwargs)

    @property
    def whole(self) -> str:
        return self.consultation.subject

    @property
    def reading(self) -> str:
        """The words that masks and cuts count in: the original, or what stands on the paper it was typed in from."""
        return self.corrected or self.text

    @property
    def number_in_full(self) -> str:
        """What stands on the slip: the number in the ledger of its consultation."""
        return f"{self.consultation.ref}-{self.number:05d}"

    def is_from(self, actor: Actor, at: datetime) -> bool:
        """Whether it was sent by this person, or by whom the receipt link names."""
        return acts_for(actor, {self.author_ref or self.link, self.link}, at)

    @property
    def link(self) -> str:
        """Whoever holds the receipt link, as a party to what is done with it."""
        return LinkHolder(self.subject).subject

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """Attachments are for the office and for whoever sent them."""
        return self.is_from(actor, at) or bool(is_officer.check(actor, self, at=at))


class Sender(models.Model):
    """提出者: name and address. Kept apart from the text so that no public page can reach it."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="sender", primary_key=True)
    name = models.CharField(_("氏名・団体名"), max_length=100, blank=True)
    address = models.CharField(_("住所"), max_length=200, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("提出者")

    def __str__(self) -> str:
        return self.name


class Correction(Thing):
    """入力の訂正: how somebody found an opinion typed in, and how it reads on the paper. The last one stands."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="corrections")
    before = models.TextField(_("直す前の文"))
    after = models.TextField(_("直した文"))
    because = models.CharField(_("直した理由"), max_length=300)
    made_by = models.ForeignKey(Person, verbose_name=_("直した人"), on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("直した日時"))

    class Meta:
        verbose_name = _("入力の訂正")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(before=F("after")), name="correction_changes_something"),
            models.CheckConstraint(condition=~Q(because=""), name="correction_has_reason"),
        ]

    def __str__(self) -> str:
        return str(_("入力の訂正"))  # the words may hold personal data: histories and tasks never quote them

    @property
    def whole(self) -> str:
        return self.submission.whole


class Mask(MaskBase):
    """伏せた部分 of an opinion, counted in the text as it reads."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="masks")

    class Meta(MaskBase.Meta):
        verbose_name = _("伏せた部分")
        indexes = [models.Index(fields=["submission", "lifted_at"], name="mask_submission")]

    @property
    def whole(self) -> str:
        return self.submission.whole
