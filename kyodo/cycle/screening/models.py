"""審査の帳簿: the screening of one version of a proposal, its conditions, and questions about its reasons."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.proposals.models import Proposal, Version
from kyodo.kernel.access import Actor
from kyodo.kernel.calendar import era_fiscal_year
from kyodo.kernel.thing import Thing
from kyodo.offices.city.policies import roles_of

from .states import ADOPTING, FINDINGS, TOLD, UNDER_WAY, Outcome, State


class ScreeningQuerySet(models.QuerySet["Screening"]):
    """Screenings as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> ScreeningQuerySet:
        """Officers read what is under way; the proposer hears the outcome by the notice, and after that everybody may."""
        if roles_of(actor, at):
            return self
        return self.filter(state__in=TOLD, proposal__in=Proposal.objects.visible_to(actor, at=at).values("pk"))


class Screening(Thing):
    """審査: what was found about one version of a proposal, what was decided and by whom, and when the proposer was told.

    The panel with its judges, interests and marks belongs between the opening and the result: it will hang on this.
    """

    named_with = ("proposal",)

    proposal = models.ForeignKey(Proposal, verbose_name=_("提案"), on_delete=models.PROTECT, related_name="screenings")
    version = models.ForeignKey(Version, verbose_name=_("審査した版"), on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("状態"), max_length=12, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(_("審査に付した日時"))
    recommended = models.CharField(_("審査結果"), max_length=12, choices=FINDINGS, blank=True)
    recommended_on = models.DateField(_("審査した日"), null=True, blank=True)
    reasons = models.JSONField(_("観点ごとの理由"), default=list, blank=True)  # rows of criterion, text
    remark = models.TextField(_("付帯意見"), blank=True)
    outcome = models.CharField(_("判定"), max_length=12, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("判定の理由"), blank=True)
    amount = models.PositiveBigIntegerField(_("採択額（円）"), null=True, blank=True)
    budget_pending = models.BooleanField(_("予算の成立を待つ"), default=False)
    budget_on = models.DateField(_("予算が決まった日"), null=True, blank=True)
    decided_at = models.DateTimeField(_("決定日時"), null=True, blank=True)
    decided_by = models.CharField(_("決定した人"), max_length=100, blank=True)
    decided_name = models.CharField(_("決定した人の職と氏名"), max_length=200, blank=True)
    notified_at = models.DateTimeField(_("通知日時"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("文書の年度"), null=True, blank=True)
    number = models.PositiveIntegerField(_("文書番号"), null=True, blank=True)

    objects: ClassVar[ScreeningQuerySet] = ScreeningQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("審査")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(state__in=UNDER_WAY), name="one_screening_under_way"
            ),
            models.UniqueConstraint(fields=["year", "number"], name="screening_number_once"),
            # A decision has an outcome, a reason and a name; a notice has its number.
            models.CheckConstraint(
                condition=Q(state__in=(State.OPEN, State.RECOMMENDED, State.WITHDRAWN))
                | (~Q(outcome="") & ~Q(reason="") & ~Q(decided_name="") & Q(decided_at__isnull=False)),
                name="screening_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.NOTIFIED, State.WAITING, State.LAPSED))
                | Q(number__isnull=False, year__isnull=False, notified_at__isnull=False),
                name="screening_notice_has_number",
            ),
            models.CheckConstraint(
                condition=Q(budget_pending=False) | Q(outcome__in=ADOPTING), name="screening_budget_of_adopted"
            ),
        ]
        indexes = [models.Index(fields=["state", "-opened_at"], name="screening_state")]

    def __str__(self) -> str:
        return str(_("%(title)sの審査") % {"title": self.proposal.title})

    def get_absolute_url(self) -> str:
        return reverse("screening:screening", args=[self.ref])

    @property
    def case(self) -> Collaboration:
        case = self.proposal.case
        assert case is not None
        return case

    @property
    def whole(self) -> str:
        return self.case.subject

    @property
    def document_number(self) -> str:
        """令和8年度 協働審 第3号; empty before the notice."""
        return f"{era_fiscal_year(self.year)} 協働審 第{self.number}号" if self.year and self.number else ""

    @property
    def tone(self) -> str:
        """How its state is coloured beside the word."""
        return "active" if self.state in UNDER_WAY else "wait" if self.state == State.WAITING else "plain"


class Condition(Thing):
    """採択の条件: what must be met, until when, and who saw that it was."""

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="conditions")
    text = models.CharField(_("条件"), max_length=300)
    due = models.DateField(_("期限"), null=True, blank=True)
    met_at = models.DateTimeField(_("満たされた日時"), null=True, blank=True)
    met_by = models.CharField(_("確かめた人"), max_length=100, blank=True)
    note = models.CharField(_("確かめたこと"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("採択の条件")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(met_at=None) | ~Q(met_by=""), name="condition_met_by_somebody")
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.screening.get_absolute_url()

    @property
    def case(self) -> Collaboration:
        return self.screening.case

    @property
    def whole(self) -> str:
        return self.screening.whole


class Inquiry(Thing):
    """理由の問合せ: the proposer asks about the reasons, and is answered in writing."""

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="inquiries")
    text = models.TextField(_("問合せ"))
    asked_by = models.CharField(_("問い合わせた人"), max_length=100)
    asked_at = models.DateTimeField(_("問い合わせた日時"))
    answer = models.TextField(_("回答"), blank=True)
    answered_by = models.CharField(_("回答した人"), max_length=100, blank=True)
    answered_at = models.DateTimeField(_("回答した日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("理由の問合せ")
        ordering = ["asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="inquiry_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    def get_absolute_url(self) -> str:
        return self.screening.get_absolute_url()

    @property
    def case(self) -> Collaboration:
        return self.screening.case

    @property
    def whole(self) -> str:
        return self.screening.whole
