"""Whether words that are to be published name a sender, or repeat what was covered."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from kyodo.deliberation.consultations.models import Answer, Consultation, Mask, Sender, Unit

#: What people write in the place of a name; it tells nobody.
NOBODY = frozenset({"匿名", "匿名希望", "無記名", "名無し", "なし", "無し", "不明", "市民", "一市民", "住民", "一住民"})
HONORIFICS = ("様", "さま", "さん", "氏", "殿")
_LOOSE = re.compile(r"[\s\-‐‑–—―－ー]+")
_NUMBER = re.compile(r"[\d一二三四五六七八九十]")
_PERSONAL = ("name", "address", "email", "phone")
CHUNK = 2000


def loose(words: str) -> str:
    """Words as they are compared: width, spaces and dashes do not hide a name or a number."""
    return _LOOSE.sub("", unicodedata.normalize("NFKC", words))


def secrets_of(name: str, address: str, email: str, phone: str) -> list[str]:
    """What would tell who sent: every entry as a whole, and the family name where somebody is spoken of by it."""
    parts = name.split()
    spoken = [f"{parts[0]}{honorific}" for honorific in HONORIFICS] if len(parts) > 1 else []
    home = address if _NUMBER.search(address) else ""  # the name of the city alone tells nobody
    found = (loose(words) for words in (name, *spoken, home, email, phone))
    return [words for words in found if len(words) > 1 and words not in NOBODY]


def published(answer: Answer) -> str:
    """Everything of an answer that others read."""
    return loose(f"{answer.text}|{answer.reason}|{answer.before}|{answer.after}")


def telling_things(it: Consultation) -> list[Unit | Answer]:
    """Opinions and answers that tell of one of the senders they come from; each is compared with its own only."""
    things: dict[int, list[tuple[Unit | Answer, str]]] = defaultdict(list)
    told: dict[int, str] = {}
    for unit in Unit.objects.standing().filter(consultation=it).select_related("answer", "bundle").order_by("pk"):
        things[unit.bundle_id].append((unit, loose(f"{unit.gist}|{unit.place}")))
        if unit.answer:
            told.setdefault(unit.answer.pk, published(unit.answer))
            things[unit.bundle_id].append((unit.answer, told[unit.answer.pk]))
    found: dict[str, Unit | Answer] = {}
    for head, secret in _secrets(Q(submission__consultation=it)):
        found |= {thing.subject: thing for thing, words in things.get(head, ()) if secret in words}
    return list(found.values())


def telling_answer(answer: Answer) -> bool:
    """Whether an answer tells of whoever wrote the texts it answers, or of what was covered in them."""
    words = published(answer)
    return any(secret in words for _head, secret in _secrets(Q(submission__units__answer=answer)))


def tells_somebody(it: Consultation, words: str) -> bool:
    """Whether words about the whole tell of anybody who sent an opinion to it."""
    told = loose(words)
    return any(secret in told for _head, secret in _secrets(Q(submission__consultation=it)))


def _secrets(these: Q) -> Iterator[tuple[int, str]]:
    """Every secret of these submissions with the bundle under which it is read; one after the other, however many."""
    head = Coalesce(F("submission__bundle__into"), F("submission__bundle"))
    senders: Iterable[tuple[Any, ...]] = Sender.objects.filter(these).values_list(head, *_PERSONAL).iterator(CHUNK)
    for bundle, *entries in senders:
        yield from ((bundle, secret) for secret in secrets_of(*entries))
    covered = Mask.objects.filter(these, lifted_at=None).values_list(
        head, "start", "end", "submission__corrected", "submission__text"
    )
    for bundle, start, end, corrected, text in covered.iterator(CHUNK):
        if len(words := loose((corrected or text)[start:end])) > 1:
            yield bundle, words
