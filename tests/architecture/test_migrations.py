"""The history of the database is one line a room, and its steps are numbered without gap."""

from collections import Counter
from pathlib import Path

import pytest

from .plan import ROOT, rooms

HISTORIES = [folder for room in rooms() if (folder := ROOT / room.replace(".", "/") / "migrations").is_dir()]


def numbers(folder: Path) -> list[int]:
    """The numbers of a room's migrations in their order."""
    return sorted(int(path.name[:4]) for path in folder.glob("[0-9][0-9][0-9][0-9]_*.py"))


def test_some_rooms_have_a_history():
    assert HISTORIES


@pytest.mark.parametrize("folder", HISTORIES, ids=lambda folder: folder.parent.name)
def test_migrations_are_linear(folder):
    found = numbers(folder)
    assert found == list(range(1, len(found) + 1)), f"gaps or twins: {Counter(found).most_common(3)}"


def test_every_room_with_models_has_a_history():
    stored = [ROOT / room.replace(".", "/") for room in rooms()]
    unwritten = [
        room.name
        for room in stored
        if ((room / "models.py").exists() or (room / "models").is_dir()) and not numbers(room / "migrations")
    ]
    assert not unwritten


def test_twins_are_seen(tmp_path):
    for name in ("0001_initial.py", "0002_one.py", "0002_two.py"):
        (tmp_path / name).touch()
    assert numbers(tmp_path) == [1, 2, 2]
