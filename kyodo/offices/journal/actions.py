"""Writing the journal: the only place that adds an entry, and the check of its chain."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import AlreadyDone
from kyodo.kernel.thing import Thing

from .models import Entry, Head
from .queries import anchors_file, read_anchors


def record(
    act: str,
    thing: Thing | str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
    key: str = "",
) -> Entry:
    """Add one entry to the chain, in the transaction of the change it tells of.

    `key` is the submission's own random key: a second arrival raises AlreadyDone and undoes its transaction.
    """
    with transaction.atomic():
        head, _made = Head.objects.select_for_update().get_or_create(pk=1)
        if key and (first := Entry.objects.filter(key=key).first()):
            raise AlreadyDone(first.subject)
        entry = Entry(
            seq=head.seq + 1,
            at=at,
            act=act,
            subject=thing if isinstance(thing, str) else thing.subject,
            whole=thing if isinstance(thing, str) else thing.whole,
            actor=by.subject,
            actor_as="、".join(str(c.label) for c in by.capacities(at))[:200],
            reason=reason,
            detail=canonical(detail or {}),
            key=key or None,
            previous=head.digest,
        )
        entry.digest = digest_of(entry)
        entry.save(force_insert=True)
        head.seq, head.digest = entry.seq, entry.digest
        head.save()
    return entry


def made_by(key: str) -> str:
    """The subject that the first arrival of a submission was about; empty for one that has not arrived."""
    first = Entry.objects.filter(key=key).values_list("subject", flat=True).first() if key else None
    return first or ""


def canonical(detail: Mapping[str, Any]) -> str:
    """One spelling for one content: sorted keys, no spaces, dates in ISO form."""
    return json.dumps(detail, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(entry: Entry) -> str:
    """The SHA-256 over everything the entry says and the digest before it."""
    said = [
        entry.seq, entry.at.astimezone(UTC).isoformat(), entry.act, entry.subject, entry.whole, entry.actor, entry.actor_as,
        entry.reason, entry.detail, entry.key or "", entry.previous,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def faults() -> Iterator[str]:
    """Every break of the chain, in words: changed, missing, swapped and cut rows. Nothing when it is whole."""
    yield from _broken_links()
    yield from _broken_anchors()


def _broken_links() -> Iterator[str]:
    expected, previous = 1, "0" * 64
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=2000):
        if entry.seq != expected:
            yield f"{expected}番から{entry.seq - 1}番までの記録がありません。"
        if entry.previous != previous and entry.seq == expected:
            yield f"{entry.seq}番の記録が前の記録とつながりません。"
        if digest_of(entry) != entry.digest:
            yield f"{entry.seq}番の記録が書き換えられています。"
        expected, previous = entry.seq + 1, entry.digest
    head = Head.objects.filter(pk=1).first()
    if head and (head.seq, head.digest) != (expected - 1, previous):
        yield f"末尾の記録が合いません（控えは{head.seq}番、実際は{expected - 1}番）。"
    if not head and expected > 1:
        yield "末尾の控えがありません。"


def _broken_anchors() -> Iterator[str]:
    # A chain that was computed anew from some entry on is whole in itself; only what was noted elsewhere tells.
    anchors = read_anchors()
    found = dict(Entry.objects.filter(seq__in=[a.seq for a in anchors]).values_list("seq", "digest"))
    for anchor in anchors:
        if anchor.seq and found.get(anchor.seq) != anchor.digest:
            yield f"{anchor.seq}番の記録が、{anchor.day:%Y-%m-%d}に書き留めた要約値と合いません。"


def anchor_daily(at: datetime) -> int:
    """Once a day, note the head of the chain outside the database. A job of the worker: it costs one look at a file."""
    today = timezone.localtime(at).date()
    if (last := next(reversed(read_anchors(tail=200)), None)) and last.day >= today:
        return 0
    head = Head.objects.filter(pk=1).first() or Head()
    with anchors_file().open("a", encoding="utf-8") as file:
        file.write(f"{today.isoformat()}\t{head.seq}\t{head.digest}\n")
        file.flush()
        os.fsync(file.fileno())
    return 1
