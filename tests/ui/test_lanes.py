"""The picture of who stands where: every number can be read, and no line runs through a box."""

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given as examples
from hypothesis import strategies as some

from kyodo.ui.drawing import BOX_WIDTH
from kyodo.ui.lanes import lanes
from kyodo.ui.parts import Branch, Lane, Tie

NAMES = [["連絡会"], ["審議会", "調査員", "合同会議"], ["庁内会議"]]
ALL = [name for names in NAMES for name in names]
COLUMNS = [Lane(f"列{n}", [Branch(name) for name in names]) for n, names in enumerate(NAMES)]
PAIRS = [(a, b) for a in ALL for b in ALL if a != b]


def drawn(pairs):
    return lanes(COLUMNS, [Tie(a, b, "問う") for a, b in pairs])


def marks(svg):
    return [(int(x), int(y)) for x, y in re.findall(r'<circle class="d-mark" cx="(-?\d+)" cy="(-?\d+)"', svg)]


def boxes(svg):
    found = re.findall(r'<rect class="d-box" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', svg)
    return [(int(x), int(y), int(x) + int(w), int(y) + int(h)) for x, y, w, h in found]


def ways(svg):
    """Every line as the corners that it passes."""
    for path in re.findall(r'<path class="d-branch" d="([^"]+)"', svg):
        x = y = 0
        corners = []
        for sign, a, b in re.findall(r"([MHVL])(-?\d+)(?: (-?\d+))?", path):
            x, y = (x, int(a)) if sign == "V" else (int(a), y) if sign == "H" else (int(a), int(b))
            corners.append((x, y))
        yield corners


def runs_through(a, b, box):
    """Whether the way from a to b enters the inside of a box; sampled, for the ways are straight."""
    left, top, right, bottom = box
    steps = [(a[0] + (b[0] - a[0]) * n / 50, a[1] + (b[1] - a[1]) * n / 50) for n in range(51)]
    return any(left < x < right and top < y < bottom for x, y in steps)


def apart(svg):
    return all(abs(a[0] - b[0]) > 22 or abs(a[1] - b[1]) > 22 for a, b in combinations(marks(svg), 2))


@pytest.mark.parametrize("pair", [("連絡会", "審議会"), ("審議会", "合同会議"), ("連絡会", "庁内会議")])
def test_two_opposite_relations_show_both_their_numbers_and_two_lines(pair):
    svg = drawn([pair, pair[::-1]])
    assert len(marks(svg)) == 2
    assert apart(svg)
    there, back = ways(svg)
    assert set(pairwise(there)).isdisjoint({(b, a) for a, b in pairwise(back)})


@examples(some.lists(some.sampled_from(PAIRS), max_size=14))
def test_whatever_the_relations_every_number_stands_apart_and_no_line_crosses_a_box(pairs):
    svg = drawn(pairs)
    assert len(marks(svg)) == len(pairs)
    assert apart(svg)
    for corners in ways(svg):
        for a, b in pairwise(corners):
            assert not any(runs_through(a, b, box) for box in boxes(svg)), (corners, boxes(svg))


@examples(some.lists(some.sampled_from(PAIRS), max_size=14))
def test_everything_stands_inside_the_frame(pairs):
    svg = drawn(pairs)
    (size,) = re.findall(r'<svg [^>]*width="(\d+)" height="(\d+)"', svg)
    width, height = map(int, size)
    corners = [corner for way in ways(svg) for corner in way]
    assert all(0 <= x <= width and 0 <= y <= height for x, y in [*corners, *marks(svg)])
    assert all(right <= width and bottom <= height for _x, _y, right, bottom in boxes(svg))


def test_a_tie_to_a_box_that_is_not_there_is_left_out_and_an_empty_picture_is_drawn():
    assert marks(drawn([("連絡会", "どこにもない会")])) == []
    assert boxes(lanes([], [])) == []
    assert boxes(lanes([Lane("市民", [])], [])) == []
    assert boxes(lanes([Lane("市民", [Branch("会")])], [])) == [(2, 32, 2 + BOX_WIDTH, 96)]
