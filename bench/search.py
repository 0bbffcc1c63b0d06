"""How fast the search is: synthetic civic texts, the real segmentation, the real queries, on SQLite and PostgreSQL.

    .venv/bin/python bench/search.py                        SQLite only
    script/with-postgres .venv/bin/python bench/search.py   both

Prints a Markdown table. Every figure is taken on a warm cache, one question at a time, the best of three tries.
"""

import argparse
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sudachipy import Dictionary, SplitMode

HERE = Path(__file__).resolve()
BEGUN = datetime(2016, 4, 1, tzinfo=UTC)
AT = datetime(2027, 4, 1, tzinfo=UTC)

JUDGED = HERE.parent.parent / "tests" / "reading" / "search" / "judged.toml"
DEEDS = [
    "支える",
    "学ぶ",
    "守る",
    "育てる",
    "伝える",
    "調べる",
    "話し合う",
    "引っ越す",
    "取り組む",
    "見守る",
    "手伝う",
    "集める",
    "直す",
    "配る",
    "植える",
    "歩く",
    "広げる",
    "続ける",
]
FRAMES = (
    "{place}の{thing}を{deed}活動です。",
    "{thing}と{other}について{deed}会を{place}で開きました。",
    "{place}では{other}のために{thing}を{deed}人を募っています。",
    "参加者は{count}人で、{thing}の担当者が{other}を{deed}方法を説明しました。",
    "令和{year}年度の{thing}{other}事業として{place}が行います。",
)
FIRST = "東西南北中上下大小新古本元高長白黒青赤金石木竹松梅桜柳杉栗藤"
SECOND = "山川田野原沢谷島崎浜津井戸橋町村里坂岡森林池沼宮寺城塚倉"


def nouns() -> list[str]:
    """The common nouns of the judged texts, some five hundred, in an order that is always the same."""
    texts = "。".join(tomllib.loads(JUDGED.read_text(encoding="utf-8"))["texts"].values())
    found = Dictionary(dict="core").tokenizer(mode=SplitMode.A).tokenize(texts)
    common = {m.surface(): None for m in found if m.part_of_speech()[:2] == ("名詞", "普通名詞")}
    return random.Random(7).sample(sorted(common), len(common))


def documents(count: int) -> Iterator[tuple[str, str]]:
    """Titles and texts of 150 to 800 characters. By Zipf's law a few nouns are in most texts and most nouns in few."""
    chance = random.Random(8)
    things = nouns()
    places = [a + b + c for a in FIRST for b in SECOND for c in ("町", "地区")]
    weight = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(things))))
    place_weight = list(itertools.accumulate(1 / (rank + 5) for rank in range(len(places))))

    def sentence() -> str:
        thing, other = chance.choices(things, cum_weights=weight, k=2)
        (place,) = chance.choices(places, cum_weights=place_weight)
        count, year = chance.randint(3, 300), chance.randint(1, 9)
        frame, deed = chance.choice(FRAMES), chance.choice(DEEDS)
        return frame.format(place=place, thing=thing, other=other, deed=deed, count=count, year=year)

    for _number in range(count):
        length, text = chance.randint(150, 800), ""
        while len(text) < length:
            text += sentence()
        yield sentence()[:40], text


def timed(act: Callable[[Any], object], over: list[Any]) -> dict[str, float]:
    """Milliseconds of an act over many questions: the best of three tries each, since others use the machine too."""

    def once(each: Any) -> float:
        start = time.perf_counter()
        act(each)
        return (time.perf_counter() - start) * 1000

    for each in over:  # warms the caches
        act(each)
    taken = [min(once(each) for _try in range(3)) for each in over]
    return {"p50": statistics.median(taken), "p95": statistics.quantiles(taken, n=20)[-1]}


def fill(count: int) -> dict[str, float]:
    """Store the documents and index them."""
    from kyodo.offices.city.models import Principle, PrincipleSet
    from kyodo.reading.search import actions
    from kyodo.reading.search.queries import Card, Source, catalogue

    def card_of(it: Principle) -> Card:
        return Card(it.name, f"/{it.ref}/", BEGUN + timedelta(minutes=int(it.code) * 7), summary=it.text)

    catalogue.SOURCES = (Source(Principle, "原則", lambda _at: Principle.objects.all(), card_of),)
    holder = PrincipleSet.objects.create(name="測定")
    Principle.objects.bulk_create(
        (
            Principle(set=holder, kind="principle", code=str(n), order=n % 30_000, name=title, text=text)
            for n, (title, text) in enumerate(documents(count))
        ),
        batch_size=2000,
    )
    start = time.perf_counter()
    actions.rebuild(at=AT)
    whole = time.perf_counter() - start
    some = list(Principle.objects.order_by("ref")[:200])
    Principle.objects.filter(pk__in=[thing.pk for thing in some]).update(text="書き換えました。" * 40)

    def again(thing: Principle) -> None:
        actions.drop([thing.subject])
        actions.reindex([thing.subject], at=AT)

    one = timed(again, some)
    return {"rebuild_s": whole, "one_p50": one["p50"], "one_p95": one["p95"]}


