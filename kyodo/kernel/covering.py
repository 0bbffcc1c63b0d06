"""Covering (墨消し): what was sent is never changed; spans above it say what others do not read, and can be lifted again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .thing import Thing

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)0\d{1,4}[-‐－―ー(（ ]?\d{1,4}[-‐－―ー)） ]?\d{3,4}(?!\d)")
_POSTCODE = re.compile(r"〒?\s?(?<![\d‐－-])\d{3}[-‐－]\d{4}(?![\d‐－-])")


class MaskKind(models.TextChoices):
    """伏せる理由."""

    NAME = "name", _("氏名")
    ADDRESS = "address", _("住所")
    CONTACT = "contact", _("電話・メール")
    THIRD = "third", _("第三者の権利利益")
    OTHER = "other", _("その他の正当な理由")


class MaskBase(Thing):
    """伏せた部分: signs of a text from `start` up to `end` that others do not read. Lifted, it stays in the record."""

    start = models.PositiveIntegerField(_("始め"))
    end = models.PositiveIntegerField(_("終わり"))
    kind = models.CharField(_("伏せる理由"), max_length=8, choices=MaskKind.choices)
    note = models.CharField(_("説明"), max_length=200, blank=True)
    made_by = models.CharField(_("伏せた人"), max_length=100)
    made_at = models.DateTimeField(_("伏せた日時"))
    lifted_at = models.DateTimeField(_("戻した日時"), null=True, blank=True)
    lifted_because = models.CharField(_("戻した理由"), max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["start", "end", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="%(app_label)s_%(class)s_covers_something"),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | ~Q(lifted_because=""), name="%(app_label)s_%(class)s_lifted_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


def suspicious(text: str) -> list[tuple[str, MaskKind]]:
    """Words that look like a telephone, an address of mail or of a house, each with its kind: for a person to judge."""
    patterns = ((_EMAIL, MaskKind.CONTACT), (_PHONE, MaskKind.CONTACT), (_POSTCODE, MaskKind.ADDRESS))
    return [(words, kind) for pattern, kind in patterns for words in pattern.findall(text)]


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Every place at which the words stand, one after the other."""
    wanted, found, start = words.strip(), [], 0
    while wanted and (start := text.find(wanted, start)) >= 0:
        found.append((start, start + len(wanted)))
        start += len(wanted)
    return found


def covered(text: str, masks: Iterable[Any], *, start: int = 0, end: int | None = None) -> str:
    """The part of the original between two places as others read it: 〔氏名〕 in place of what is covered."""
    end = len(text) if end is None else end
    told, place = [], start
    for low, high, label in _joined([m for m in masks if m.lifted_at is None and m.start < end and m.end > start]):
        told.append(text[place : max(place, low)])
        told.append(f"〔{label}〕")
        place = max(place, min(high, end))
    return "".join((*told, text[place:end]))


def _joined(masks: Sequence[Any]) -> list[tuple[int, int, str]]:
    """Masks in their order, those that touch or overlap as one."""
    spans: list[tuple[int, int, str]] = []
    for one in sorted(masks, key=lambda m: (m.start, m.end)):
        if spans and one.start <= spans[-1][1]:
            low, high, label = spans[-1]
            spans[-1] = (low, max(high, one.end), label)
        else:
            spans.append((one.start, one.end, str(one.get_kind_display())))
    return spans
