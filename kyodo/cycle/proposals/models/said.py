"""What is said about a proposal: the section's opinion, the check of public benefit, questions with their answers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.models import Round
from kyodo.cycle.calls.states import State as RoundState
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import COLLABORATION_ZONES, Form, Zone
from kyodo.cycle.proposals.states import Feasibility
from kyodo.cycle.proposals.terms import REASON_LENGTH
from kyodo.kernel.access import Actor
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section

from .proposal import Proposal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


#: What an opinion says, in the order in which it is read.
OPINION = (
    "feasibility", "conditions", "need", "existing", "law", "budget", "city_can", "difficulties",
    "meetings", "outcome", "forms", "zone",
)  # fmt: skip


class SectionOpinion(Thing):
    """課の意見書: what the section in charge thinks of a proposal, in writing, before it is screened."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="opinions")
    section = models.ForeignKey(Section, verbose_name=_("担当課"), on_delete=models.PROTECT, related_name="+")
    need = models.TextField(_("必要性"))
    existing = models.TextField(_("すでにある事業との関係"), blank=True)
    law = models.TextField(_("法令・権限"), blank=True)
    budget = models.TextField(_("予算の見込み"), blank=True)
    city_can = models.TextField(_("市が担えること"))
    difficulties = models.TextField(_("難しいこと"), blank=True)
    meetings = models.PositiveSmallIntegerField(_("提案者と話し合った回数"), default=0)
    outcome = models.TextField(_("話し合いの結果"), blank=True)
    feasibility = models.CharField(_("実施可能性"), max_length=12, choices=Feasibility.choices)
    conditions = models.TextField(_("条件"), blank=True)
    forms = models.JSONField(_("望ましい形態"), default=list, blank=True)
    zone = models.CharField(_("協働の領域（市の考え）"), max_length=1, choices=Zone.choices)
    written_by = models.CharField(_("書いた人"), max_length=100)
    written_at = models.DateTimeField(_("書いた日時"))

    class Meta:
        verbose_name = _("課の意見書")
        ordering = ["written_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(feasibility=Feasibility.CONDITIONAL) | ~Q(conditions=""), name="opinion_names_conditions"
            ),
            models.CheckConstraint(condition=Q(meetings=0) | ~Q(outcome=""), name="opinion_tells_outcome"),
        ]

    def __str__(self) -> str:
        return str(self.section)

    @property
    def facts(self) -> list[tuple[StrOrPromise, str]]:
        """What it says, each under its label, in the order in which it is read."""
        said = {name: str(getattr(self, name) or "") for name in OPINION}
        said |= {
            "feasibility": self.get_feasibility_display(),
            "zone": self.get_zone_display(),
            "forms": "、".join(str(Form(code).label) for code in self.forms),
        }
        label = {field.name: getattr(field, "verbose_name") for field in self._meta.concrete_fields}
        return [(label[name], said[name]) for name in OPINION if said[name]]

    def get_absolute_url(self) -> str:
        return self.proposal.get_absolute_url()

    @property
    def case(self) -> Collaboration | None:
        return self.proposal.case

    @property
    def whole(self) -> str:
        return self.proposal.whole


class BenefitCheck(Thing):
    """公益性と領域の確認: what the city answered and why. Outside zones B to D the case is routed, not refused."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="benefit_checks")
    answers = models.JSONField(_("問いと答え"), default=list)  # rows of question, answer, because
    zone = models.CharField(_("協働の領域（市の考え）"), max_length=1, choices=Zone.choices)
    reason = models.CharField(_("理由"), max_length=REASON_LENGTH)
    sent_on_to = models.CharField(_("つなぎ先"), max_length=200, blank=True)
    checked_by = models.CharField(_("確かめた人"), max_length=100)
    checked_at = models.DateTimeField(_("確かめた日時"))
    objected_at = models.DateTimeField(_("申し出の日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("公益性と領域の確認")
        ordering = ["checked_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="benefit_check_has_reason"),
            models.CheckConstraint(
                condition=Q(zone__in=COLLABORATION_ZONES) | ~Q(sent_on_to=""), name="benefit_check_sent_where"
            ),
        ]

    def __str__(self) -> str:
        return self.get_zone_display()

    def get_absolute_url(self) -> str:
        return self.proposal.get_absolute_url()

    @property
    def is_inside(self) -> bool:
        """Whether the proposal lies where both sides work together."""
        return self.zone in COLLABORATION_ZONES

    @property
    def case(self) -> Collaboration | None:
        return self.proposal.case

    @property
    def whole(self) -> str:
        return self.proposal.whole


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> QuestionQuerySet:
        """What may be asked of all is read by all, with its proposal or its published round."""
        proposals = Proposal.objects.visible_to(actor, at=at)
        open_round = Q(proposal=None) & ~Q(round__state=RoundState.DRAFT)
        return self.filter(open_round | Q(proposal__in=proposals.values("pk")))


class Question(Thing):
    """質問と回答: about a round, for all who think of proposing, or about one proposal. The answer is for everybody."""

    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField(_("質問"))
    asked_by = models.CharField(_("質問した人"), max_length=100)
    asked_at = models.DateTimeField(_("質問した日時"))
    answer = models.TextField(_("回答"), blank=True)
    answered_from = models.CharField(_("回答したところ"), max_length=100, blank=True)
    answered_by = models.CharField(_("回答した人"), max_length=100, blank=True)
    answered_at = models.DateTimeField(_("回答した日時"), null=True, blank=True)

    objects: ClassVar[QuestionQuerySet] = QuestionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("質問と回答")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(round=None, proposal__isnull=False) | Q(round__isnull=False, proposal=None),
                name="question_about_one",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="question_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    def get_absolute_url(self) -> str:
        if self.proposal:
            return self.proposal.get_absolute_url()
        assert self.round is not None
        return reverse("proposals:questions", args=[self.round.ref])

    @property
    def whole(self) -> str:
        return self.proposal.whole if self.proposal else self.subject
