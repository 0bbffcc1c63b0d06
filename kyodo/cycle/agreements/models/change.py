"""変更案: one side's proposal to change a part of the joint text, and the private copy it is written in."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.states import ChangeState, Section
from kyodo.kernel.access import BOTH_SIDES, Side

from .agreement import Agreement, Difference, OfAgreement
from .text import read_section


class WorkingCopy(models.Model):
    """手元の案: a section as one side is rewriting it. The other side sees it only once it is proposed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="copies")
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    section = models.CharField(_("部分"), max_length=12, choices=Section.choices)
    content = models.JSONField(_("書きかけの文"), blank=True)
    saved_by = models.CharField(_("書いた人"), max_length=100)
    saved_at = models.DateTimeField(_("保存した日時"))

    class Meta:
        verbose_name = _("手元の案")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side", "section"], name="working_copy_once"),
            models.CheckConstraint(condition=Q(side__in=BOTH_SIDES), name="working_copy_of_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()} {self.get_side_display()}"

    @property
    def value(self) -> Any:
        """The section as rewritten so far."""
        return read_section(self.section, self.content)


class Change(OfAgreement):
    """変更案: one side's proposal, moved only by the other side's answer. A difference is ended by one as well."""

    named_with = ("difference", "agreement__case")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="changes")
    section = models.CharField(_("部分"), max_length=12, choices=Section.choices, blank=True)
    difference = models.ForeignKey(Difference, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")
    side = models.CharField(_("出した側"), max_length=10, choices=Side.choices)
    state = models.CharField(_("状態"), max_length=10, choices=ChangeState.choices, default=ChangeState.OPEN)
    before = models.JSONField(_("変更前"), null=True, blank=True)
    after = models.JSONField(_("変更後"), null=True, blank=True)
    note = models.TextField(_("変える理由"), blank=True)
    answer = models.TextField(_("返事"), blank=True)
    counters = models.OneToOneField(
        "self",
        verbose_name=_("もとの変更案"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="countered_by",
    )
    proposed_by = models.CharField(_("出した人"), max_length=100)
    proposed_at = models.DateTimeField(_("出した日時"))
    answered_by = models.CharField(_("答えた人"), max_length=100, blank=True)
    answered_at = models.DateTimeField(_("答えた日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("変更案")
        ordering = ["proposed_at", "pk"]
        indexes = [models.Index(fields=["agreement", "state"], name="change_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "section"],
                condition=Q(state=ChangeState.OPEN, difference=None),
                name="change_one_open_a_section",
            ),
            models.UniqueConstraint(
                fields=["difference"], condition=Q(state=ChangeState.OPEN), name="change_one_open_a_difference"
            ),
            models.CheckConstraint(
                condition=Q(section="", difference__isnull=False) | (~Q(section="") & Q(difference=None)),
                name="change_of_a_section_or_a_difference",
            ),
            models.CheckConstraint(condition=Q(side__in=BOTH_SIDES), name="change_of_a_side"),
            # The one who proposed is never the one who accepts.
            models.CheckConstraint(
                condition=~Q(state=ChangeState.ACCEPTED) | ~Q(answered_by=models.F("proposed_by")),
                name="change_accepted_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(_("「%(what)s」の変更案")) % {"what": self.what}

    @property
    def what(self) -> str:
        """The name of the part it touches."""
        return str(self.difference) if self.difference else str(Section(self.section).label)

    def get_absolute_url(self) -> str:
        return reverse("agreements:change", args=[self.agreement.case.ref, self.ref])
