"""Writing the index: one thing, everything, or what the journal says has changed since."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from kyodo.kernel.thing import Thing
from kyodo.offices.journal import queries as journal
from kyodo.offices.journal.models import Head

from .models import Bookmark, Entry
from .queries import Source, sources
from .terms import EDITION, mark, whole, words_of

LONGEST_BODY = 300_000  #: bytes of words of one text; with all its pairs PostgreSQL takes a megabyte
BATCH = 100  #: things written in one transaction; SQLite lets nobody else write meanwhile


def catch_up(at: datetime) -> int:
    """Index what changed since the last time, by the journal; everything anew where there is no index of this edition.

    Crash-safe: the index and its bookmark move in one transaction, and reading an entry twice does no harm.
    Once a day what dates alone made public or closed is put right too. Returns how many journal entries were read.
    """
    bookmark = Bookmark.objects.first()
    if bookmark is None or bookmark.edition != EDITION:
        rebuild(at=at)
        return 0
    if bookmark.checked_on != timezone.localdate(at):
        check(at=at)
    read = 0
    while journal.after(bookmark.seq, limit=1).exists():
        with transaction.atomic():
            bookmark = Bookmark.objects.select_for_update().get()
            entries = list(journal.after(bookmark.seq, limit=BATCH))
            if entries:
                reindex({name for entry in entries for name in (entry.subject, entry.whole)}, at=at)
                bookmark.seq = entries[-1].seq
                bookmark.save()
            read += len(entries)
    return read


def rebuild(*, at: datetime) -> int:
    """Index everything public and forget the rest. Returns how many things are in the index.

    Works in short transactions beside the running program. The journal is read again from where it stood at the
    start, so that no change made meanwhile is lost; an interrupted rebuild starts again.
    """
    Bookmark.objects.get_or_create(pk=1)
    head = Head.objects.first()
    for source in sources().values():
        last = 0
        while things := list(source.rows(at).filter(pk__gt=last).order_by("pk")[:BATCH]):
            _put(source, things)
            last = things[-1].pk
    check(at=at)
    Bookmark.objects.update_or_create(
        pk=1, defaults={"seq": head.seq if head else 0, "edition": EDITION, "checked_on": timezone.localdate(at)}
    )
    return Entry.objects.count()


def check(*, at: datetime) -> None:
    """照合: compare the index with what is public now, and put right what is missing from it or left in it."""
    Entry.objects.exclude(kind__in=sources()).delete()
    for kind, source in sources().items():
        indexed = set(Entry.objects.filter(kind=kind).values_list("subject", flat=True))
        public = {f"{kind}/{ref}" for ref in source.rows(at).values_list("ref", flat=True)}
        wrong = sorted(indexed ^ public)
        for start in range(0, len(wrong), BATCH):
            reindex(wrong[start : start + BATCH], at=at)
    Bookmark.objects.update(checked_on=timezone.localdate(at))


def reindex(subjects: Collection[str], *, at: datetime) -> None:
    """Index these things as they are now; what is gone or not public leaves the index."""
    known, wanted = sources(), sorted({*subjects, *_dependants(subjects)})
    for kind, group in groupby(wanted, key=lambda subject: subject.partition("/")[0]):
        if kind in known:
            refs = [subject.partition("/")[2] for subject in group]
            things = list(known[kind].rows(at).filter(ref__in=refs))
            with transaction.atomic():
                drop({f"{kind}/{ref}" for ref in refs} - {thing.subject for thing in things})
                _put(known[kind], things)


def drop(subjects: Iterable[str]) -> None:
    """Take things out of the index."""
    Entry.objects.filter(subject__in=list(subjects)).delete()


def _dependants(subjects: Collection[str]) -> set[str]:
    """The things whose card shows something of these."""
    found: set[str] = set()
    for source in sources().values():
        for kind, lookup in source.depends_on.items():
            refs = [subject.partition("/")[2] for subject in subjects if subject.startswith(f"{kind}/")]
            if refs:
                things = source.model._default_manager.filter(**{f"{lookup}__in": refs})
                found |= {f"{source.kind}/{ref}" for ref in things.values_list("ref", flat=True)}
    return found


def _put(source: Source[Any], things: Sequence[Thing]) -> None:
    """Write the rows of these things, leaving alone what has not changed."""
    entries = [_entry(source, thing) for thing in things]
    with transaction.atomic():
        Bookmark.objects.select_for_update().first()  # a rebuild and the worker take turns
        stored = {e.subject: e for e in Entry.objects.filter(subject__in=[entry.subject for entry in entries])}
        changed = [entry for entry in entries if not _same(entry, stored.get(entry.subject))]
        drop(entry.subject for entry in changed)
        taken = set(Entry.objects.filter(place__in=[entry.place for entry in changed]).values_list("place", flat=True))
        for entry in changed:
            while entry.place in taken:
                entry.place += 1
            taken.add(entry.place)
        Entry.objects.bulk_create(changed)


def _same(entry: Entry, stored: Entry | None) -> bool:
    return stored is not None and all(
        getattr(entry, field) == getattr(stored, field) for field in ("title_words", "body_words", "marks")
    )


def _entry(source: Source[Any], thing: Thing) -> Entry:
    """The row of one thing. Its title also stands in it as a whole, and so does every other name."""
    card = source.card(thing)
    names = (card.title, *card.names)
    marks = [mark("kind", source.kind), *(mark("ward", ward) for ward in card.wards)]
    return Entry(
        place=_place(card.since, thing.subject),
        subject=thing.subject,
        kind=source.kind,
        title_words=" ".join([*(word for name in names for word in words_of(name)), *map(whole, names)]),
        body_words=" ".join(words_of("\n".join((card.summary, *card.text))))
        .encode()[:LONGEST_BODY]
        .decode(errors="ignore"),
        marks=" ".join(marks),
    )


def _place(since: date | datetime, subject: str) -> int:
    """The later, the larger; things of one moment stand in an order that is the same on every database."""
    moment = since if isinstance(since, datetime) else timezone.make_aware(datetime.combine(since, time()))
    return max(0, int(moment.timestamp())) << 30 | zlib.crc32(subject.encode()) >> 2
