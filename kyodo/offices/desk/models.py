"""宿題: who owes what to whom by when; 引継ぎ: what one held, another holds; 長い作業 and its rows; 稼働."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import find
from kyodo.kernel.thing import Thing

HOMEWORK = "homework"  #: the kind of what people set one another, in their own words


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks as people ask for them."""

    def open(self) -> TaskQuerySet:
        return self.filter(settled_at=None)

    def overdue(self, today: date) -> TaskQuerySet:
        return self.open().filter(due__lt=today)

    def to_remind(self, today: date) -> TaskQuerySet:
        """Tasks whose holder is to hear of them by now."""
        return self.open().filter(remind_on__lte=today)

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
    remind_on = models.DateField(_("次に知らせる日"), null=True, blank=True)
    paused_until = models.DateField(_("知らせを止めておく日"), null=True, blank=True)
    paused_because = models.CharField(_("止める理由"), max_length=300, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("宿題")
        ordering = [F("due").asc(nulls_last=True), "set_at"]  # what has no date comes last, on every database
        indexes = [
            models.Index(fields=["holder", "due"], condition=Q(settled_at=None), name="task_open_holder"),
            models.Index(fields=["subject_ref", "settled_at"], name="task_subject"),
            models.Index(fields=["whole", "settled_at"], name="task_whole"),
            models.Index(fields=["whole", "due"], condition=Q(settled_at=None), name="task_open_whole"),
            models.Index(fields=["due"], condition=Q(settled_at=None), name="task_open_due"),
            models.Index(fields=["remind_on"], condition=Q(settled_at=None), name="task_open_remind"),
            models.Index(fields=["holder", "-settled_at"], name="task_holder_settled"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(paused_until=None) | ~Q(paused_because=""), name="task_paused_with_reason"
            )
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def said(self) -> str:
        """What is to be done, to its reader: people's own words as they are, the program's in the reader's language."""
        return self.what if self.kind == HOMEWORK else gettext(self.what)

    def is_late(self, today: date) -> bool:
        """Whether it is open past its date."""
        return self.settled_at is None and self.due is not None and self.due < today

    def is_paused(self, today: date) -> bool:
        """Whether nobody is reminded of it now; the last day counts."""
        return self.paused_until is not None and today <= self.paused_until


class Handover(Thing):
    """引継ぎ: from a day on, what one subject owed is owed by another. Entered before, carried out on the day."""

    from_ref = models.CharField(_("引き継ぐ人・課"), max_length=100)
    to_ref = models.CharField(_("引き受ける人・課"), max_length=100)
    on = models.DateField(_("引き継ぐ日"))
    entered_at = models.DateTimeField(_("入力した日時"))
    done_at = models.DateTimeField(_("済んだ日時"), null=True, blank=True)
    moved = models.PositiveIntegerField(_("移した宿題の数"), default=0)

    class Meta:
        verbose_name = _("引継ぎ")
        ordering = ["-on", "-entered_at"]
        indexes = [models.Index(fields=["on"], condition=Q(done_at=None), name="handover_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["from_ref", "to_ref", "on"], name="handover_once"),
            models.CheckConstraint(condition=~Q(from_ref=F("to_ref")), name="handover_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.from_ref} → {self.to_ref} {self.on}"


class ErrandQuerySet(models.QuerySet["Errand"]):
    """Errands as worker and pages ask for them."""

    def open(self) -> ErrandQuerySet:
        return self.filter(finished_at=None)


class Errand(Thing):
    """長い作業: thousands of rows that the worker takes in portions while somebody watches how far it has come."""

    kind = models.CharField(_("種類"), max_length=50)  # a key of settings.ERRANDS
    subject_ref = models.CharField(_("対象"), max_length=100)
    sent_by = models.CharField(_("頼んだ人"), max_length=100)
    sent_at = models.DateTimeField(_("頼んだ日時"))
    total = models.PositiveIntegerField(_("全体の件数"))
    done = models.PositiveIntegerField(_("済んだ件数"), default=0)
    finished_at = models.DateTimeField(_("終わった日時"), null=True, blank=True)
    fault = models.CharField(_("止まった理由"), max_length=500, blank=True)
    stopped_by = models.CharField(_("止めた人"), max_length=100, blank=True)

    objects = ErrandQuerySet.as_manager()

    class Meta:
        verbose_name = _("長い作業")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject_ref", "-id"], name="errand_subject"),
            models.Index(fields=["id"], condition=Q(finished_at=None), name="errand_open"),
        ]
        constraints = [models.CheckConstraint(condition=Q(done__lte=F("total")), name="errand_done_within_total")]

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total}"

    @property
    def about(self) -> Any:
        """The thing it is done for."""
        return find(self.subject_ref)


class Part(models.Model):
    """行のまとまり: rows of a file that wait for the worker beside the thing they are for; gone once they are taken."""

    subject_ref = models.CharField(_("対象"), max_length=100)
    count = models.PositiveIntegerField(_("行数"))
    packed = models.BinaryField(_("行"))

    class Meta:
        verbose_name = _("行のまとまり")
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject_ref", "id"], name="part_subject")]

    def __str__(self) -> str:
        return self.subject_ref

    @classmethod
    def of(cls, thing: Thing, rows: Sequence[Any], *, once: str = "") -> Self:
        """Rows as few bytes. What they say under the name `once` is kept once: of a flood most say the same."""
        known: dict[str, int] = {}
        lines = [{**row, once: known.setdefault(row[once], len(known))} for row in rows] if once else list(rows)
        told = json.dumps([once, list(known), lines], ensure_ascii=False, cls=DjangoJSONEncoder)
        return cls(subject_ref=thing.subject, count=len(lines), packed=zlib.compress(told.encode(), level=1))

    @property
    def rows(self) -> list[Any]:
        """The rows as they were given."""
        once, known, lines = json.loads(zlib.decompress(self.packed))
        return [{**line, once: known[line[once]]} for line in lines] if once else lines


class Heartbeat(models.Model):
    """稼働の印: when the worker last said that it lives. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("稼働の印")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_heartbeat")]

    def __str__(self) -> str:
        return str(self.at)
