"""宿題: who owes what to whom by when. Set and cleared by the workflow; overdue is computed from the date."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.thing import Thing


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks as people ask for them."""

    def open(self) -> TaskQuerySet:
        return self.filter(settled_at=None)

    def overdue(self, today: date) -> TaskQuerySet:
        return self.open().filter(due__lt=today)

    def held_by(self, refs: Any) -> TaskQuerySet:
        return self.filter(holder__in=refs)

    def about(self, *subjects: str) -> TaskQuerySet:
        return self.filter(subject_ref__in=subjects)


class Task(Thing):
    """宿題: one thing owed, by a person, a section or a group."""

    what = models.CharField(_("すること"), max_length=200)
    subject_ref = models.CharField(_("対象"), max_length=100)
    whole = models.CharField(_("案件"), max_length=100)  # the bigger thing, so that a case shows all that is owed in it
    title = models.CharField(_("対象の名前"), max_length=200, blank=True)
    path = models.CharField(_("開く頁"), max_length=200, blank=True)
    holder = models.CharField(_("持ち主"), max_length=100)
    kind = models.CharField(
        _("種類"), max_length=30, default="next"
    )  # "next" is the workflow's; others are named by acts
    due = models.DateField(_("期限"), null=True, blank=True)
    set_at = models.DateTimeField(_("出された日時"))
    settled_at = models.DateTimeField(_("済んだ日時"), null=True, blank=True)
    settled_by = models.CharField(_("済ませた人"), max_length=100, blank=True)
    reminded_at = models.DateTimeField(_("知らせた日時"), null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("宿題")
        ordering = ["due", "set_at"]
        indexes = [
            models.Index(fields=["holder", "due"], condition=Q(settled_at=None), name="task_open_holder"),
            models.Index(fields=["subject_ref", "settled_at"], name="task_subject"),
            models.Index(fields=["whole", "settled_at"], name="task_whole"),
            models.Index(fields=["due"], condition=Q(settled_at=None), name="task_open_due"),
        ]

    def __str__(self) -> str:
        return self.what

    def is_late(self, today: date) -> bool:
        """Whether it is open past its date."""
        return self.settled_at is None and self.due is not None and self.due < today
