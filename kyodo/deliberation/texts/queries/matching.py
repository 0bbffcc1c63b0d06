"""照合: which provision of an earlier version a line of a new file is; where the words of a remark now stand."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from kyodo.deliberation.texts.models.comparing import Line
from kyodo.deliberation.texts.models.rows import BAR
from kyodo.deliberation.texts.states import Anchored

LIKE = 60  #: of 100: two wordings this alike are one provision reworded
LIKE_AT_PLACE = 45  #: the same number under the same heading may differ more
QUOTED_HERE = 55  #: of 100: the quoted words, a little changed, in the same provision
QUOTED_ELSEWHERE = 93  #: elsewhere they must be nearly the same
LEAST = 6  #: signs: fewer stand everywhere and prove nothing
CLEARER = 5  #: and clearly more alike than in the next best place


def plain(text: str) -> str:
    """One spelling for many; blanks do not count, nor do the bars of a table: who copies from one copies none."""
    return "".join(unicodedata.normalize("NFKC", text.replace(BAR, "")).split())


def match(old: Sequence[Line], new: Sequence[Line]) -> dict[int, str]:
    """For the lines of a file by their place, the uid of the provision each is; the others are new.

    The same words first, wherever they stand; then the most alike; then the same place under the same heading.
    """
    pairing = _Pairing(old, new)
    pairing.take_equal()
    pairing.take_alike()
    return pairing.found


class _Pairing:
    """What is paired so far; every old provision is given once."""

    def __init__(self, old: Sequence[Line], new: Sequence[Line]) -> None:
        self.old, self.new = old, new
        self.found: dict[int, str] = {}
        self.free = dict(enumerate(old))
        self.old_words = [plain(line.heading + line.text) for line in old]
        self.new_words = [plain(line.heading + line.text) for line in new]

    def _take(self, new: int, old: int) -> None:
        self.found[new] = self.old[old].uid
        del self.free[old]

    def take_equal(self) -> None:
        """The same words; where they stand several times, the same number first, then in order."""
        same = defaultdict[tuple[int, str], list[int]](list)
        for n, line in enumerate(self.old):
            same[line.level, self.old_words[n]].append(n)
        for by_label in (True, False):
            for n, line in enumerate(self.new):
                if n in self.found or not self.new_words[n]:
                    continue
                free = [o for o in same[line.level, self.new_words[n]] if o in self.free]
                if by_label:
                    free = [o for o in free if self.old[o].label == line.label]
                if free:
                    self._take(n, free[0])

    def take_alike(self) -> None:
        """The most alike pairs first."""
        pairs = []
        for n, line in enumerate(self.new):
            if n not in self.found:
                pairs += [
                    (self._likeness(n, o), -abs(n - o), n, o) for o in self.free if self.old[o].level == line.level
                ]
        for likeness, _near, n, o in sorted(pairs, reverse=True):
            if likeness >= LIKE and n not in self.found and o in self.free:
                self._take(n, o)

    def _likeness(self, n: int, o: int) -> float:
        """0 to 100; a pair at one place is raised to the limit where it is not wholly strange."""
        alike = fuzz.ratio(self.new_words[n], self.old_words[o], score_cutoff=20)
        line, was = self.new[n], self.old[o]
        same_heading = bool(line.heading) and plain(line.heading) == plain(was.heading)
        at_place = line.label == was.label and (same_heading or alike >= LIKE_AT_PLACE)
        return max(alike, LIKE) if at_place or (same_heading and alike >= LIKE_AT_PLACE) else alike


@dataclass(frozen=True)
class Place:
    """Where a remark stands: the uid, "" where nobody but a person can say."""

    uid: str
    how: Anchored


LOST = Place("", Anchored.LOST)


def anchor(uid: str, quote: str, new: Mapping[str, Line], old: Mapping[str, Line]) -> Place:
    """The place of a remark in a new version: its own provision, its heirs, then where its words have newly come to."""
    heirs = [line for line in new.values() if uid in line.origins and line.uid != uid]
    own = new.get(uid)
    if not quote:
        return Place(uid, Anchored.SAME) if own else Place(heirs[0].uid, Anchored.MOVED) if len(heirs) == 1 else LOST
    wanted = plain(quote)
    if own and wanted in plain(own.heading + own.text):
        return Place(uid, Anchored.SAME)
    if exact := _exactly(wanted, heirs):
        return exact
    if own and _quoted(wanted, own) >= QUOTED_HERE:
        return Place(uid, Anchored.REWORDED)
    # A provision that spoke alike before is not where these words went.
    elsewhere = [n for n in new.values() if n.uid not in old or _quoted(wanted, old[n.uid]) < QUOTED_ELSEWHERE]
    near = _best(wanted, heirs, QUOTED_HERE)
    return near or _exactly(wanted, elsewhere) or _best(wanted, elsewhere, QUOTED_ELSEWHERE) or LOST


def _exactly(wanted: str, lines: Sequence[Line]) -> Place | None:
    """The one line that holds the very words, if only one does."""
    found = [line.uid for line in lines if wanted in plain(line.heading + line.text)]
    return Place(found[0], Anchored.MOVED) if len(found) == 1 and len(wanted) >= LEAST else None


def _quoted(wanted: str, line: Line) -> float:
    """How much of the quotation stands in the line, 0 to 100. A line shorter than it cannot hold it."""
    words = plain(line.heading + line.text)
    return fuzz.partial_ratio(wanted, words) if len(words) >= len(wanted) else fuzz.ratio(wanted, words)


def _best(wanted: str, lines: Sequence[Line], least: float) -> Place | None:
    """The line that holds the words, if one holds them clearly best."""
    if len(wanted) < LEAST or not lines:
        return None
    scores = sorted(((_quoted(wanted, line), line.uid) for line in lines), reverse=True)
    first, second = scores[0], scores[1] if len(scores) > 1 else (0.0, "")
    return Place(first[1], Anchored.MOVED) if first[0] >= least and first[0] - second[0] >= CLEARER else None
