"""Long work, done by the worker in portions: what is done is counted in the same transaction, so a stop loses nothing."""

from __future__ import annotations

import logging
from datetime import datetime
from itertools import takewhile
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kyodo.kernel.access import Actor, Office, find
from kyodo.kernel.policy import AlreadyDone, IllegalMove, Refused
from kyodo.kernel.thing import Thing
from kyodo.offices.desk.models import Errand
from kyodo.offices.desk.policies import may_stop
from kyodo.offices.journal import actions as journal
from kyodo.offices.people.models import Person

T = TypeVar("T", bound=Thing)
logger = logging.getLogger(__name__)
PORTIONS = 20  #: of errands at a time; then the worker looks at its other jobs


def send(kind: str, thing: Thing, *, total: int, by: Actor, at: datetime) -> Errand:
    """Give the worker an errand about a thing. Whether somebody may do so, the caller's own policy has said.

    Raises AlreadyDone when the same errand about the thing is still under way, ValueError for a kind nobody does.
    """
    if kind not in settings.ERRANDS:
        raise ValueError(f"nobody does errands of kind {kind}")
    with transaction.atomic():
        type(thing).lock(thing.pk)
        if Errand.objects.open().filter(kind=kind, subject_ref=thing.subject).exists():
            raise AlreadyDone(thing.subject)
        errand = Errand.objects.create(
            kind=kind, subject_ref=thing.subject, sent_by=by.subject, sent_at=at, total=total
        )
        journal.record("send_errand", thing, by=by, at=at, detail={"kind": kind, "total": total})
    return errand


def stop(errand: Errand, *, reason: str, takes_back: bool = False, by: Actor, at: datetime) -> Errand:
    """作業を止める: after the portion that is being done. What was done stays, or is taken back by an errand of its own.

    Raises IllegalMove where it has ended meanwhile; whatever keeps it from being taken back keeps it from being stopped.
    """
    may_stop.require(by, errand, at=at)
    with transaction.atomic():
        locked = Errand.lock(errand.pk)  # the worker holds this row for as long as a portion takes
        if locked.finished_at:
            raise IllegalMove(_("この作業は、もう終わっています。"))
        locked.finished_at, locked.stopped_by, locked.fault = at, by.subject, reason.strip()
        locked.save(update_fields=["finished_at", "stopped_by", "fault"])
        told = {"kind": locked.kind, "done": locked.done, "total": locked.total, "takes_back": takes_back}
        journal.record("stop_errand", locked.about, by=by, at=at, reason=locked.fault, detail=told)
        if takes_back:
            import_string(settings.TAKES_BACK[locked.kind])(locked.about, reason=locked.fault, by=by, at=at)
    return locked


def thing_of(errand: Errand, model: type[T]) -> T:
    """What the errand is about, locked for the portion that works on it."""
    return model.lock(model._default_manager.get(ref=errand.subject_ref.partition("/")[2]).pk)


def sender_of(errand: Errand) -> Actor:
    """Whoever sent the errand: what it does is their act, and ends when they may no longer do it."""
    sender = find(errand.sent_by)
    return sender if isinstance(sender, Person) else Office()


def run_errands(at: datetime) -> int:
    """Some portions of the errands that wait, oldest first; how many were done. A job of the worker."""
    return sum(1 for _turn in takewhile(lambda _turn: _portion(at), range(PORTIONS)))


def _portion(at: datetime) -> bool:
    """The next portion of the oldest open errand; whether there was one."""
    errand = Errand.objects.open().first()
    if errand is None:
        return False
    try:
        with transaction.atomic():
            locked = Errand.lock(errand.pk)
            if locked.finished_at is None:  # otherwise another worker was quicker
                _advance(locked, at=at)
    except Refused as refusal:
        _fail(errand, str(refusal), at=at)
    except Exception:
        # An errand that cannot go on must not hold up the others, nor be tried for ever.
        logger.exception("errand %s of kind %s failed", errand.ref, errand.kind)
        _fail(errand, _("途中で異常が起きたため、作業を止めました。管理者にご連絡ください。"), at=at)
    return True


def _advance(errand: Errand, *, at: datetime) -> None:
    did = import_string(settings.ERRANDS[errand.kind])(errand, at) if errand.done < errand.total else 0
    errand.done = min(errand.done + did, errand.total)
    # A portion that finds nothing more to do ends the errand, whatever was counted when it was sent.
    if did == 0 or errand.done == errand.total:
        errand.finished_at, errand.total = at, errand.done
    errand.save(update_fields=["done", "total", "finished_at"])


def _fail(errand: Errand, sentence: str, *, at: datetime) -> None:
    Errand.objects.open().filter(pk=errand.pk).update(finished_at=at, fault=sentence[:500])
