"""条項のひな形: the clauses this city offers its agreements. A version never changes; an edit is the next one."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.states import Kind
from kyodo.kernel.thing import Thing


class ClauseQuerySet(models.QuerySet["Clause"]):
    """Clauses as they stand, or as they stood."""

    def newest(self) -> ClauseQuerySet:
        """The last version of every clause, those no longer offered as well."""
        return self.filter(later=None)

    def standing(self, *, at: datetime) -> ClauseQuerySet:
        """What an agreement written at that moment may take: the version of then, unless the clause had been retired."""
        is_last, is_offered = Q(later=None) | Q(later__written_at__gt=at), Q(retired_at=None) | Q(retired_at__gt=at)
        return self.filter(is_last, is_offered, written_at__lte=at)


class Clause(Thing):
    """条項のひな形: one version of a clause, with the contract types that need it and those that may use it."""

    key = models.CharField(_("記号"), max_length=20)  # stays the same through all versions: agreements refer to it
    version = models.PositiveSmallIntegerField(_("版"), default=1)
    title = models.CharField(_("見出し"), max_length=200)
    text = models.TextField(_("条項の文"))
    required = models.JSONField(_("必ず入れる類型"), default=list, blank=True)
    optional = models.JSONField(_("選んで入れられる類型"), default=list, blank=True)
    source = models.CharField(_("根拠"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("並ぶ順"))
    because = models.TextField(_("直した理由"), blank=True)
    written_at = models.DateTimeField(_("決めた日時"))
    earlier = models.OneToOneField(
        "self", verbose_name=_("前の版"), null=True, blank=True, on_delete=models.PROTECT, related_name="later"
    )
    retired_at = models.DateTimeField(_("使うのをやめた日時"), null=True, blank=True)
    retired_because = models.TextField(_("やめた理由"), blank=True)

    objects: ClassVar[ClauseQuerySet] = ClauseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("条項のひな形")
        ordering = ["order", "key", "version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="clause_version_once"),
            models.CheckConstraint(
                condition=Q(version=1, earlier=None) | Q(version__gt=1, earlier__isnull=False), name="clause_grew"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} 第{self.version}版"

    def get_absolute_url(self) -> str:
        return reverse("agreements:clause", args=[self.ref])

    def is_for(self, kind: str) -> bool:
        """Whether that contract type may use it."""
        return kind in self.required or kind in self.optional

    @property
    def required_in(self) -> list[str]:
        """The contract types that need it, in words."""
        return [str(kind.label) for kind in Kind if kind in self.required]

    @property
    def optional_in(self) -> list[str]:
        """The contract types that may take it, in words."""
        return [str(kind.label) for kind in Kind if kind in self.optional]
