"""所属: who belongs to a group, in which role and for which time. A hand-over ends one row and begins the next."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.states import Role
from kyodo.kernel.thing import Thing
from kyodo.offices.people.models import Person

from .group import Group


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships as people ask for them."""

    def on(self, day: date) -> MembershipQuerySet:
        """Those that hold on a day: `since` inclusive, `until` exclusive and open when empty."""
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gt=day))


class Membership(Thing):
    """所属: one person in one group, for a time. The person needs no account."""

    named_with = ("group", "person")

    group = models.ForeignKey(Group, verbose_name=_("団体"), on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, verbose_name=_("人"), on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("役割"), max_length=15, choices=Role.choices, default=Role.MEMBER)
    title = models.CharField(_("肩書"), max_length=30, blank=True)  # 会長, 理事長, 事務局長 as the group says it
    since = models.DateField(_("開始日"))
    until = models.DateField(_("終了日"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("所属")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person", "role"], condition=Q(until=None), name="membership_role_once"
            ),
            models.UniqueConstraint(
                fields=["group"], condition=Q(until=None, role=Role.REPRESENTATIVE), name="one_representative_a_group"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="membership_period"),
        ]
        indexes = [
            models.Index(fields=["person", "since"], name="membership_person"),
            models.Index(fields=["group", "role", "since"], name="membership_group"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.get_role_display()} {self.person}"

    @property
    def whole(self) -> str:
        return self.group.subject

    def holds_on(self, day: date) -> bool:
        """Whether the membership holds on that day."""
        return self.since <= day and (self.until is None or day < self.until)
