"""The judged set: what people look for is found, and nothing else, the same on both databases."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kyodo.reading.search import actions
from kyodo.reading.search.queries import search

JUDGED = tomllib.loads(Path(__file__).with_name("judged.toml").read_text(encoding="utf-8"))
AT = datetime(2027, 4, 1, tzinfo=UTC)


@pytest.fixture
def found(publish):
    """For each query the texts found, in their order."""
    names = {}
    for days, (name, said) in enumerate(JUDGED["texts"].items()):
        title, _bar, text = said.partition("｜")
        names[publish(title, text, days=days).subject] = name
    actions.rebuild(at=AT)
    titles = {said.partition("｜")[0]: name for name, said in JUDGED["texts"].items()}
    return {query: [titles[hit.card.title] for hit in search(query, at=AT).hits] for query in JUDGED["queries"]}


def f1(wanted, got):
    right = len(set(wanted) & set(got))
    return 2 * right / (len(wanted) + len(got))


def test_the_set_is_large_enough_to_mean_something():
    assert len(JUDGED["texts"]) >= 120
    assert len(JUDGED["queries"]) >= 80


def test_what_people_look_for_is_found(found):
    scores = {query: f1(wanted, found[query]) for query, wanted in JUDGED["queries"].items()}
    wanted = [(query, text) for query, texts in JUDGED["queries"].items() for text in texts]
    got = [(query, text) for query, texts in found.items() for text in texts]
    missed = {query: (JUDGED["queries"][query], found[query]) for query, score in scores.items() if score < 1}
    assert sum(scores.values()) / len(scores) >= 0.95, missed
    assert f1(wanted, got) >= 0.95, missed
