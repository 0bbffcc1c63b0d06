"""市民政策提案: a policy that residents propose together; answered within a time, with its reason, in public."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations.states import Channel, PetitionResult, PetitionState
from kyodo.kernel.access import Actor
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import roles_of
from kyodo.offices.city.states import Role

from .recommendation import standing


class PetitionQuerySet(models.QuerySet["Petition"]):
    """Petitions as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> PetitionQuerySet:
        """What the city has accepted; before that its author and officers."""
        if roles_of(actor, at):
            return self
        public = Q(state__in=[PetitionState.STUDYING, PetitionState.ANSWERED]) | Q(
            state=PetitionState.WITHDRAWN, received_on__isnull=False
        )
        return self.filter(public | Q(author_ref=actor.subject))

    def after(self, last: Petition) -> PetitionQuerySet:
        """What follows a row in the order of the list."""
        return self.filter(Q(submitted_at__lt=last.submitted_at) | Q(submitted_at=last.submitted_at, pk__lt=last.pk))


class Petition(Thing):
    """市民政策提案."""

    state = models.CharField(_("状態"), max_length=10, choices=PetitionState.choices, default=PetitionState.CHECKING)
    title = models.CharField(_("題名"), max_length=150)
    author_ref = models.CharField(_("代表者の記録"), max_length=100, blank=True)  # none where it came on paper
    author_name = models.CharField(_("代表者の氏名"), max_length=100)
    problem = models.TextField(_("いまの課題"), max_length=2000)
    purpose = models.TextField(_("提案の内容と理由"), max_length=4000)
    effect = models.TextField(_("見込まれる効果"), max_length=2000)
    cost = models.PositiveBigIntegerField(_("費用の見込み（円）"), null=True, blank=True)
    cost_detail = models.TextField(_("費用の内訳"), max_length=2000, blank=True)
    history = models.TextField(_("検討の経過"), max_length=2000, blank=True)
    channel = models.CharField(_("受付方法"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    submitted_at = models.DateTimeField(_("提出日時"))
    token_hash = models.CharField(_("控えの鍵"), max_length=64, unique=True, null=True, blank=True, editable=False)
    summary = models.TextField(_("公表する概要"), max_length=2000, blank=True)
    received_on = models.DateField(_("受理日"), null=True, blank=True)
    section = models.ForeignKey(
        Section, verbose_name=_("担当課"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due = models.DateField(_("回答の期限"), null=True, blank=True)
    extended_because = models.CharField(_("期限を延ばした理由"), max_length=500, blank=True)
    result = models.CharField(_("検討の結果"), max_length=12, choices=PetitionResult.choices, blank=True)
    reason = models.TextField(_("結果の理由"), max_length=4000, blank=True)
    answered_on = models.DateField(_("通知・公表日"), null=True, blank=True)

    objects: ClassVar[PetitionQuerySet] = PetitionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("市民政策提案")
        ordering = ["-submitted_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "due"], name="petition_due"),
            models.Index(fields=["-submitted_at"], name="petition_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PetitionState.STUDYING)
                | (~Q(summary="") & Q(received_on__isnull=False, due__isnull=False, section__isnull=False)),
                name="petition_under_study_has_all",
            ),
            models.CheckConstraint(
                condition=~Q(state=PetitionState.ANSWERED)
                | (~Q(result="") & ~Q(reason="") & Q(answered_on__isnull=False)),
                name="petition_answer_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("recommendations:petition", args=[self.ref])

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """The paper it came on names its supporters: for the desk alone, as they are."""
        return Role.DESK in roles_of(actor, at)

    @property
    def addressee(self) -> Section | None:
        """The section in charge: where it was reorganised, its successor."""
        return standing(self.section)


class Supporter(models.Model):
    """賛同者: somebody who stands behind a petition. Read by its author and the desk alone."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="supporters")
    name = models.CharField(_("氏名"), max_length=100)
    address = models.CharField(_("住所"), max_length=200)
    of_age = models.BooleanField(_("年齢の要件を満たす"), default=False)

    class Meta:
        verbose_name = _("賛同者")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
