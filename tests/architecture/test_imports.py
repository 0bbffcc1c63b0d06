"""What the contracts of the import law in pyproject.toml cannot say by themselves; `lint-imports` asks the contracts."""

import tomllib
from collections.abc import Iterable

import grimp
import pytest

from .plan import HOUSE, ROOT, WINGS, rooms

PRIVATE = ("views", "forms", "filters", "exports", "feeds", "urls", "admin", "apps", "middleware")


def contracts() -> list[dict[str, object]]:
    """The contracts as they are written down."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        written: list[dict[str, object]] = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return written


def private_imports(imports: Iterable[tuple[str, str]]) -> list[str]:
    """Imports that reach into the private files of a room from outside it."""
    found = []
    for importer, imported in imports:
        steps = imported.split(".")
        reaches_in = len(steps) > 3 and steps[1] in WINGS and steps[3] in PRIVATE
        if reaches_in and not importer.startswith((".".join(steps[:3]) + ".", "tests.")):
            found.append(f"{importer} imports {imported}")
    return sorted(found)


def test_every_wing_has_an_order_that_allows_no_undeclared_room():
    ordered = {
        container
        for contract in contracts()
        if contract["type"] == "layers" and contract.get("exhaustive") is True
        for container in contract["containers"]  # type: ignore[attr-defined]
    }
    assert {"kyodo", *(f"kyodo.{wing}" for wing in WINGS), *(f"kyodo.{wing}.*" for wing in WINGS)} <= ordered


def test_every_folder_below_a_wing_is_a_room_the_contracts_can_see():
    unseen = [room for room in rooms() if not (HOUSE.parent / room.replace(".", "/") / "__init__.py").exists()]
    assert not unseen, "a folder without __init__.py escapes the import law"


def test_the_private_files_of_a_room_are_imported_by_that_room_alone():
    graph = grimp.build_graph("kyodo", cache_dir=None)
    edges = [
        (importer, imported)
        for imported in graph.modules
        for importer in graph.find_modules_that_directly_import(imported)
    ]
    assert edges, "the import graph is empty"
    assert not private_imports(edges)


@pytest.mark.parametrize("part", PRIVATE)
def test_a_reach_into_another_room_would_be_seen(part):
    inside = ("kyodo.cycle.seeds.urls", f"kyodo.cycle.seeds.{part}")
    across = ("kyodo.cycle.proposals.views", f"kyodo.cycle.seeds.{part}")
    assert private_imports([inside]) == []
    assert private_imports([across]) == [f"kyodo.cycle.proposals.views imports kyodo.cycle.seeds.{part}"]
