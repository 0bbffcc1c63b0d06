"""The ladder: whoever does not answer is told, then their head, the desk, the mayor, and at last everybody can read it."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.recommendations import policies as may
from kyodo.deliberation.recommendations import queries
from kyodo.deliberation.recommendations.models import Pause, Reminder
from kyodo.deliberation.recommendations.queries import Clock
from kyodo.deliberation.recommendations.states import Hears
from kyodo.kernel.access import Actor, Office
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.thing import Thing
from kyodo.offices.city import queries as city
from kyodo.offices.city.states import Role
from kyodo.offices.desk.terms import QUIET_DAYS, REMIND_HOUR
from kyodo.offices.journal.actions import record
from kyodo.offices.journal.models import Entry
from kyodo.offices.people.models import Person
from kyodo.offices.post import actions as outbox
from kyodo.offices.post.actions import Addressee
from kyodo.offices.post.models import Message

OVERDUE = "recommendations.overdue"  #: the name of the letters of the ladder


def pause(thing: Thing, *, reason: str, until: date, by: Actor, at: datetime) -> Pause:
    """催促を休止する: the days of a pause do not count, and everybody can read why and until when."""
    may.may_keep.require(by, thing, at=at)
    today = city.local_day(at)
    if not reason.strip():
        raise Refused(_("休止する理由を入力してください。"), field="reason")
    if until <= today:
        raise Refused(_("休止の終わりは、あすより後の日にしてください。"), field="until")
    with transaction.atomic():
        type(thing).lock(thing.pk)
        if Pause.objects.filter(subject_ref=thing.subject, until__gt=today).exists():
            raise IllegalMove(_("すでに休止しています。終えてから、もう一度休止してください。"))
        made = Pause.objects.create(
            subject_ref=thing.subject, whole_ref=thing.whole, reason=reason, since=today, until=until, set_at=at
        )
        record("pause", made, by=by, at=at, reason=reason, detail={"until": until, "thing": thing.subject})
    return made


def resume(pause: Pause, *, by: Actor, at: datetime) -> Pause:
    """休止を終える before its time: the clock runs again from today."""
    may.may_keep.require(by, pause, at=at)
    today = city.local_day(at)
    with transaction.atomic():
        locked = Pause.lock(pause.pk)
        if not locked.holds_on(today):
            raise IllegalMove(_("この休止は、もう終わっています。"))
        record("resume", locked, by=by, at=at)
        if locked.since == today:
            locked.delete()
        else:
            locked.until = today
            locked.save(update_fields=["until"])
    return locked


def climb(at: datetime) -> int:
    """Take every step of the ladder that is due; how many were taken. A job of the worker.

    On closed days nothing happens. Who has just done something about the thing hears nothing of it for some days; the
    step waits for them, and the public line waits with it.
    """
    today = city.local_day(at)
    if timezone.localtime(at).hour < city.number(REMIND_HOUR) or not city.is_open(today):
        return 0
    waiting = [clock for clock in queries.clocks(at) if clock.next_step_is_due]
    if not waiting:
        return 0
    with transaction.atomic():
        busy = _just_heard_of(waiting, at=at)
        return sum(_take(clock, at=at) for clock in waiting if clock.subject not in busy)


def _just_heard_of(waiting: list[Clock], *, at: datetime) -> set[str]:
    """Things about which somebody of the section in charge did something lately."""
    since = city.business_days_after(city.local_day(at), -city.number(QUIET_DAYS))
    holders = {ref: {a.person.subject for a in outbox.addressees([ref], at=at) if a.person} for ref in {c.holder for c in waiting}}  # fmt: skip
    near = {c.near for c in waiting}
    entries = Entry.objects.filter(Q(whole__in=near) | Q(subject__in=near), at__gte=city.end_of_day(since))
    acted = {(thing, actor) for subject, whole, actor in entries.values_list("subject", "whole", "actor") for thing in (subject, whole)}  # fmt: skip
    return {c.subject for c in waiting if any((c.near, person) in acted for person in holders[c.holder])}


def _take(clock: Clock, *, at: datetime) -> int:
    """One step: remembered, written in the journal, told."""
    step = clock.next_step
    assert step is not None
    taken, is_new = Reminder.objects.get_or_create(
        subject_ref=clock.subject, due=clock.due, step=step.number,
        defaults={"whole_ref": clock.whole, "told": str(step.hears.label), "taken_at": at},
    )  # fmt: skip
    if not is_new:
        return 0
    act = "publish_silence" if step.hears == Hears.PUBLIC else "remind"
    record(
        act, taken, by=Office(), at=at, detail={"thing": clock.subject, "days": clock.days_over, "step": step.number}
    )
    _tell(clock, step.hears, at=at)
    return 1


def _tell(clock: Clock, hears: Hears, *, at: datetime) -> None:
    to = _listeners(clock, hears, at=at)
    if hears != Hears.PUBLIC:  # that everybody reads it now is news to everybody
        told = _told(clock)
        to = [one for one in to if one.person is None or one.person.pk not in told]
    if not to:
        return
    with translation.override(settings.LANGUAGE_CODE):
        title = _t("期限を過ぎています：%(what)s") % {"what": str(clock.what)}
        context = {"clock": clock, "base": settings.BASE_URL, "public": hears == Hears.PUBLIC}
        body = outbox.in_words("recommendations/letters/overdue.txt", context)
    outbox.write(
        to, name=OVERDUE, title=title, bodies={True: body, False: title}, at=at, duty=True, path=clock.url,
        subject_ref=clock.subject,
    )  # fmt: skip


def _told(clock: Clock) -> set[int]:
    """Who heard of this delay at a lower step: nobody is told the same thing twice."""
    since = min((taken.taken_at for taken in clock.taken), default=None)
    if since is None:
        return set()
    letters = Message.objects.filter(name=OVERDUE, subject_ref=clock.subject, made_at__gte=since, person__isnull=False)
    return {pk for pk in letters.values_list("person_id", flat=True) if pk}


def _listeners(clock: Clock, hears: Hears, *, at: datetime) -> list[Addressee]:
    """Who hears of a step; where nobody holds that post, the desk does."""
    because = str(_t("担当の課の期限が過ぎたため"))
    if hears == Hears.PUBLIC:
        return outbox.addressees([ref for ref in (clock.voice, queries.desk_ref()) if ref], at=at)
    if hears == Hears.DESK:
        return outbox.addressees([queries.desk_ref()], at=at)
    people = city.duties_on(city.local_day(at)).filter(person__is_active=True)
    if hears == Hears.HEAD:
        people = people.filter(role=Role.HEAD, section__ref=clock.holder.partition("/")[2])
    else:
        people = people.filter(role=Role.MAYOR)
    found: list[Person] = list({duty.person_id: duty.person for duty in people}.values())
    return [Addressee(person, because=because) for person in found] or outbox.addressees([queries.desk_ref()], at=at)
