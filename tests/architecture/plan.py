"""The floor plan as it stands on disk: wings, rooms, and the source of every file, read once."""

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "kyodo"
#: Wings that hold rooms; the others are one room each.
WINGS = ("reading", "cycle", "deliberation", "commons", "offices")
#: Files of a room that know the rules and nothing of pages.
DOMAIN = ("actions", "queries", "workflow", "policies", "letters", "models", "terms", "states")


class Source(NamedTuple):
    """One Python file of ours: its path from the root, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def part(self) -> str:
        """Which of the closed list of a room's files this is ("views", "actions"); a package counts as its name."""
        steps = Path(self.path).with_suffix("").parts
        return steps[3] if steps[1] in WINGS and len(steps) > 3 else steps[-1]

    @property
    def in_a_room(self) -> bool:
        """Whether the file stands in a room of a wing."""
        steps = Path(self.path).parts
        return len(steps) > 3 and steps[0] == "kyodo" and steps[1] in WINGS

    @property
    def is_domain(self) -> bool:
        """Whether the file is domain code, which knows rules and no pages."""
        return self.in_a_room and self.part in DOMAIN


@cache
def sources(folder: str) -> tuple[Source, ...]:
    """Every Python file below a folder of the repository, migrations left out."""
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), text := path.read_text(encoding="utf-8"), ast.parse(text))
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def templates() -> tuple[Path, ...]:
    """Every template of ours."""
    return tuple(path for path in sorted(HOUSE.rglob("*")) if path.is_file() and "templates" in path.parts)


@cache
def rooms() -> tuple[str, ...]:
    """Every room that exists, as a dotted name."""
    return tuple(
        f"kyodo.{wing}.{room.name}"
        for wing in WINGS
        for room in sorted((HOUSE / wing).glob("*"))
        if room.is_dir() and room.name != "__pycache__"
    )
