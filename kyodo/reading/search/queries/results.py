"""What a reader is shown: titles first, then texts, each newest first, read from the living things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from kyodo.reading.search.terms import mark

from .card import Card
from .catalogue import sources
from .index import Query, by_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE = 20
MOST = 500  #: results anybody is led through; who finds more should add a word
EXCERPT = 140  #: characters


@dataclass(frozen=True)
class Hit:
    """One result: its card, its kind in words, and a piece of its text in parts, True where the words themselves stand."""

    card: Card
    label: StrOrPromise
    excerpt: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Results:
    """One page of results and what is known of all of them."""

    hits: Sequence[Hit] = ()
    total: int = 0
    more: bool = False  #: there are more than anybody is led through
    kinds: Sequence[tuple[str, StrOrPromise, int]] = ()
    uncounted: bool = False  #: so many that the counts of kinds say nothing
    page: int = 1
    pages: int = 1
    loosened: bool = False  #: nothing held the words as written, so their parts were looked for


def search(
    text: str, *, at: datetime, kind: str = "", ward: str = "", newest_first: bool = False, page: int = 1
) -> Results:
    """検索: one page of everything public that holds these words."""
    query, loosened = Query.of(text, marks=(mark("ward", ward),) if ward else ()), False
    titles = 0 if newest_first else min(max(page, 1) * PAGE, MOST)
    with by_words():
        subjects = _ordered(query, kind, titles=titles)
        if not subjects:
            query, loosened = query.loosened(), True
            subjects = _ordered(query, kind, titles=titles)
        every = query.subjects(limit=MOST + 1) if kind else subjects
    counts = Counter(subject.partition("/")[0] for subject in every)
    pages = max(1, -(-min(len(subjects), MOST) // PAGE))
    page = min(max(page, 1), pages)
    return Results(
        hits=_hits(subjects[(page - 1) * PAGE : page * PAGE], text, at),
        total=min(len(subjects), MOST),
        more=len(subjects) > MOST,
        kinds=[
            (source.kind, source.label, counts[source.kind]) for source in sources().values() if counts[source.kind]
        ],
        uncounted=len(every) > MOST,
        page=page,
        pages=pages,
        loosened=loosened and bool(subjects),
    )


def _ordered(query: Query, kind: str, *, titles: int) -> list[str]:
    """Subjects in the order they are shown, one more than MOST where there are more; titles first, as many as needed."""
    narrowed = replace(query, marks=(*query.marks, mark("kind", kind))) if kind else query
    anywhere = narrowed.subjects(limit=MOST + 1)
    titled = narrowed.subjects(limit=titles, in_title=True) if titles and anywhere else []
    return list(dict.fromkeys((*titled, *anywhere)))[: MOST + 1]


def _hits(subjects: Sequence[str], text: str, at: datetime) -> list[Hit]:
    """The things as they are now; what is not public any more at this moment is left out."""
    refs: dict[str, list[str]] = {}
    for subject in subjects:
        kind, _slash, ref = subject.partition("/")
        refs.setdefault(kind, []).append(ref)
    found: dict[str, Hit] = {}
    for kind, source in sources().items():
        for thing in source.rows(at).filter(ref__in=refs[kind]) if kind in refs else ():
            card = source.card(thing)
            found[thing.subject] = Hit(card, source.label, excerpt(card, text.split()))
    return [found[subject] for subject in subjects if subject in found]


def excerpt(card: Card, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The summary, or the piece of text around the first word as it was typed, with the words told apart."""
    typed = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"\Z.", re.IGNORECASE)
    shown = card.summary or next(iter(card.text), "")
    if not typed.search(shown[:EXCERPT]):
        shown = next(
            (_around(text, found.start()) for text in (shown, *card.text) if (found := typed.search(text))), shown
        )
    piece = " ".join(shown[:EXCERPT].split()) + ("…" if len(shown) > EXCERPT else "")
    parts = re.split(f"({typed.pattern})", piece, flags=re.IGNORECASE)
    return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]


def _around(text: str, place: int) -> str:
    start = max(0, place - EXCERPT // 3)
    return ("…" if start else "") + text[start : start + 2 * EXCERPT]
