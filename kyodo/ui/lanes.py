"""Who stands where, as SVG: columns of boxes and numbered lines between them, none of which runs through a box.

Every line has its own port at each of its boxes, so that no two lie upon each other, and bears its number where it
begins. A box is as high as its busiest edge asks. Lines to the next column go straight; those within a column and those
that pass a column turn in the gaps between columns, each on its own track, the latter above all boxes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .drawing import BOX_HEIGHT, BOX_WIDTH, DOWN, box, svg
from .parts import Lane, Tie

PORT = 28  #: pixels between two lines at the edge of a box: a number fits between them
STUB = 28  #: pixels that a line runs straight on from a box: its number stands there
TRACK = 10  #: pixels between two lines that turn in the same gap
HEAD = 32  #: pixels for the names of the columns

Spot = tuple[int, int]  #: column and row of a box


@dataclass(frozen=True)
class Line:
    """One tie between two boxes that are there."""

    number: int
    start: Spot
    end: Spot

    @property
    def turns(self) -> bool:
        """Whether it turns in the gaps, because it goes to the same column or passes one."""
        return abs(self.end[0] - self.start[0]) != 1

    @property
    def passes(self) -> bool:
        """Whether it passes a column, above all boxes."""
        return abs(self.end[0] - self.start[0]) > 1

    @property
    def ends(self) -> tuple[tuple[Spot, int, Spot], tuple[Spot, int, Spot]]:
        """Each box with the edge at which the line meets it, 1 right and -1 left, and the box at the other end."""
        away = -1 if self.end[0] < self.start[0] else 1
        back = 1 if self.end[0] == self.start[0] else -away
        return (self.start, away, self.end), (self.end, back, self.start)


class Plan:
    """Where everything stands: the columns with the gaps between them, the rows, the ports, the tracks."""

    def __init__(self, columns: Sequence[Lane], lines: Sequence[Line]) -> None:
        self.lines = lines
        edges: dict[tuple[Spot, int], list[tuple[int, int]]] = defaultdict(list)
        gaps: dict[int, list[int]] = defaultdict(list)
        for line in lines:
            for spot, side, far in line.ends:
                edges[spot, side].append((-1 if line.passes else far[1], line.number))
                if line.turns and line.number not in gaps[_gap(spot, side)]:
                    gaps[_gap(spot, side)].append(line.number)
        self.edges = {edge: [number for _row, number in sorted(held)] for edge, held in edges.items()}
        self.gaps = gaps
        over = [line.number for line in lines if line.passes]
        self.above = {number: HEAD + 4 + TRACK * n for n, number in enumerate(over)}
        self._measure(columns, HEAD + TRACK * len(over) + (12 if over else 0))

    def _measure(self, columns: Sequence[Lane], head: int) -> None:
        deepest = max((len(lane.boxes) for lane in columns), default=0)
        busiest = [
            max((len(held) for ((_lane, at), _side), held in self.edges.items() if at == row), default=0)
            for row in range(deepest)
        ]
        self.heights = [max(BOX_HEIGHT, PORT * (n + 1)) for n in busiest]
        self.tops = list(accumulate((height + 2 * DOWN for height in self.heights), initial=head))
        widths = [BOX_WIDTH + 2 * STUB + 24 + TRACK * len(self.gaps.get(n, ())) for n in range(len(columns))]
        self.lefts = list(accumulate(widths, initial=2))
        last = TRACK * len(self.gaps[len(columns) - 1]) + STUB if self.gaps.get(len(columns) - 1) else 0
        self.size = (self.lefts[-2] + BOX_WIDTH + 2 + last if columns else 0), self.tops[-1]

    def port(self, spot: Spot, side: int, number: int) -> tuple[int, int]:
        """Where a line meets a box."""
        held = self.edges[spot, side]
        step = self.heights[spot[1]] / (len(held) + 1)
        y = self.tops[spot[1]] + round(step * (held.index(number) + 1))
        return self.lefts[spot[0]] + (BOX_WIDTH if side > 0 else 0), y

    def track(self, spot: Spot, side: int, number: int) -> int:
        """Where a line turns in the gap beside a box."""
        gap = _gap(spot, side)
        return self.lefts[gap] + BOX_WIDTH + STUB + 4 + TRACK * self.gaps[gap].index(number)


def _gap(spot: Spot, side: int) -> int:
    """Gaps are numbered by the column to their left."""
    return spot[0] if side > 0 else spot[0] - 1


def lanes(columns: Sequence[Lane], ties: Sequence[Tie]) -> SafeString:
    """Columns of boxes with numbered lines between them; the list beside the drawing says what each number means."""
    spots = {str(it.name): (n, row) for n, lane in enumerate(columns) for row, it in enumerate(lane.boxes)}
    known = ((n, spots.get(str(tie.start)), spots.get(str(tie.end))) for n, tie in enumerate(ties, 1))
    plan = Plan(columns, [Line(n, start, end) for n, start, end in known if start and end and start != end])
    heads = ((plan.lefts[n], lane.label) for n, lane in enumerate(columns))
    boxes = (
        (box(it, plan.lefts[n], plan.tops[row], plan.heights[row]),)
        for n, lane in enumerate(columns)
        for row, it in enumerate(lane.boxes)
    )
    inside = chain(
        [format_html_join("", '<text class="d-strong" x="{}" y="18">{}</text>', heads)],
        (_path(plan, line) for line in plan.lines),
        [format_html_join("", "{}", boxes)],
        (_mark(plan, line) for line in plan.lines),
    )
    return svg(*plan.size, format_html_join("", "{}", ((part,) for part in inside)))


def _path(plan: Plan, line: Line) -> SafeString:
    """The line itself, with a tip where it ends."""
    (start, away, _far), (end, back, _near) = line.ends
    (x1, y1), (x2, y2) = plan.port(start, away, line.number), plan.port(end, back, line.number)
    tip = f"M{x2} {y2}l{9 * back} -5v10z"
    way = " ".join(_way(plan, line, (x1, y1), (x2, y2)))
    return format_html('<path class="d-branch" d="M{} {}{}"/><path class="d-tip" d="{}"/>', x1, y1, way, tip)


def _way(plan: Plan, line: Line, begins: tuple[int, int], ends: tuple[int, int]) -> Iterator[str]:
    (start, away, _far), (end, back, _near) = line.ends
    (x1, _y1), (x2, y2) = begins, ends
    if not line.turns:
        yield f"H{x1 + STUB * away}L{x2 + STUB * back} {y2}"
    else:
        yield f"H{plan.track(start, away, line.number)}"
        if line.passes:
            yield f"V{plan.above[line.number]}H{plan.track(end, back, line.number)}"
        yield f"V{y2}"
    yield f"H{x2}"


def _mark(plan: Plan, line: Line) -> SafeString:
    """The number of a line, where it begins."""
    (start, away, _far), _end = line.ends
    x, y = plan.port(start, away, line.number)
    return format_html(
        '<circle class="d-mark" cx="{}" cy="{}" r="11"/><text class="d-quiet" x="{}" y="{}" text-anchor="middle">{}</text>',
        *(x + STUB // 2 * away, y, x + STUB // 2 * away, y + 5, line.number),
    )
