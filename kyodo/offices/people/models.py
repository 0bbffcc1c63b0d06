"""人: one person, one record, whatever the person is: citizen, group officer, council member, officer."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Capacity
from kyodo.kernel.thing import Thing

from .terms import PARTING


class PersonManager(BaseUserManager["Person"]):
    """Finds people; `create_user` is the name the sign-in library calls."""

    def create_user(self, email: str | None = None, password: str | None = None, **extra: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower() if email else None, **extra)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(Thing, AbstractBaseUser):
    """人: a person with or without an account. The name is kept byte for byte; 髙 stays 髙."""

    email = models.EmailField(_("メールアドレス"), unique=True, null=True, blank=True)
    name = models.CharField(_("氏名"), max_length=100)
    kana = models.CharField(_("フリガナ"), max_length=100, blank=True)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    is_active = models.BooleanField(_("利用できる"), default=True)
    joined_at = models.DateTimeField(_("登録日時"))
    joined_into = models.ForeignKey(
        "self", verbose_name=_("合わせた先の記録"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    anonymised_at = models.DateTimeField(_("匿名にした日時"), null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        verbose_name = _("人")
        indexes = [
            models.Index(fields=["kana"], name="person_kana"),
            models.Index(fields=["phone"], name="person_phone"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def display(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def capacities(self, at: datetime) -> tuple[Capacity, ...]:
        """What the person may act as, asked once for this object: a request loads its person once."""
        known: tuple[Capacity, ...] | None = self.__dict__.get("_capacities")
        if known is None:
            sources = [import_string(f"{path}.capacities_of") for path in settings.CAPACITY_SOURCES]
            with translation.override(settings.LANGUAGE_CODE):  # the record keeps them in the city's words
                known = tuple(capacity for of in sources for capacity in of(self, at))
            self.__dict__["_capacities"] = known
        return known

    def forget_capacities(self) -> None:
        """After a duty or membership changed, ask anew: a change of permission works at once."""
        self.__dict__.pop("_capacities", None)


class Joining(models.Model):
    """合わせた記録: what passed from one record to another, row by row, kept as long as the two can be parted again."""

    kept = models.ForeignKey(Person, verbose_name=_("残した記録"), on_delete=models.PROTECT, related_name="joinings")
    ended = models.OneToOneField(
        Person, verbose_name=_("合わせた記録"), on_delete=models.PROTECT, related_name="joining"
    )
    joined_at = models.DateTimeField(_("合わせた日時"))
    moved = models.JSONField(_("移したもの"), default=dict)  # "groups.membership.person": keys of its rows
    addresses = models.JSONField(_("元のメールアドレス"), default=list)
    filled = models.JSONField(_("書き足した項目"), default=list)  # entries of the kept record that were empty
    was_active = models.BooleanField(_("利用できた"), default=True)

    class Meta:
        verbose_name = _("記録の合併")
        indexes = [models.Index(fields=["joined_at"], name="joining_age")]

    def __str__(self) -> str:
        return f"{self.ended} → {self.kept}"

    @property
    def ends_at(self) -> datetime:
        """Until when the two can be parted again."""
        return self.joined_at + PARTING

    def is_open(self, at: datetime) -> bool:
        """Whether the two can still be parted: the end is exclusive."""
        return at < self.ends_at


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations as people ask for them."""

    def open(self, at: datetime) -> InvitationQuerySet:
        """Those whose link still works: the end is exclusive."""
        return self.filter(used_at=None, expires_at__gt=at)


class Invitation(Thing):
    """招待: a link that lets somebody take up an account or a capacity; it expires and works once.

    What is granted is named by `subject_ref` and `role`; the room of that subject applies it when the link is taken up.
    """

    email = models.EmailField(_("メールアドレス"))
    name = models.CharField(_("氏名"), max_length=100)
    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(_("目的"), max_length=200)
    subject_ref = models.CharField(_("対象"), max_length=100, blank=True)
    role = models.CharField(_("役割"), max_length=30, blank=True)
    invited_by = models.ForeignKey(Person, verbose_name=_("招待した人"), on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("招待した日時"))
    expires_at = models.DateTimeField(_("期限"))
    used_at = models.DateTimeField(_("使われた日時"), null=True, blank=True)
    used_by = models.ForeignKey(
        Person, verbose_name=_("引き受けた人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()
    token = ""  #: the secret itself, known only to the action that made it and never stored

    class Meta:
        verbose_name = _("招待")
        indexes = [models.Index(fields=["subject_ref", "expires_at"], name="invitation_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="invitation_period"),
            models.CheckConstraint(
                condition=Q(used_at=None, used_by=None) | Q(used_at__isnull=False, used_by__isnull=False),
                name="invitation_used_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.purpose}"

    def get_absolute_url(self) -> str:
        """The secret link; only the letter that carries it can tell it."""
        return f"/invitations/{self.token}/" if self.token else ""

    def is_open(self, at: datetime) -> bool:
        """Whether the link still works: the end is exclusive."""
        return self.used_at is None and at < self.expires_at

    @property
    def is_for_an_account(self) -> bool:
        """Whether somebody already signs in with this address: they take the invitation up by signing in."""
        return Person.objects.filter(email=self.email).exists()
