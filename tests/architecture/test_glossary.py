"""Every word the program uses for a thing, a state or an act stands in docs/glossary.md."""

import importlib
import re
from collections.abc import Iterator
from importlib.util import find_spec

from django.apps import apps
from django.utils import translation

from kyodo.kernel.workflow import Workflow

from .plan import ROOT, rooms

ROW = re.compile(r"^\|\s*([^|]+?)\s*\|\s*([^|]*?)\s*\|\s*([^|]*?)\s*\|\s*([^|]*?)\s*\|\s*$")


def workflows() -> Iterator[tuple[str, Workflow]]:
    """Every table of moves, with the room it stands in."""
    for room in rooms():
        if find_spec(f"{room}.workflow"):
            module = importlib.import_module(f"{room}.workflow")
            yield from ((room, life) for life in vars(module).values() if isinstance(life, Workflow))


def words() -> Iterator[tuple[str, str, str, str]]:
    """Every word with its wing, its kind and the identifier it stands for: things, then the states and acts of lives."""
    for model in apps.get_models():
        if model.__module__.startswith("kyodo."):
            yield str(model._meta.verbose_name), model.__module__.split(".")[1], "もの", model._meta.label
    for room, life in workflows():
        wing, name = room.split(".")[1], f"{room.split('.')[2]}.{life.model.__name__}"
        yield from ((str(label), wing, "状態", f"{name}: {value}") for value, label in life.states.choices)
        yield from ((str(move.label), wing, "操作", f"{name}.{move.name}") for move in life.moves)


def glossary() -> dict[str, str]:
    """The terms of the glossary with their readings."""
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    return {row[1]: row[2] for line in lines if (row := ROW.match(line)) and not row[1].startswith((":", "-"))}


def test_every_model_state_and_move_is_explained():
    with translation.override("ja"):
        missing = {word: identifier for word, _wing, _kind, identifier in words() if word not in glossary()}
    assert not missing, "`.venv/bin/python script/glossary.py` adds them; look its readings over"


def test_every_term_has_a_reading():
    unread = [term for term, reading in glossary().items() if re.search(r"[一-鿿]", term) and not reading]
    assert not unread


def test_every_model_has_a_japanese_name():
    with translation.override("ja"):
        nameless = [
            model._meta.label
            for model in apps.get_models()
            if model.__module__.startswith("kyodo.") and str(model._meta.verbose_name).isascii()
        ]
    assert not nameless
