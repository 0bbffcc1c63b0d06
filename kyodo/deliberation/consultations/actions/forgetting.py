"""When somebody leaves: what they said stands and is counted, who said it is gone."""

from __future__ import annotations

from datetime import datetime

from kyodo.deliberation.consultations.models import Mask, Response, Sender, Submission
from kyodo.deliberation.consultations.queries.covering import own_words
from kyodo.kernel.access import Office
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person


def forget(person: Person, *, at: datetime) -> None:
    """Cover the sender's own name and address in the original, then let them go. The receipt link still opens."""
    for one in Submission.objects.filter(author_ref=person.subject).select_related("sender", "consultation"):
        _cover(one, at=at)
        Sender.objects.filter(submission=one).update(name="", address="", email="", phone="")
        Response.objects.filter(submission=one).update(words="")
        Submission.objects.filter(pk=one.pk).update(author_ref="")


def _cover(one: Submission, *, at: datetime) -> None:
    by, found = Office(), own_words(one)
    if not found:
        return
    record("mask", one, by=by, at=at, detail={"places": [[start, end] for start, end, _kind in found]})
    Mask.objects.bulk_create(
        Mask(submission=one, start=start, end=end, kind=kind, made_by=by.subject, made_at=at)
        for start, end, kind in found
    )
