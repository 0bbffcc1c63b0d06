"""形態の手続き: the city's lines for each form, and the answer that stands in a case."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import Form
from kyodo.kernel.access import BOTH_SIDES, Actor, Side
from kyodo.kernel.standard import Standard
from kyodo.kernel.thing import Thing
from kyodo.offices.city.policies import roles_of
from kyodo.offices.city.states import Role

from .states import Answer, Kind, Made, Phase
from .terms import REASON_LENGTH, STANDARD

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Item(Standard):
    """形態の項目: one version of one line of a form. A version never changes; an edit is the next one."""

    form = models.CharField(_("形態"), max_length=1, choices=Form.choices)
    kind = models.CharField(_("種類"), max_length=5, choices=Kind.choices)
    words = models.CharField(_("項目の文"), max_length=200)
    side = models.CharField(
        _("だれがそろえるか"), max_length=10, choices=[(s.value, s.label) for s in BOTH_SIDES], blank=True
    )
    phase = models.CharField(_("いつまでに"), max_length=6, choices=Phase.choices, default=Phase.BEFORE)
    made = models.CharField(_("自動でそろう書類"), max_length=10, choices=Made.choices, blank=True)
    required = models.BooleanField(_("着手までに要る"), default=False)

    class Meta(Standard.Meta):
        verbose_name = _("形態の項目")
        ordering = ["form", "kind", "order", "key", "version"]
        indexes = [models.Index(fields=["form", "order"], name="item_of_form")]
        constraints = [
            *Standard.Meta.constraints,
            # What stops the start names the rule that asks for it, and is due before the start.
            models.CheckConstraint(
                condition=Q(required=False) | (~Q(source="") & Q(phase=Phase.BEFORE)), name="item_required_has_source"
            ),
            models.CheckConstraint(condition=Q(made="") | Q(kind=Kind.PAPER), name="item_made_is_paper"),
        ]

    def __str__(self) -> str:
        return str(self.said)

    def get_absolute_url(self) -> str:
        return reverse("formalities:item", args=[self.ref])

    @property
    def said(self) -> StrOrPromise:
        """The words; as they were shipped in the language of the reader, the city's own as the city wrote them."""
        shipped = STANDARD.get(self.key) if self.version == 1 else None
        return shipped[2].words if shipped else self.words


class Formality(Thing):
    """手続きの項目: what stands in a case for one line of a form, in the wording it was answered with."""

    named_with = ("item", "case")

    case = models.ForeignKey(
        Collaboration, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="formalities"
    )
    key = models.CharField(_("記号"), max_length=20)
    item = models.ForeignKey(Item, verbose_name=_("項目"), on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField(_("答え"), max_length=10, choices=Answer.choices)
    because = models.CharField(_("理由・ひとこと"), max_length=REASON_LENGTH, blank=True)
    side = models.CharField(_("答えた側"), max_length=10, choices=Side.choices)
    answered_by = models.CharField(_("答えた人"), max_length=100)
    answered_at = models.DateTimeField(_("答えた日時"))

    class Meta:
        verbose_name = _("手続きの項目")
        ordering = ["answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="formality_once"),
            models.CheckConstraint(
                condition=~Q(answer=Answer.NOT_NEEDED) | ~Q(because=""), name="formality_not_needed_because"
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)

    def get_absolute_url(self) -> str:
        return reverse("formalities:board", args=[self.case.ref]) + f"#{self.key}"

    @property
    def whole(self) -> str:
        return self.case.subject

    @property
    def papers_are_out(self) -> bool:
        """Open papers are everybody's once the case is."""
        return self.case.shown_at is not None

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """What is for the parties: whoever sits at the table, and the city's auditors."""
        return self.case.may_read_papers(actor, at) or Role.AUDITOR in roles_of(actor, at)

    def may_keep_papers(self, actor: Actor, at: datetime) -> bool:
        """Whoever speaks for the side that brought it takes it back, also what somebody before them brought."""
        return self.case.side_of(actor, at) == self.side
