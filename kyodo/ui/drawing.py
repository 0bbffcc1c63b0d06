"""Drawings as SVG made by the server: no inline style, colours by class, words for those who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from .parts import Bar, Branch, Dots

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WIDTH = 640  #: of charts, in drawing units; the page scales them


def svg(width: int, height: int, inside: SafeString, *, fixed: bool = False) -> SafeString:
    """The frame of a drawing. It is hidden from readers of text, for whom the same stands in a table beside it."""
    return format_html(
        '<svg class="ky-drawing{}" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" focusable="false">{}</svg>',
        " ky-drawing--fixed" if fixed else "",
        width,
        height,
        width,
        height,
        inside,
    )


def dots(rows: Sequence[Dots], *, low: int, high: int) -> SafeString:
    """A line a question, a circle for 市民, a square for 行政, and the gap between them as a thick line."""
    left, right, step = 24, WIDTH - 24, 64
    height = step * len(rows) + 28

    def x(mark: float) -> float:
        return round(left + (right - left) * (mark - low) / (high - low), 1)

    scale = format_html_join(
        "",
        '<path class="d-rule" d="M{0} 8V{1}"/><text class="d-quiet" x="{0}" y="{2}" text-anchor="middle">{3}</text>',
        ((x(mark), height - 26, height - 6, mark) for mark in range(low, high + 1)),
    )
    lines = format_html_join("", "{}", ((_pair(row, n * step, x),) for n, row in enumerate(rows)))
    return svg(WIDTH, height, format_html("{}{}", scale, lines))


def _pair(row: Dots, top: int, x: object) -> SafeString:
    assert callable(x)
    y = top + 46
    parts = [format_html('<text class="d-strong" x="24" y="{}">{}</text>', top + 24, short(row.label, 34))]
    if row.citizens is not None and row.city is not None:
        parts.append(format_html('<path class="d-gap" d="M{} {}H{}"/>', x(row.citizens), y, x(row.city)))
    if row.city is not None:
        parts.append(format_html('<rect class="d-city" x="{}" y="{}" width="18" height="18"/>', x(row.city) - 9, y - 9))
    if row.citizens is not None:
        parts.append(format_html('<circle class="d-citizens" cx="{}" cy="{}" r="{}"/>', x(row.citizens), y, 7))
    return SafeString("".join(parts))


def bars(rows: Sequence[Bar], *, unit: StrOrPromise) -> SafeString:
    """A name, a bar as long as its share of the longest, a number."""
    step, longest = 52, max((row.value for row in rows), default=0) or 1
    inside = format_html_join(
        "",
        '<text x="0" y="{}">{}</text><rect class="d-bar" x="0" y="{}" width="{}" height="14" rx="2"/>'
        '<text class="d-strong" x="{}" y="{}">{}{}</text>',
        (
            (
                n * step + 18,
                short(row.label, 40),
                n * step + 26,
                (long := round(row.value / longest * (WIDTH - 120), 1)),
                long + 8,
                n * step + 39,
                f"{row.value:,g}",
                unit,
            )
            for n, row in enumerate(rows)
        ),
    )
    return svg(WIDTH, step * len(rows), inside)


BOX_WIDTH, BOX_HEIGHT, ACROSS, DOWN = 200, 60, 48, 16


def tree(root: Branch) -> SafeString:
    """Generations from left to right, each child on its own line, the reader's place drawn strong."""
    drawn: list[SafeString] = []
    depth, rows = _grow(root, 0, 0, drawn)
    width = (depth + 1) * (BOX_WIDTH + ACROSS) - ACROSS + 4
    return svg(width, rows * (BOX_HEIGHT + DOWN) - DOWN + 4, SafeString("".join(drawn)), fixed=True)


def _grow(branch: Branch, column: int, row: int, drawn: list[SafeString]) -> tuple[int, int]:
    """Draw a branch and all that grew from it; gives back the deepest column and the next free row."""
    left, top = column * (BOX_WIDTH + ACROSS) + 2, row * (BOX_HEIGHT + DOWN) + 2
    drawn.append(_box(branch, left, top))
    deepest, free = column, row
    for child in branch.children:
        y = free * (BOX_HEIGHT + DOWN) + 2 + BOX_HEIGHT // 2
        start, middle = left + BOX_WIDTH, left + BOX_WIDTH + ACROSS // 2
        drawn.append(
            format_html(
                '<path class="d-gap" d="M{} {}H{}V{}H{}"/>', start, top + BOX_HEIGHT // 2, middle, y, start + ACROSS
            )
        )
        deep, free = _grow(child, column + 1, free, drawn)
        deepest = max(deepest, deep)
    return deepest, max(free, row + 1)


def _box(branch: Branch, left: int, top: int) -> SafeString:
    box = format_html(
        '<rect class="d-box{}" x="{}" y="{}" width="{}" height="{}" rx="8"/>'
        '<text class="d-quiet" x="{}" y="{}">{}</text><text class="d-strong" x="{}" y="{}">{}</text>',
        " d-box--here" if branch.here else "",
        left,
        top,
        BOX_WIDTH,
        BOX_HEIGHT,
        left + 12,
        top + 22,
        short(branch.kind, 14),
        left + 12,
        top + 44,
        short(branch.name, 12),
    )
    # The list below the drawing holds the same link for the keyboard; this one is for the pointer.
    return format_html('<a href="{}" tabindex="-1">{}</a>', branch.url, box) if branch.url else box


def short(words: StrOrPromise, signs: int) -> str:
    """As much of a label as the drawing has room for; the table beside it holds the whole."""
    return Truncator(str(words)).chars(signs, truncate="…")
