"""The index of each database: it answers as the words say, and it never drifts from its rows."""

import random
from datetime import UTC, datetime

import pytest
from django.db import connection

from kyodo.offices.city.models import Principle
from kyodo.reading.search import actions
from kyodo.reading.search.models import Entry
from kyodo.reading.search.queries import Query
from kyodo.reading.search.terms import mark

from .test_judged import JUDGED

AT = datetime(2027, 4, 1, tzinfo=UTC)


def as_the_words_say(query, *, in_title=False):
    """The specification: what a reader of the stored words would find, newest first."""

    def holds(entry):
        columns = (entry.title_words,) if in_title else (entry.title_words, entry.body_words)
        return set(query.marks) <= set(entry.marks.split()) and all(
            any(f" {' '.join(phrase)} " in f" {words} " for phrase in spellings for words in columns)
            for spellings in query.words
        )

    return [entry.subject for entry in Entry.objects.order_by("-place") if holds(entry)]


@pytest.fixture
def corpus(publish):
    """The judged texts, half of them in one ward."""
    for days, said in enumerate(JUDGED["texts"].values()):
        title, _bar, text = said.partition("｜")
        publish(title, text, days=days // 3, ward="a" if days % 2 else "b")
    actions.rebuild(at=AT)


def some_words(chance):
    """A query as a person might type it: words people look for, and pieces of one to four letters out of texts."""
    texts, asked = list(JUDGED["texts"].values()), list(JUDGED["queries"])
    pieces = []
    for _piece in range(chance.choice((1, 1, 1, 1, 2, 3))):
        text = chance.choice(texts).replace("｜", "")
        start = chance.randrange(len(text) - 4)
        pieces.append(chance.choice((chance.choice(asked), text[start : start + chance.randint(1, 4)])))
    return " ".join(pieces)


@pytest.mark.parametrize("seed", range(8))
def test_the_database_finds_what_the_words_say(corpus, seed):
    chance = random.Random(seed)
    found = 0
    for _turn in range(40):
        query = Query.of(some_words(chance), marks=chance.choice(((), (mark("ward", "a"),))))
        for asked in (query, query.loosened()):
            for in_title in (False, True):
                expected = as_the_words_say(asked, in_title=in_title) if asked.words else []
                assert asked.subjects(limit=1000, in_title=in_title) == expected
                found += len(expected)
    assert found > 20


@pytest.mark.parametrize(
    "text", ["'", '"', "' OR 1=1 --", '" OR "', "子ども' & 'x", "NEAR(子 供)", "title_words:子供", "*", "^子供", "\\", "%", "a:b*", "(", "-子供", "\x00", "name:", "AND OR NOT", "🌱", "\ud800"]
)  # fmt: skip
def test_no_sign_of_a_query_is_an_instruction(corpus, text):
    query = Query.of(text)
    assert query.subjects(limit=10) == (as_the_words_say(query) if query.words else [])


def test_a_phrase_far_behind_in_a_long_text_is_found(publish):
    """PostgreSQL's own positions end at 16,383 words; ours do not."""
    thing = publish("長い記録", "会議の記録です。" * 9000 + "山鳩の巣箱を掛けた。" + "会議の記録です。" * 300)
    actions.rebuild(at=AT)
    assert Query.of("山鳩の巣箱").subjects(limit=10) == [thing.subject]
    assert Query.of("巣箱の山鳩").subjects(limit=10) == []


def index_is_whole():
    """Whether SQLite's index agrees with its rows, word for word; PostgreSQL computes it from them."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
    return True


def test_the_index_follows_every_way_of_writing_a_row(corpus):
    """Whatever writes the rows, also a later migration that builds the table anew, the index must follow."""
    query = Query.of("子ども")
    first = Entry.objects.get(subject=query.subjects(limit=1)[0])
    Entry.objects.filter(pk=first.pk).update(title_words="別 の 語", body_words="")
    assert first.subject not in query.subjects(limit=100)
    first.save()
    assert first.subject in query.subjects(limit=100)
    first.delete()
    assert first.subject not in query.subjects(limit=100)
    assert index_is_whole()
    Entry.objects.all().delete()
    assert query.subjects(limit=100) == []
    assert index_is_whole()


def test_newest_comes_first_and_things_of_one_moment_keep_one_order(corpus):
    found = Query.of("会").subjects(limit=1000)
    order = dict(Principle.objects.values_list("ref", "order"))
    days = [order[subject.partition("/")[2]] for subject in found]
    assert len(found) > 5
    assert days == sorted(days, reverse=True)
    assert found == sorted(found, key=lambda subject: Entry.objects.get(subject=subject).place, reverse=True)
