"""Near copies: which of many texts say the same in nearly the same words. Pure: no models, no chance, no order by volume.

Texts are taken one by one. MinHash over the three-letter sequences of a text finds in a moment which earlier texts could
be near, and how likely each of them is; the real distance then decides. A text near to nothing leads a group of its own
from then on.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio
from rensa import RMinHash  # type: ignore[import-untyped]

SEED = 20070328  #: fixed, so that the same texts always give the same proposals
BANDS, ROWS = 32, 4  #: four values of sixteen bits are one number of sixty-four, the name of a bucket
GRAM = 3
ALIKE = 51  #: values, of all 128, that two texts share before they are really compared
NEAR = 64.0  #: real similarity, of 100, from which two texts are shown to a person as nearly the same
TRIED = 16  #: the likeliest leaders that are really compared
WITNESS = 0.85  #: a member less like its leader than this is looked for too
CROWD = 6  #: leaders that one bucket names; more than that tell nothing
_SPACE = re.compile(r"\s+")

#: Marks of a voice that knows what it speaks of: a place, a figure, something lived through.
_EVIDENCE = (
    re.compile(r"(?<=[一-龥ァ-ヶ々])(?:町|丁目|番地|小学校|中学校|公園|駅|橋|通り|号線|交差点|地区|公民館|坂|川沿い)"),
    re.compile(r"(?<=[0-9０-９一二三四五六七八九十百千])(?:人|円|件|回|年|月|日|時|分|メートル|m|キロ|%|％|割|世帯|か所|倍)"),
    re.compile(r"(?:私|わたし|うち|父|母|息子|娘|孫|近所)(?:は|が|の|も)|実際に|経験|けが|転び|転んだ|通って|困りました|見ました|ぶつか"),
)  # fmt: skip


@dataclass(frozen=True)
class Near:
    """A text that is nearly the one of an earlier leader."""

    leader: int
    score: float  #: 0 to 1


def plain(text: str) -> str:
    """What is compared: the words, whatever their width and spaces."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()


def signature_of(text: str) -> bytes:
    """近さの指紋 of a text, as it is stored."""
    return signatures_of([text])[0]


def signatures_of(texts: Sequence[str]) -> list[bytes]:
    """The same for many at once, which is much quicker: of every value of MinHash the lower sixteen bits."""
    grams = [[words[at : at + GRAM] for at in range(max(len(words) - GRAM + 1, 1))] for words in map(plain, texts)]
    sketches = RMinHash.digest_matrix_from_token_sets(grams, BANDS * ROWS, SEED).to_rows() if grams else []
    return [memoryview(array("I", values)).cast("B").cast("H")[::2].tobytes() for values in sketches]


def evidence_of(text: str) -> int:
    """How many kinds of evidence a text bears: 0 to 3."""
    return sum(bool(mark.search(text)) for mark in _EVIDENCE)


def weight_of(evidence: int, *, alone: bool) -> float:
    """How early it is read: a voice that is alone first, then what is founded. How many voices there are is not asked."""
    return float(alone) + 0.25 * evidence


class Leaders:
    """The texts that lead groups so far, and those of their members that are far enough from them to witness others."""

    def __init__(self) -> None:
        self._buckets: dict[int, int | tuple[int, ...]] = {}
        self._texts: dict[int, str] = {}
        self._sketches: dict[int, int] = {}
        self._leads: dict[int, int] = {}

    def add(self, key: int, text: str, signature: bytes, *, leader: int | None = None) -> None:
        """A text that later ones can be found near to; it leads, or stands for the leader it was laid to."""
        self._texts[key], self._sketches[key] = plain(text), _sketch(signature)
        if leader is not None:
            self._leads[key] = leader
        for bucket in array("Q", signature):
            held = self._buckets.setdefault(bucket, key)
            if held == key:
                continue
            many = held if isinstance(held, tuple) else (held,)
            if len(many) < CROWD:
                self._buckets[bucket] = (*many, key)

    def nearest(self, text: str, signature: bytes) -> Near | None:
        """The leader of the text that this one is nearly a copy of, if there is one; of equals the likeliest."""
        words, best, score = plain(text), None, NEAR / 100
        for key in self._likely(signature):
            found = ratio(words, self._texts[key], score_cutoff=score * 100) / 100
            if found > score or (found == score and best is None):
                best, score = key, found
        return None if best is None else Near(self._leads.get(best, best), score)

    def place(self, key: int, text: str, signature: bytes) -> Near | None:
        """Lay one text to its leader, or let it lead."""
        near = self.nearest(text, signature)
        if near is None:
            self.add(key, text, signature)
        elif near.score < WITNESS:
            self.add(key, text, signature, leader=near.leader)
        return near

    def _likely(self, signature: bytes) -> list[int]:
        """Texts that share a bucket and enough of the whole signature: the likeliest first, of equals the earliest."""
        near = set[int]()
        for bucket in array("Q", signature):
            held = self._buckets.get(bucket)
            if held is not None:
                near.update(held if isinstance(held, tuple) else (held,))
        mine, shared = _sketch(signature), list[tuple[int, int]]()
        for key in near:
            same = (mine ^ self._sketches[key]).to_bytes(BANDS * ROWS, "little").count(0)
            if same >= ALIKE:
                shared.append((-same, key))
        return [key for _same, key in sorted(shared)[:TRIED]]


def _sketch(signature: bytes) -> int:
    """One byte of every value as a single number: where two texts share a value, the exclusive or has a byte of nothing."""
    return int.from_bytes(signature[::2], "little")
