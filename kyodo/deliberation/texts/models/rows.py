"""表: a table inside the words of a provision, one line a row, its cells parted by a bar. Pure.

In plain words everywhere: it is compared, quoted, exported and mended like any other line, and drawn as a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

BAR = "｜"


@dataclass(frozen=True)
class Block:
    """A run of lines, or a table: its rows, all of one width."""

    words: str
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(text: str) -> list[Block]:
    """The words as they are laid out. One line with a bar is a line; two and more in a row are a table."""
    found: list[Block] = []
    for barred, lines in (
        (barred, list(lines)) for barred, lines in groupby(text.split("\n"), lambda line: BAR in line)
    ):
        words = "\n".join(lines)
        if barred and len(lines) > 1:
            found.append(Block(words, _even([line.split(BAR) for line in lines])))
        elif found and not found[-1].rows:
            found[-1] = Block(f"{found[-1].words}\n{words}")
        else:
            found.append(Block(words))
    return [block for block in found if block.words.strip()]


def _even(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    widest = max(map(len, rows))
    return tuple((*(cell.strip() for cell in row), *[""] * (widest - len(row))) for row in rows)


def written(rows: Iterable[Iterable[str]]) -> str:
    """A table as lines."""
    return "\n".join(BAR.join(row) for row in rows)
