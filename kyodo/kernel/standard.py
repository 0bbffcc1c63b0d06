"""ひな形: wording that a city keeps for itself. A version never changes; an edit is the next one (decision 0028)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .thing import Thing

T = TypeVar("T", bound="Standard")


class StandardQuerySet(models.QuerySet[T]):
    """Wordings as they stand, or as they stood."""

    def newest(self) -> Self:
        """The last version of each, those no longer used as well."""
        return self.filter(later=None)

    def standing(self, *, at: datetime) -> Self:
        """What was in use at that moment: the version of then, unless it had been retired."""
        is_last, is_used = Q(later=None) | Q(later__written_at__gt=at), Q(retired_at=None) | Q(retired_at__gt=at)
        return self.filter(is_last, is_used, written_at__lte=at)


class Standard(Thing):
    """ひな形: one version of one wording. What took it over names its key and its version."""

    key = models.CharField(_("記号"), max_length=20)  # stays the same through all versions
    version = models.PositiveSmallIntegerField(_("版"), default=1)
    source = models.CharField(_("根拠"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("並ぶ順"))
    because = models.TextField(_("直した理由"), blank=True)
    written_at = models.DateTimeField(_("決めた日時"))
    earlier: models.OneToOneField[Any, Any] = models.OneToOneField(
        "self", verbose_name=_("前の版"), null=True, blank=True, on_delete=models.PROTECT, related_name="later"
    )
    retired_at = models.DateTimeField(_("使うのをやめた日時"), null=True, blank=True)
    retired_because = models.TextField(_("やめた理由"), blank=True)

    required: Any  #: whether somebody cannot go on without it: true, or where
    objects: ClassVar[StandardQuerySet[Self]] = StandardQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "version"], name="%(class)s_version_once"),
            models.CheckConstraint(
                condition=Q(version=1, earlier=None) | Q(version__gt=1, earlier__isnull=False), name="%(class)s_grew"
            ),
        ]

    def versions(self) -> list[tuple[Self, Self | None]]:
        """Every version, newest first, each with the one before it."""
        made: list[Any] = list(type(self).objects.filter(key=self.key).order_by("-version"))
        return list(zip(made, [*made[1:], None], strict=True))
