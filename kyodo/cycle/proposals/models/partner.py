"""共同団体: a registered group named in a proposal, and what it answered itself. Nobody is bound by what another typed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.thing import Thing

from .proposal import Proposal


class Partner(Thing):
    """いっしょに提案する団体の返事: asked when the proposal is submitted; a group sits in the case only by its own word."""

    named_with = ("proposal__case", "group")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="asked")
    group = models.ForeignKey(Group, verbose_name=_("団体"), on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("たずねた日時"))
    answered_by = models.CharField(_("返事をした人"), max_length=100, blank=True)
    joined_at = models.DateTimeField(_("加わった日時"), null=True, blank=True)
    declined_at = models.DateTimeField(_("加わらないと返事した日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("いっしょに提案する団体の返事")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "group"], name="partner_asked_once"),
            models.CheckConstraint(condition=Q(joined_at=None) | Q(declined_at=None), name="partner_one_answer"),
        ]

    def __str__(self) -> str:
        return str(self.group)

    def get_absolute_url(self) -> str:
        return reverse("proposals:partner", args=[self.ref])

    @property
    def is_open(self) -> bool:
        """Whether the group has not answered yet."""
        return self.joined_at is None and self.declined_at is None

    @property
    def case(self) -> Collaboration | None:
        return self.proposal.case

    @property
    def whole(self) -> str:
        return self.proposal.whole
