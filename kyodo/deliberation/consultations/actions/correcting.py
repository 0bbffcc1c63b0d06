"""打ち間違いを直す: what was typed in from paper stays as it was typed; above it lies how it reads. Layers move along."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import Levenshtein, Opcodes

from kyodo.deliberation.consultations.models import Bundle, Consultation, Correction, Mask, Submission, Unit
from kyodo.deliberation.consultations.policies import corrects, is_open_to_correction
from kyodo.deliberation.consultations.queries.copies import evidence_of, signature_of, weight_of
from kyodo.kernel.covering import covered
from kyodo.kernel.policy import Blocked, IllegalMove, Refused
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person

from .bundling import recount
from .receiving import as_it_came, bundle_for
from .sorting import GIST_LENGTH, unread


def correct(submission: Submission, *, text: str, because: str, by: Person, at: datetime, key: str = "") -> Correction:
    """直す: how it should have been typed. The journal says that it was done and why, never what it says."""
    corrects.require(by, submission, at=at)
    words = as_it_came(text)
    with transaction.atomic():
        Consultation.lock(submission.consultation_id)
        one = Submission.lock(submission.pk)
        if blocks := is_open_to_correction(one, at):
            raise Blocked(blocks)
        if words == one.reading:
            raise Refused(_("直したところがありません。"), field="text")
        made = Correction(
            submission=one, before=one.reading, after=words, because=because.strip(), made_by=by, made_at=at
        )
        record("correct", one, by=by, at=at, reason=made.because, detail={"correction": made.subject}, key=key)
        made.save(force_insert=True)
        _carry_over(one, words)
        one.corrected = "" if words == one.text else words
        one.save(update_fields=["corrected"])
        _lay_anew(one, by=by, at=at)
    submission.refresh_from_db()
    return made


def _carry_over(one: Submission, words: str) -> None:
    """Masks and cuts hold the same words as before; a gist that nobody worded reads as the words now do."""
    before, masks, units = one.reading, list(one.masks.filter(lifted_at=None)), list(one.units.all())
    unworded = [unit for unit in units if unit.gist == _gist(before, masks, unit)]
    edits = Levenshtein.opcodes(before, words)
    for mask in masks:  # what was put in beside something that is covered is covered too
        mask.start, mask.end = place_of(mask.start, edits)[0], place_of(mask.end, edits)[1]
    for unit in units:  # what was put in between two belongs to the one before it
        unit.start, unit.end = place_of(unit.start, edits)[1] if unit.start else 0, place_of(unit.end, edits)[1]
        if unit.dropped_at:
            unit.end = max(unit.end, unit.start + 1)
    if any(end <= start for start, end in [*((m.start, m.end) for m in masks), *((u.start, u.end) for u in units)]):
        raise IllegalMove(
            _("伏せた部分か、分けた意見の文がすべてなくなる直し方です。先に、その部分を戻すか取り消してください。")
        )
    for unit in unworded:
        unit.gist = _gist(words, masks, unit) or unit.gist
    Mask.objects.bulk_update(masks, ["start", "end"])
    Unit.objects.bulk_update(units, ["start", "end", "gist"])


def _gist(text: str, masks: list[Mask], unit: Unit) -> str:
    return covered(text, masks, start=unit.start, end=unit.end).strip()[:GIST_LENGTH]


def place_of(place: int, edits: Opcodes) -> tuple[int, int]:
    """Where a place between two signs lies after these edits: before and after what was put in there."""
    found = list[int]()
    for edit in edits:
        if not edit.src_start <= place <= edit.src_end:
            continue
        if edit.tag == "equal":
            found.append(edit.dest_start + place - edit.src_start)
        elif edit.tag == "insert":
            found += [edit.dest_start, edit.dest_end]
        else:
            found += [edit.dest_start] * (place < edit.src_end) + [edit.dest_end] * (place > edit.src_start)
    return min(found), max(found)


def _lay_anew(one: Submission, *, by: Person, at: datetime) -> None:
    """To those of its text, while nobody has worked on it; otherwise it is read once more where it lies."""
    bundle, reading = Bundle.lock(one.bundle_id), one.reading
    if bundle.digest and not bundle.worked_on:
        one.bundle = bundle_for(one.consultation, reading)
        one.save(update_fields=["bundle"])
        recount(bundle, one.bundle)
        return
    digest = Bundle.digest_of(reading) if bundle.digest else ""
    taken = Bundle.objects.filter(consultation=one.consultation, digest=digest).exclude(pk=bundle.pk)
    bundle.digest = "" if taken.exists() else digest
    bundle.signature = signature_of(reading) if bundle.digest else b""
    bundle.gist, bundle.evidence = Bundle.gist_of(reading), evidence_of(reading)
    bundle.weight = weight_of(bundle.evidence, alone=bundle.voices == 1)
    bundle.save(update_fields=["digest", "signature", "gist", "evidence", "weight"])
    if bundle.read_at:
        unread(bundle, by=by, at=at)
