"""通知: letters wait in the outbox until the mail server took them; the same letters are read on screen."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.thing import Thing
from kyodo.offices.people.models import Person

from .states import Delivery, Mode

DIGEST = "post.digest"  #: the name of the daily letter that carries others


class MessageQuerySet(models.QuerySet["Message"]):
    """Letters as people ask for them."""

    def on_screen_of(self, person: Person) -> MessageQuerySet:
        """The letters a person reads on screen; the daily letter only carries these."""
        return self.filter(person=person).exclude(name=DIGEST)

    def unread(self) -> MessageQuerySet:
        return self.filter(read_at=None)

    def due(self, at: datetime) -> MessageQuerySet:
        """Letters waiting for the mail server whose time has come."""
        return self.filter(state=Delivery.QUEUED, next_try__lte=at)


class Message(Thing):
    """手紙: one letter to one person, never to a list."""

    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    email = models.EmailField(_("宛先"), blank=True)
    name = models.CharField(_("種類"), max_length=80)
    title = models.CharField(_("件名"), max_length=200)
    body = models.TextField(_("本文"))
    subject_ref = models.CharField(_("対象"), max_length=100, db_index=True)
    path = models.CharField(_("開く頁"), max_length=200, blank=True)
    because = models.CharField(_("届いた理由"), max_length=200, blank=True)
    duty = models.BooleanField(_("職務の連絡"), default=False)
    made_at = models.DateTimeField(_("作成日時"))
    state = models.CharField(_("状態"), max_length=10, choices=Delivery.choices, default=Delivery.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("試した回数"), default=0)
    next_try = models.DateTimeField(_("次に送る日時"), null=True, blank=True)
    sent_at = models.DateTimeField(_("送信日時"), null=True, blank=True)
    read_at = models.DateTimeField(_("読んだ日時"), null=True, blank=True)
    failure = models.CharField(_("失敗の理由"), max_length=300, blank=True)
    carried_by = models.ForeignKey(
        "self", verbose_name=_("まとめの手紙"), null=True, blank=True, on_delete=models.SET_NULL, related_name="carries"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("手紙")
        indexes = [
            models.Index(fields=["next_try"], condition=Q(state=Delivery.QUEUED), name="post_waiting"),
            models.Index(fields=["person", "-made_at"], name="post_person"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="post_unread"),
            models.Index(fields=["state", "made_at"], name="post_state"),
            models.Index(fields=["email", "made_at"], condition=Q(person=None), name="post_email"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(email=""), name="post_has_addressee"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/letters/{self.ref}/"

    @property
    def address(self) -> str:
        """Where the letter goes: the person's present address, or the plain one."""
        return (self.person.email or "") if self.person else self.email


class Preference(models.Model):
    """届け方: how a person wants to be told. Duties always arrive at once."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="preference")
    mode = models.CharField(_("届け方"), max_length=10, choices=Mode.choices, default=Mode.AT_ONCE)

    class Meta:
        verbose_name = _("届け方")

    def __str__(self) -> str:
        return self.get_mode_display()
