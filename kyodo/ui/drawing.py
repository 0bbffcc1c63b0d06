"""Drawings as SVG made by the server: positions in percent, so that they fit any screen and their words stay readable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from .parts import Bar, Branch, Dots

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

EDGE = 4  #: percent kept free at both ends of a scale


def svg(width: int | str, height: int, inside: SafeString) -> SafeString:
    """The frame of a drawing. It is hidden from readers of text, for whom the same stands in a table beside it."""
    return format_html(
        '<svg class="ky-drawing" width="{}" height="{}" aria-hidden="true" focusable="false">{}</svg>',
        width,
        height,
        inside,
    )


def short(words: StrOrPromise, signs: int) -> str:
    """As much of a label as the drawing has room for; the table beside it holds the whole."""
    return Truncator(str(words)).chars(signs, truncate="…")


def dots(rows: Sequence[Dots], *, low: int, high: int) -> SafeString:
    """A line a question, a circle for 市民, a square for 行政, and the gap between them as a thick line."""
    step = 72
    lines = format_html_join("", "{}", ((_pair(row, n * step, low, high),) for n, row in enumerate(rows)))
    numbers = format_html_join(
        "",
        '<text class="d-quiet" x="{}%" y="{}" text-anchor="middle">{}</text>',
        ((_place(mark, low, high), step * len(rows) + 12, mark) for mark in range(low, high + 1)),
    )
    return svg("100%", step * len(rows) + 20, format_html("{}{}", lines, numbers))


def _place(mark: float, low: int, high: int) -> float:
    return round(EDGE + (100 - 2 * EDGE) * (mark - low) / (high - low), 2)


def _pair(row: Dots, top: int, low: int, high: int) -> SafeString:
    y = top + 48
    parts = [
        format_html('<text class="d-strong" y="{}">{}</text>', top + 22, short(row.label, 19)),
        format_html('<line class="d-rule" x1="{}%" x2="{}%" y1="{}" y2="{}"/>', EDGE, 100 - EDGE, y, y),
        format_html_join(
            "",
            '<line class="d-rule" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/>',
            ((_place(mark, low, high), y - 6, y + 6) for mark in range(low, high + 1)),
        ),
    ]
    if row.citizens is not None and row.city is not None:
        ends = _place(row.citizens, low, high), _place(row.city, low, high)
        parts.append(format_html('<line class="d-gap" x1="{}%" x2="{}%" y1="{}" y2="{}"/>', *ends, y, y))
    if row.city is not None:
        square = '<rect class="d-city" x="{}%" y="{}" width="20" height="20" transform="translate(-10 -10)"/>'
        parts.append(format_html(square, _place(row.city, low, high), y))
    if row.citizens is not None:
        circle = '<circle class="d-citizens" cx="{}%" cy="{}" r="8"/>'
        parts.append(format_html(circle, _place(row.citizens, low, high), y))
    return SafeString("".join(parts))


def bars(rows: Sequence[Bar], *, unit: StrOrPromise) -> SafeString:
    """A name, a bar as long as its share of the longest, a number."""
    step, longest = 56, max((row.value for row in rows), default=0) or 1
    inside = format_html_join(
        "",
        '<text y="{}">{}</text><rect class="d-bar" y="{}" width="{}%" height="14" rx="2"/>'
        '<text class="d-strong" x="{}%" dx="10" y="{}">{}{}</text>',
        (
            (y + 20, short(row.label, 22), y + 28, long, long, y + 41, f"{row.value:,g}", unit)
            for y, long, row in ((n * step, round(row.value / longest * 75, 2), row) for n, row in enumerate(rows))
        ),
    )
    return svg("100%", step * len(rows), inside)


BOX_WIDTH, BOX_HEIGHT, ACROSS, DOWN = 216, 64, 48, 16


def tree(root: Branch) -> SafeString:
    """Generations from left to right, each child on its own line, the reader's place drawn strong."""
    drawn: list[SafeString] = []
    deepest, rows = _grow(root, 0, 0, drawn)
    width = (deepest + 1) * (BOX_WIDTH + ACROSS) - ACROSS + 4
    return svg(width, rows * (BOX_HEIGHT + DOWN) - DOWN + 4, SafeString("".join(drawn)))


def _grow(branch: Branch, column: int, row: int, drawn: list[SafeString]) -> tuple[int, int]:
    """Draw a branch and all that grew from it; gives back the deepest column and the next free row."""
    left, top = column * (BOX_WIDTH + ACROSS) + 2, row * (BOX_HEIGHT + DOWN) + 2
    deepest, free = column, row
    for child in branch.children:
        bend, end = left + BOX_WIDTH + ACROSS // 2, left + BOX_WIDTH + ACROSS
        y = free * (BOX_HEIGHT + DOWN) + 2 + BOX_HEIGHT // 2
        path = '<path class="d-branch" d="M{} {}H{}V{}H{}"/>'
        drawn.append(format_html(path, left + BOX_WIDTH, top + BOX_HEIGHT // 2, bend, y, end))
        deep, free = _grow(child, column + 1, free, drawn)
        deepest = max(deepest, deep)
    drawn.append(box(branch, left, top))
    return deepest, max(free, row + 1)


def box(branch: Branch, left: int, top: int, height: int = BOX_HEIGHT) -> SafeString:
    """A box with its kind and its name, a link where there is a page."""
    words = top + (height - BOX_HEIGHT) // 2
    drawn = format_html(
        '<rect class="d-box{}" x="{}" y="{}" width="{}" height="{}" rx="8"/>'
        '<text class="d-quiet" x="{}" y="{}">{}</text><text class="d-strong" x="{}" y="{}">{}</text>',
        " d-box--here" if branch.here else "",
        *(left, top, BOX_WIDTH, height),
        *(left + 14, words + 24, short(branch.kind, 14)),
        *(left + 14, words + 47, short(branch.name, 12)),
    )
    # The table below the drawing holds the same link for the keyboard; this one is for the pointer.
    return format_html('<a href="{}" tabindex="-1">{}</a>', branch.url, drawn) if branch.url else drawn
