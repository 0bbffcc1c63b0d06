"""Where words occur: one question, put to each database in its own language, with the same answer.

Between the words of a query stands AND, between the spellings of one word OR, and the units of a spelling must follow
each other. SQLite's FTS5 knows phrases itself. PostgreSQL's vectors keep positions of the first 16,383 words only, so
ours keep none: pairs of neighbours are lexemes beside the words, and longer phrases are looked up in the stored words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from django.db import connection, transaction

from kyodo.reading.search.terms import Phrase, alternatives, heard_as, whole, words_of

LONGEST_QUERY = 8  # words; more are left out


@dataclass(frozen=True)
class Query:
    """検索式: for each word the phrases that will do, and the marks a row must carry."""

    words: tuple[tuple[Phrase, ...], ...]
    marks: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, *, marks: tuple[str, ...] = ()) -> Query:
        """The query of what somebody typed: words apart by spaces, of any width."""
        units = [(word, tuple(words_of(word))) for word in text.split()[:LONGEST_QUERY]]
        return cls(tuple((*_spellings(word, phrase), (whole(word),)) for word, phrase in units if phrase), marks)

    def loosened(self) -> Query:
        """The same without order: every unit of every word anywhere in the row."""
        units = dict.fromkeys((unit,) for spellings in self.words for unit in spellings[0])
        return Query(tuple(tuple(alternatives(unit)) for unit in units), self.marks)

    def subjects(self, *, limit: int, in_title: bool = False) -> list[str]:
        """The things found, newest first."""
        if not self.words:
            return []
        statement, values = (_fts5 if connection.vendor == "sqlite" else _tsvector)(self, in_title=in_title)
        with connection.cursor() as cursor:
            cursor.execute(f"{statement} DESC LIMIT %s", [*values, limit])
            return [subject for (subject,) in cursor.fetchall()]


def _spellings(word: str, phrase: Phrase) -> list[Phrase]:
    said = [other for heard in heard_as(word) for other in alternatives(heard)]
    return list(dict.fromkeys([*alternatives(phrase), *said]))


@contextmanager
def by_words() -> Iterator[None]:
    """Let PostgreSQL answer from the index of words: it takes reading every row for cheap, as the words lie elsewhere."""
    if connection.vendor == "sqlite":
        yield
        return
    within = connection.in_atomic_block  # the end of a transaction of our own forgets what was set in it
    with transaction.atomic(), connection.cursor() as cursor:
        plan = "SELECT set_config('enable_seqscan', %s, true), set_config('enable_indexscan', %s, true)"
        cursor.execute(plan, ["off", "off"])
        yield
        if within:
            cursor.execute(plan, ["on", "on"])


def _fts5(query: Query, *, in_title: bool) -> tuple[str, list[str]]:
    """({title_words} : (("子供 食堂" OR "name:コドモ食堂") AND ("見守り"))) AND (marks : "kind:…")."""
    words = " AND ".join(
        "(" + " OR ".join(f'"{" ".join(phrase)}"' for phrase in spellings) + ")" for spellings in query.words
    )
    columns = "title_words" if in_title else "title_words body_words"
    match = [f"({{{columns}}} : ({words}))", *(f'(marks : "{mark}")' for mark in query.marks)]
    return (
        "SELECT subject FROM search_index JOIN search_entry ON place = search_index.rowid"
        " WHERE search_index MATCH %s ORDER BY search_index.rowid"
    ), [" AND ".join(match)]


def _tsvector(query: Query, *, in_title: bool) -> tuple[str, list[str]]:
    """@@ "('子供 食堂' | 'name:コドモ食堂') & ('見守り')"; pairs do not prove a longer phrase, so its words are looked at."""
    index, columns = ("title_index", ("title_words",)) if in_title else ("all_index", ("title_words", "body_words"))
    units = [" | ".join(map(_lexemes, spellings)) for spellings in query.words]
    clauses, values = [f"{index} @@ %s::tsquery"], [" & ".join(f"({spellings})" for spellings in units)]
    for spellings in query.words:
        if max(map(len, spellings)) > 2:
            tests = [_occurs(phrase, index, columns) for phrase in spellings]
            clauses.append("(" + " OR ".join(test for test, _sought in tests) + ")")
            values += [value for _test, sought in tests for value in sought]
    if query.marks:
        clauses.append("all_index @@ %s::tsquery")
        values.append(" & ".join(f"'{mark}'" for mark in query.marks))
    where = " AND ".join(clauses)
    return f"SELECT subject FROM search_entry WHERE {where} ORDER BY place", values  # noqa: S608  our own clauses only


def _occurs(phrase: Phrase, index: str, columns: tuple[str, ...]) -> tuple[str, list[str]]:
    """One phrase for sure."""
    if len(phrase) <= 2:
        return f"{index} @@ %s::tsquery", [_lexemes(phrase)]
    tests = [f"strpos(' ' || {column} || ' ', %s) > 0" for column in columns]
    return " OR ".join(tests), [f" {' '.join(phrase)} "] * len(columns)


def _lexemes(phrase: Phrase) -> str:
    """A word, or a phrase by its pairs. Words hold letters, digits and : . _ - (see `terms`): nothing needs escaping."""
    return " & ".join(f"'{one} {next_}'" for one, next_ in pairwise(phrase)) or f"'{phrase[0]}'"
