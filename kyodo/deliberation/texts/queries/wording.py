"""どの言葉が変わったか: two wordings laid side by side, in pieces a reader can take in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

_TOKENS = re.compile(r"[0-9０-９]+|[A-Za-zＡ-Ｚａ-ｚ]+|[ァ-ヺー]+|\s+|.", re.DOTALL)
#: A common piece this short between two changes is noise: the eye reads both changes as one.
_NOISE = 1


@dataclass(frozen=True)
class Piece:
    """A run of words: `kind` is same, ins or del."""

    kind: str
    words: str


def pieces(old: str, new: str) -> list[Piece]:
    """What stayed, what went and what came, in reading order."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    runs: list[list[str]] = []  # each [what both have, what went, what came]
    for step in Indel.opcodes(before, after):
        went, came = "".join(before[step.src_start : step.src_end]), "".join(after[step.dest_start : step.dest_end])
        if step.tag == "equal":
            runs.append([went, "", ""])
        elif runs and not runs[-1][0]:
            runs[-1][1] += went
            runs[-1][2] += came
        else:
            runs.append(["", went, came])
    return list(_told(_calmed(runs)))


def _calmed(runs: list[list[str]]) -> list[list[str]]:
    """Join two changes that only a syllable parts."""
    calm: list[list[str]] = []
    for n, (both, went, came) in enumerate(runs):
        between = 0 < n < len(runs) - 1 and both and len(both) <= _NOISE
        if between or (not both and calm and not calm[-1][0]):
            calm[-1][1] += both or went
            calm[-1][2] += both or came
        else:
            calm.append([both, went, came])
    return calm


def _told(runs: list[list[str]]) -> Iterator[Piece]:
    for both, went, came in runs:
        yield from (Piece(kind, words) for kind, words in (("same", both), ("del", went), ("ins", came)) if words)
