"""会議体: bodies of every kind, and how they stand to each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.commons.groups.states import SPEAKERS
from kyodo.deliberation.councils.states.bodies import BodyKind, RelationKind
from kyodo.kernel.access import Actor, acts_for, find
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section

SECTION = f"{Section._meta.label_lower}/"


class BodyQuerySet(models.QuerySet["Body"]):
    """Bodies as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> BodyQuerySet:
        """Which bodies a city has is public, whoever asks."""
        return self

    def served_by(self, refs: Iterable[str]) -> BodyQuerySet:
        """Those whose secretariat is one of these."""
        held = list(refs)
        sections = [ref.removeprefix(SECTION) for ref in held if ref.startswith(SECTION)]
        return self.filter(Q(secretariat__in=held) | Q(secretariat="", section__ref__in=sections))

    def on(self, day: date) -> BodyQuerySet:
        """Those that exist on a day: `since` and `until` inclusive, as terms and seats are; open when empty."""
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))


class Body(Thing):
    """会議体: 附属機関, 要綱設置, 庁内会議, a network of citizens, a joint body or a part of one."""

    name = models.CharField(_("名称"), max_length=100)
    kana = models.CharField(_("フリガナ"), max_length=200)
    kind = models.CharField(_("種類"), max_length=12, choices=BodyKind.choices)
    basis = models.CharField(_("設置の根拠"), max_length=300)  # ordinance, outline or the agreement of those who meet
    mandate = models.TextField(_("所掌すること"))
    section = models.ForeignKey(Section, verbose_name=_("担当課"), on_delete=models.PROTECT, related_name="+")
    secretariat = models.CharField(_("事務局"), max_length=100, blank=True)  # section, body, group or person by subject
    secretariat_since = models.DateField(_("事務局をつとめ始めた日"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("親の会議体"), null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    since = models.DateField(_("設置日"))
    until = models.DateField(_("終わりの日"), null=True, blank=True)
    until_reason = models.CharField(_("廃止の理由"), max_length=300, blank=True)
    term_months = models.PositiveSmallIntegerField(_("任期（月）"), null=True, blank=True)
    meetings_a_year = models.PositiveSmallIntegerField(_("年間の予定回数"), null=True, blank=True)
    pay = models.PositiveIntegerField(_("1回の報酬（円）"), null=True, blank=True)

    objects: ClassVar[BodyQuerySet] = BodyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("会議体")
        ordering = ["kana", "pk"]
        indexes = [
            models.Index(fields=["kana", "id"], name="body_kana"),
            models.Index(fields=["kind", "kana"], name="body_kind"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=Q(until=None), name="body_name_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="body_period"),
            models.CheckConstraint(condition=Q(until=None) | ~Q(until_reason=""), name="body_end_has_reason"),
            models.CheckConstraint(
                condition=Q(secretariat="", secretariat_since=None)
                | (~Q(secretariat="") & Q(secretariat_since__isnull=False)),
                name="body_secretariat_since",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("councils:body", args=[self.ref])

    def exists_on(self, day: date) -> bool:
        """Whether the body exists on that day."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def served_by(self) -> str:
        """事務局: the subject of who runs its meetings and keeps its papers; the section in charge unless another was named."""
        return self.secretariat or self.section.subject

    @property
    def server(self) -> object:
        """Who that is, by name."""
        return (find(self.secretariat) if self.secretariat else None) or self.section

    def is_served_by(self, actor: Actor, at: datetime) -> bool:
        """Whether the actor is its secretariat: of a group, while it is registered, only those who speak for it."""
        kind, _slash, ref = self.served_by.partition("/")
        if kind != Group._meta.label_lower:
            return acts_for(actor, {self.served_by}, at)
        speaks = any(c.ref == self.served_by and c.role in SPEAKERS for c in actor.capacities(at))
        return speaks and Group.objects.registered().filter(ref=ref).exists()

    def knows(self, actor: Actor, at: datetime) -> bool:
        """Whether the actor is one of its members or of its secretariat: they read what is closed to others."""
        return acts_for(actor, {self.subject}, at) or self.is_served_by(actor, at)

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """Papers for the members only are for them and the secretariat."""
        return self.knows(actor, at)


class RelationQuerySet(models.QuerySet["Relation"]):
    """Relations as people ask for them."""

    def on(self, day: date) -> RelationQuerySet:
        """Those that hold on a day, the last day included."""
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))


class Relation(Thing):
    """会議体の関係: from one body to another, for a time."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(
        Body, verbose_name=_("相手の会議体"), on_delete=models.PROTECT, related_name="relations_to"
    )
    kind = models.CharField(_("関係"), max_length=12, choices=RelationKind.choices)
    since = models.DateField(_("始まり"))
    until = models.DateField(_("終わり"), null=True, blank=True)

    objects: ClassVar[RelationQuerySet] = RelationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("会議体の関係")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "other", "kind"], condition=Q(until=None), name="relation_once"),
            models.CheckConstraint(condition=~Q(body=F("other")), name="relation_to_another"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="relation_period"),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.get_kind_display()} {self.other}"

    @property
    def whole(self) -> str:
        return self.body.subject