def sizes() -> dict[str, float]:
    """Megabytes of the index and of the rows of words."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            counts = [
                "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search_index%%'",
                "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%%search_entry%%'",
            ]
        else:
            counts = [
                "SELECT pg_relation_size('search_entry_all_index') + pg_relation_size('search_entry_title_index')",
                "SELECT pg_table_size('search_entry')",
            ]
        found = []
        for count in counts:
            cursor.execute(count)
            found.append(float(cursor.fetchone()[0] or 0) / 1e6)
    return dict(zip(("index_mb", "rows_mb"), found, strict=True))


def measure(count: int) -> dict[str, Any]:
    """All figures on the database of the environment."""
    import django

    django.setup()
    from django.db import connection

    from kyodo.reading.search.queries import search

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(Path(os.environ["KYODO_HOME"]) / "bench.sqlite3")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        figures: dict[str, Any] = fill(count)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        chance, words = random.Random(9), nouns()
        pairs = [" ".join(chance.sample(words, 2)) for _each in range(200)]
        phrases = ["".join(chance.sample(words[:100], 2)) for _each in range(200)]
        absent = [f"{word}天文台" for word in words]
        figures["one"] = timed(lambda text: search(text, at=AT), words)
        figures["newest"] = timed(lambda text: search(text, at=AT, newest_first=True), words)
        figures["pair"] = timed(lambda text: search(text, at=AT), pairs)
        figures["phrase"] = timed(lambda text: search(text, at=AT), phrases)
        figures["none"] = timed(lambda text: search(text, at=AT), absent)
        return {**figures, **sizes()}
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def in_own_process(count: int, url: str) -> dict[str, Any]:
    """The figures of one database, measured by a fresh process."""
    with tempfile.TemporaryDirectory() as home:
        own = {**os.environ, "KYODO_HOME": home, "DATABASE_URL": url or f"sqlite:///{home}/unused.sqlite3"}
        own["PYTHONPATH"] = os.pathsep.join(filter(None, (str(HERE.parent.parent), own.get("PYTHONPATH", ""))))
        own.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        command = [sys.executable, str(HERE), "--measure", "--documents", str(count)]
        done = subprocess.run(command, env=own, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


ROWS: tuple[tuple[str, Callable[[dict[str, Any]], str]], ...] = (
    ("one word, first page of 20, titles first", lambda f: "{p50:.1f} / {p95:.1f} ms".format(**f["one"])),
    ("one word, first page of 20, newest first", lambda f: "{p50:.1f} / {p95:.1f} ms".format(**f["newest"])),
    ("two words", lambda f: "{p50:.1f} / {p95:.1f} ms".format(**f["pair"])),
    ("a compound (phrase), loosened where it is nowhere", lambda f: "{p50:.1f} / {p95:.1f} ms".format(**f["phrase"])),
    ("nothing found", lambda f: "{p50:.1f} / {p95:.1f} ms".format(**f["none"])),
    ("index one changed thing, segmentation included", lambda f: f"{f['one_p50']:.1f} / {f['one_p95']:.1f} ms"),
    ("build the whole index", lambda f: f"{f['rebuild_s']:.0f} s"),
    ("size of the index", lambda f: f"{f['index_mb']:.0f} MB"),
    ("size of the rows of words", lambda f: f"{f['rows_mb']:.0f} MB"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.documents)))
        return
    found = {"SQLite": in_own_process(given.documents, "")}
    if "DATABASE_URL" in os.environ:
        found["PostgreSQL"] = in_own_process(given.documents, os.environ["DATABASE_URL"])
    print(f"| {given.documents:,} documents, p50 / p95 | " + " | ".join(found) + " |")
    print("|---" * (len(found) + 1) + "|")
    for label, told in ROWS:
        print(f"| {label} | " + " | ".join(told(figures) for figures in found.values()) + " |")


if __name__ == "__main__":
    main()
