"""Minutes: taking a transcript in and back, naming speakers, summaries, the members' corrections, publishing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models.agenda import Item
from kyodo.deliberation.councils.models.minutes import Correction, Line, Minutes, Transcript
from kyodo.deliberation.councils.models.seat import Membership
from kyodo.deliberation.councils.policies import meetings as may
from kyodo.deliberation.councils.queries.attending import seats_of
from kyodo.deliberation.councils.states.meetings import CorrectionState, MinutesState
from kyodo.deliberation.councils.terms.meetings import ROUND_DAYS
from kyodo.deliberation.councils.workflow.meetings import CORRECTIONS, MINUTES
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.queries import business_days_after, local_day, number
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person

from .transcripts import Fault, Reading, paragraphs_of, read


def agenda_of(minutes: Minutes) -> dict[int, Item]:
    """The items by the number they have on the printed agenda."""
    listings = minutes.meeting.listings.select_related("item").order_by("-carried", "order", "pk")
    return {n: listing.item for n, listing in enumerate(listings, 1)}


def examine(minutes: Minutes, *, name: str, content: bytes) -> Reading:
    """Read a transcript without storing anything: the preview, with every fault by paragraph."""
    reading = read(paragraphs_of(name, content))
    known = agenda_of(minutes)
    for one in reading.said:
        if one.item and one.item not in known:
            sentence = _("議題%(number)dは、この会議の議題にありません。") % {"number": one.item}
            reading.faults.append(Fault(one.paragraph, str(sentence)))
    reading.faults.sort(key=lambda fault: fault.paragraph)
    return reading


def take_in(minutes: Minutes, *, name: str, text: str, by: Actor, at: datetime, key: str = "") -> Transcript:
    """Make statements of a transcript. With one fault nothing is taken in, and the paragraph is named."""
    with transaction.atomic():
        locked = _being_written(minutes, by=by, at=at)
        content = text.encode()
        reading = examine(locked, name="transcript.txt", content=content)
        if reading.faults:
            first = reading.faults[0]
            words = {"number": first.paragraph, "why": first.sentence}
            raise Refused(_("%(number)d段落目：%(why)s") % words, field="text")
        transcript = Transcript(
            minutes=locked,
            name=name[:200],
            digest=hashlib.sha256(content).hexdigest(),
            count=len(reading.said),
            imported_at=at,
        )
        if locked.transcripts.filter(digest=transcript.digest, undone_at=None).exists():
            raise Refused(_("同じ記録はもう取り込まれています。"))
        record("take_in", transcript, by=by, at=at, detail={"count": transcript.count}, key=key)
        transcript.save(force_insert=True)
        _store(locked, transcript, reading)
    return transcript


def _store(minutes: Minutes, transcript: Transcript, reading: Reading) -> None:
    known, last = agenda_of(minutes), minutes.lines.aggregate(n=Max("order"))["n"] or 0
    seats = {seat.name.replace(" ", "").replace("　", ""): seat for seat in seats_of(minutes.meeting)}
    Line.objects.bulk_create(
        Line(
            minutes=minutes, order=last + n, item=known.get(one.item), speaker=one.speaker[:60], text=one.text,
            is_closed=one.closed, transcript=transcript, said_by=_guess(one.speaker, seats),
        )
        for n, one in enumerate(reading.said, 1)
    )  # fmt: skip


def _guess(speaker: str, seats: Mapping[str, Membership]) -> Membership | None:
    """The member a name means without doubt: a whole name, or a family name that only one of them bears."""
    bare = speaker.replace(" ", "").replace("　", "")
    for ending in ("委員", "会長", "副会長", "座長", "さん", "氏"):
        bare = bare.removesuffix(ending) or bare
    found = [seat for name, seat in seats.items() if name == bare or (len(bare) > 1 and name.startswith(bare))]
    return found[0] if len(found) == 1 else None


def undo(transcript: Transcript, *, by: Actor, at: datetime) -> Transcript:
    """Take a transcript back as a whole, while its minutes are being written and nobody has corrected it."""
    with transaction.atomic():
        _being_written(transcript.minutes, by=by, at=at)
        locked = Transcript.lock(transcript.pk)
        if locked.undone_at:
            raise IllegalMove(_("この取り込みは、もう取り消されています。"))
        if Correction.objects.filter(line__transcript=locked).exists():
            raise IllegalMove(_("修正の申し出があるため、取り消せません。"))
        locked.lines.all().delete()
        locked.undone_at = at
        locked.save(update_fields=["undone_at"])
        record("undo_take_in", locked, by=by, at=at, detail={"count": locked.count})
    transcript.refresh_from_db()
    return transcript


def name_speakers(minutes: Minutes, *, speakers: Mapping[str, Membership | None], by: Actor, at: datetime) -> int:
    """Say which member each name of the transcript is; how many statements were named."""
    with transaction.atomic():
        locked = _being_written(minutes, by=by, at=at)
        seats = set(seats_of(locked.meeting).values_list("pk", flat=True))
        if any(seat and seat.pk not in seats for seat in speakers.values()):
            raise Refused(_("この会議の委員から選んでください。"))
        named = sum(
            locked.lines.filter(is_summary=False, speaker=name).update(said_by=seat) for name, seat in speakers.items()
        )
        record("name_speakers", locked, by=by, at=at, detail={"count": named})
    return named


def write_line(line: Line, *, text: str, is_closed: bool = False, by: Actor, at: datetime) -> Line:
    """Mend one statement or summary, or close it to the public."""
    with transaction.atomic():
        _being_written(line.minutes, by=by, at=at)
        Line.objects.filter(pk=line.pk).update(text=text, is_closed=is_closed)
        record("write_line", line, by=by, at=at, detail={"closed": is_closed})
    line.refresh_from_db()
    return line


def summarise(minutes: Minutes, *, texts: Mapping[int, str], edition: str, by: Actor, at: datetime) -> Minutes:
    """Write the summary of each item; an empty one is taken out."""
    with transaction.atomic():
        locked = _being_written(minutes, by=by, at=at)
        for order, item in agenda_of(locked).items():
            text = texts.get(item.pk, "").strip()
            mine = locked.lines.filter(is_summary=True, item=item)
            if not text:
                mine.exclude(corrections__isnull=False).delete()
            elif not mine.update(text=text, order=order):
                Line.objects.create(
                    minutes=locked, is_summary=True, item=item, order=order, text=text, is_closed=item.is_closed
                )
        locked.edition = edition
        locked.save(update_fields=["edition"])
        record("summarise", locked, by=by, at=at, detail={"edition": edition})
    minutes.refresh_from_db()
    return minutes


def _being_written(minutes: Minutes, *, by: Actor, at: datetime) -> Minutes:
    locked = Minutes.lock(minutes.pk)
    may.runs.require(by, locked, at=at)
    if locked.state != MinutesState.DRAFT:
        raise IllegalMove(_("会議録を直せるのは、作成中の間だけです。"))
    return locked


def send_round(minutes: Minutes, *, until: date | None = None, by: Actor, at: datetime) -> Minutes:
    """Ask the members to read it, until a day."""
    today = local_day(at)
    until = until or business_days_after(today, number(ROUND_DAYS))
    if until < today:
        raise Refused(_("確認の期限には、今日以後の日を入力してください。"), field="until")
    with transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(round_until=until)
        return MINUTES.perform("send_round", minutes, by=by, at=at, detail={"until": until})


def propose(line: Line, *, after: str, note: str = "", by: Person, at: datetime, key: str = "") -> Correction:
    """What a member would have written instead."""
    with transaction.atomic():
        minutes = Minutes.lock(line.minutes_id)
        may.proposes.require(by, minutes, at=at)
        now = Line.lock(line.pk)
        if after.strip() == now.text.strip():
            raise Refused(_("いまの文と同じです。直したいところを書き換えてください。"), field="after")
        it = Correction(line=now, person=by, before=now.text, after=after.strip(), note=note, proposed_at=at)
        return CORRECTIONS.begin(it, by=by, at=at, key=key)


def take(correction: Correction, *, by: Actor, at: datetime) -> Correction:
    """Write what the member proposed. Refused where the text has changed since they read it."""
    with transaction.atomic():
        Minutes.lock(correction.line.minutes_id)
        line = Line.lock(correction.line_id)
        if line.text != correction.before:
            raise IllegalMove(
                _("申し出のあとに、この箇所の文が変わりました。いまの文と見比べて、直すか理由をつけて答えてください。")
            )
        CORRECTIONS.perform("take", correction, by=by, at=at)
        Correction.objects.filter(pk=correction.pk).update(answered_at=at)
        Line.objects.filter(pk=line.pk).update(text=correction.after)
    correction.refresh_from_db()
    return correction


def decline(correction: Correction, *, answer: str, by: Actor, at: datetime) -> Correction:
    """Say why the text stays. The reason is for those inside: it stands beside the correction, not in the journal."""
    if not answer.strip():
        raise Refused(_("反映しない理由を入力してください。"), field="answer")
    with transaction.atomic():
        waiting = Correction.objects.filter(pk=correction.pk, state=CorrectionState.PROPOSED)
        waiting.update(answer=answer.strip(), answered_at=at)
        return CORRECTIONS.perform("decline", correction, by=by, at=at)


def fix(minutes: Minutes, *, by: Actor, at: datetime) -> Minutes:
    """Fix the text after the members' round."""
    with transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(fixed_at=at)
        return MINUTES.perform("fix", minutes, by=by, at=at)


def reopen(minutes: Minutes, *, reason: str, by: Actor, at: datetime) -> Minutes:
    """Write on, after the members saw it or after it was fixed; the reason stays in the journal."""
    return MINUTES.perform("reopen", minutes, by=by, at=at, reason=reason)


def publish(minutes: Minutes, *, by: Actor, at: datetime) -> Minutes:
    """Publish it; closed parts are stripped whenever it is shown."""
    with transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(published_at=at)
        return MINUTES.perform("publish", minutes, by=by, at=at, detail={"edition": minutes.edition})


def withdraw(minutes: Minutes, *, reason: str, by: Actor, at: datetime) -> Minutes:
    """Take published minutes back; the page says that they were there, and why not now."""
    return MINUTES.perform("withdraw", minutes, by=by, at=at, reason=reason)
