"""席と委員: how many seats of which route a body has, and who sits on them for which time."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.states.bodies import AgeGroup, Gender, Post, Route, Shown
from kyodo.kernel.access import Side
from kyodo.kernel.thing import Thing
from kyodo.offices.people.models import Person

from .body import Body
from .term import Term

#: On which side somebody sits who came by this route.
SIDES = {Route.OFFICER: Side.CITY, Route.EXPERT: Side.NEUTRAL}


class Seat(models.Model):
    """席の定数: how many members of one route a body has."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    route = models.CharField(_("選び方"), max_length=12, choices=Route.choices)
    number = models.PositiveSmallIntegerField(_("人数"))

    class Meta:
        verbose_name = _("席の定数")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "route"], name="seat_route_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="seat_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.get_route_display()} {self.number}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships as people ask for them."""

    def on(self, day: date) -> MembershipQuerySet:
        """Those that hold on a day: `since` inclusive, `until` inclusive and open when empty."""
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))


class Membership(Thing):
    """委員: somebody on a seat of a term. Who has no record here is named only."""

    term = models.ForeignKey(Term, verbose_name=_("期"), on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(
        Person, verbose_name=_("人"), null=True, blank=True, on_delete=models.PROTECT, related_name="seats"
    )
    name = models.CharField(_("氏名"), max_length=100)
    route = models.CharField(_("選び方"), max_length=12, choices=Route.choices)
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    post = models.CharField(_("役職"), max_length=8, choices=Post.choices, default=Post.MEMBER)
    behalf = models.CharField(_("推薦した団体・所属"), max_length=100, blank=True)
    profession = models.CharField(_("職業"), max_length=100, blank=True)
    shows_name = models.BooleanField(_("氏名を公開する"), default=True)
    shows_affiliation = models.BooleanField(_("推薦した団体・所属を公開する"), default=True)
    shows_profession = models.BooleanField(_("職業を公開する"), default=False)
    nth = models.PositiveSmallIntegerField(_("何期目"), default=1)
    since = models.DateField(_("就任日"))
    until = models.DateField(_("退任日"), null=True, blank=True)
    left_because = models.CharField(_("途中で退いた理由"), max_length=200, blank=True)
    gender = models.CharField(_("性別（統計）"), max_length=1, choices=Gender.choices, blank=True)
    age_group = models.CharField(_("年代（統計）"), max_length=2, choices=AgeGroup.choices, blank=True)
    chosen_from = models.CharField(_("もとの応募・招待"), max_length=100, blank=True)  # by subject
    exception = models.CharField(_("例外とした理由"), max_length=500, blank=True)  # public
    broken_rules = models.JSONField(_("例外とした決まり"), default=list)  # keys of terms.bodies

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("委員")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["person", "since"], name="seat_person"),
            models.Index(fields=["term", "since"], name="seat_term"),
            models.Index(fields=["until"], name="seat_until"),
            models.Index(fields=["chosen_from"], condition=~Q(chosen_from=""), name="seat_chosen_from"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "person"], condition=Q(person__isnull=False, left_because=""), name="seat_person_once"
            ),
            models.UniqueConstraint(
                fields=["term"], condition=Q(post=Post.CHAIR, left_because=""), name="seat_one_chair"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="seat_period"),
            models.CheckConstraint(condition=Q(broken_rules=[]) | ~Q(exception=""), name="seat_exception_has_reason"),
            models.CheckConstraint(condition=Q(post=Post.MEMBER) | Q(shows_name=True), name="seat_chair_is_named"),
        ]

    def __str__(self) -> str:
        """As everybody may read it: histories show this."""
        return f"{self.public_name} {self.get_post_display()}"

    @property
    def public_name(self) -> str:
        """氏名, unless it is not shown."""
        return self.name if self.shows_name else str(_("（氏名は非公開）"))

    @property
    def full_name(self) -> str:
        """The name with the post, for those who keep the body."""
        return f"{self.name} {self.get_post_display()}"

    @property
    def hidden(self) -> str:
        """What everybody but those inside does not read of this member, in words."""
        told = ((Shown.NAME, self.name), (Shown.AFFILIATION, self.behalf), (Shown.PROFESSION, self.profession))
        return "・".join(str(field.label) for field, value in told if value and not getattr(self, f"shows_{field}"))

    @property
    def whole(self) -> str:
        return self.term.whole

    def holds_on(self, day: date) -> bool:
        """Whether the membership holds on that day."""
        return self.since <= day and (self.until is None or day <= self.until)
