"""Covering personal data: a layer above the original, sign by sign, with who did it and why; it can be lifted again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Mask, Submission
from kyodo.deliberation.consultations.policies import keeps
from kyodo.kernel.access import Actor
from kyodo.kernel.covering import MaskKind, places_of
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.journal.actions import record


def mask(
    submission: Submission, *, words: str, kind: str, note: str = "", by: Actor, at: datetime, key: str = ""
) -> list[Mask]:
    """Cover these words wherever they stand in the original. The journal keeps the places, never the words."""
    keeps.require(by, submission, at=at)
    if kind == MaskKind.OTHER and not note.strip():
        raise Refused(_("「その他」を選んだときは、説明を入力してください。"), field="note")
    with transaction.atomic():
        locked = Submission.lock(submission.pk)
        covered = {(m.start, m.end) for m in locked.masks.filter(lifted_at=None)}
        spans = [span for span in places_of(words, locked.reading) if span not in covered]
        if not spans:
            raise Refused(
                _("原文に、まだ伏せていないこの言葉はありません。写し間違いがないか確かめてください。"), field="words"
            )
        detail = {"kind": kind, "places": [list(span) for span in spans]}
        record("mask", locked, by=by, at=at, reason=note, detail=detail, key=key)
        return Mask.objects.bulk_create(
            Mask(submission=locked, start=start, end=end, kind=kind, note=note.strip(), made_by=by.subject, made_at=at)
            for start, end in spans
        )


def unmask(one: Mask, *, reason: str, by: Actor, at: datetime) -> Mask:
    """Show again what was covered."""
    keeps.require(by, one.submission, at=at)
    if not reason.strip():
        raise Refused(_("戻す理由を入力してください。"), field="reason")
    with transaction.atomic():
        locked = Mask.lock(one.pk)
        if locked.lifted_at:
            raise IllegalMove(_("この部分は、すでに戻されています。"))
        locked.lifted_at, locked.lifted_because = at, reason.strip()
        locked.save(update_fields=["lifted_at", "lifted_because"])
        record("unmask", locked.submission, by=by, at=at, reason=reason, detail={"mask": locked.subject})
    one.refresh_from_db()
    return one
