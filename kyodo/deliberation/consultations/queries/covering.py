"""What others read of an original: the text with its covered parts, and what may have to be covered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kyodo.deliberation.consultations.models import Mask, Submission
from kyodo.kernel.covering import MaskKind, covered, places_of, suspicious


@dataclass(frozen=True)
class Segment:
    """A sentence of an original, with its place there and as others read it."""

    start: int
    end: int
    shown: str


_SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？]+[」』）]*|\n|$)")


def segments_of(text: str, masks: Sequence[Mask]) -> list[Segment]:
    """The original sentence by sentence; every sign belongs to one sentence or is space between two."""
    spans = [(m.start(), m.end()) for m in _SENTENCE.finditer(text) if m.group().strip()]
    return [Segment(start, end, covered(text, masks, start=start, end=end).strip()) for start, end in spans]


def suspects(submission: Submission) -> list[tuple[str, str]]:
    """Words that look like personal data and are not covered yet, each with its kind: for a person to judge."""
    open_text = covered(submission.reading, submission.masks.all())
    found = [*_entries(submission), *suspicious(open_text)]
    return list({words: (words, str(kind)) for words, kind in found if len(words) > 1 and words in open_text}.values())


def own_words(submission: Submission) -> list[tuple[int, int, str]]:
    """Where the sender's own entries stand open in the original: start, end, kind."""
    hidden = [(m.start, m.end) for m in submission.masks.all() if m.lifted_at is None]
    places = {
        span: str(kind)
        for words, kind in _entries(submission)
        if len(words.strip()) > 1
        for span in places_of(words, submission.reading)
        if not any(low <= span[0] and span[1] <= high for low, high in hidden)
    }
    return [(start, end, kind) for (start, end), kind in sorted(places.items())]


def _entries(submission: Submission) -> list[tuple[str, MaskKind]]:
    """What the sender wrote of themselves, the name also part by part."""
    sender = submission.sender
    parts = [(part, MaskKind.NAME) for part in (sender.name, "".join(sender.name.split()), *sender.name.split())]
    return [
        *parts, (sender.address, MaskKind.ADDRESS), (sender.email, MaskKind.CONTACT), (sender.phone, MaskKind.CONTACT),
    ]  # fmt: skip
