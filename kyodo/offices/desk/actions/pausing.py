"""止める: no reminders of one task until a day, for a reason that stays readable; the date of the task does not move."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city import queries as city
from kyodo.offices.city.policies import is_desk
from kyodo.offices.desk.models import Task
from kyodo.offices.desk.terms import MOST_PAUSE
from kyodo.offices.journal.actions import record


def pause(task: Task, *, until: date, reason: str, by: Actor, at: datetime) -> Task:
    """Remind nobody of this until after the day named."""
    is_desk.require(by, task, at=at)
    today, most = city.local_day(at), city.number(MOST_PAUSE)
    if not today <= until <= today + timedelta(days=most):
        sentence = _("今日から%(most)d日以内の日付を入力してください。")
        raise Refused(sentence % {"most": most}, field="until")
    if not reason.strip():
        raise Refused(_("理由を入力してください。"), field="reason")
    with transaction.atomic():
        kept = _open(task)
        kept.paused_until, kept.paused_because = until, reason.strip()
        kept.remind_on = until + timedelta(days=1)
        kept.save(update_fields=["paused_until", "paused_because", "remind_on"])
        record("pause_reminders", kept, by=by, at=at, reason=reason, detail={"until": until})
    return kept


def resume(task: Task, *, by: Actor, at: datetime) -> Task:
    """Remind again from today."""
    is_desk.require(by, task, at=at)
    with transaction.atomic():
        kept = _open(task)
        if not kept.is_paused(city.local_day(at)):
            raise IllegalMove(_("この宿題の知らせは、いま止まっていません。"))
        kept.paused_until, kept.paused_because = None, ""
        kept.remind_on = city.local_day(at)
        kept.save(update_fields=["paused_until", "paused_because", "remind_on"])
        record("resume_reminders", kept, by=by, at=at)
    return kept


def _open(task: Task) -> Task:
    kept: Task = Task.lock(task.pk)
    if kept.settled_at:
        raise IllegalMove(_("この宿題は済んでいます。"))
    return kept
