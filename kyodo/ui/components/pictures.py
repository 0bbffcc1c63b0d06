"""Showing: the life line, steps, progress, and drawings with the table they are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kyodo.ui import drawing
from kyodo.ui.lanes import lanes as draw_lanes
from kyodo.ui.parts import Bar, Branch, Dots, Lane, Step, StepState, Tie

from .shelf import draw

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = Library()


@register.simple_tag
def life(*, steps: Iterable[Step], label: StrOrPromise = _("これまでとこれから"), line: bool = False) -> SafeString:
    """A life in order: what is done, where it stands, what comes. `line=True` lies down where there is room."""
    rows = [(step, StepState(step.state)) for step in steps]
    return draw("life", rows=rows, label=label, line=line)


@register.simple_tag
def steps(*, names: Sequence[StrOrPromise], current: int) -> SafeString:
    """Where one is in a form of several pages, counted from 1."""
    rows = [
        (name, StepState.DONE if n < current else StepState.CURRENT if n == current else StepState.NEXT)
        for n, name in enumerate(names, 1)
    ]
    return draw("steps", rows=rows, current=current, total=len(rows))


@register.simple_tag
def progress(*, value: int, total: int, label: StrOrPromise, ident: str = "progress") -> SafeString:
    """How far long work has come, in numbers and as a bar."""
    return draw("progress", value=value, total=total, label=label, ident=ident)


@register.simple_tag
def gap_chart(
    *, rows: Sequence[Dots], caption: StrOrPromise, low: int = 1, high: int = 5, tabled: bool = True
) -> SafeString:
    """Marks of both sides on one line each, ● 市民 and ■ 行政, the gap between them drawn.

    The table is below, but where the page shows it anyway (`tabled=False`).
    """
    lines = [(row, None if row.citizens is None or row.city is None else abs(row.citizens - row.city)) for row in rows]
    return draw("gap_chart", svg=drawing.dots(rows, low=low, high=high), lines=lines if tabled else (), caption=caption)


@register.simple_tag
def bars(*, rows: Sequence[Bar], caption: StrOrPromise, unit: StrOrPromise = "") -> SafeString:
    """Amounts side by side, each with its number."""
    return draw("bars", svg=drawing.bars(rows, unit=unit), rows=rows, caption=caption, unit=unit)


@register.simple_tag
def family_tree(*, root: Branch, caption: StrOrPromise) -> SafeString:
    """What grew out of what; below it the same as a nested list."""
    return draw("family_tree", svg=drawing.tree(root), lines=list(_lines(root)), caption=caption)


def _lines(branch: Branch, parent: StrOrPromise = "") -> Iterator[tuple[Branch, StrOrPromise]]:
    yield branch, parent
    for child in branch.children:
        yield from _lines(child, branch.name)


@register.simple_tag
def lanes(*, columns: Sequence[Lane], ties: Sequence[Tie], caption: StrOrPromise) -> SafeString:
    """Who stands where: columns of boxes and numbered lines between them, with the same as a list."""
    return draw("lanes", svg=draw_lanes(columns, ties), columns=columns, ties=ties, caption=caption)
