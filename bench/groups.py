"""How fast the register of groups is: its pages through the whole program, with 1,000 and 10,000 groups.

    .venv/bin/python bench/groups.py                        SQLite only
    script/with-postgres .venv/bin/python bench/groups.py   PostgreSQL

Prints a Markdown table. Every figure is one request at a time on a warm cache, the template included. "CPU" is
the program's own time without the waits for a busy machine (and without the time of a PostgreSQL beside it).
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve()
FIRST = [
    "さくら",
    "あおば",
    "かわべ",
    "やまびこ",
    "ほほえみ",
    "ひまわり",
    "こだま",
    "せせらぎ",
    "たんぽぽ",
    "みどり",
    "いちばん",
    "かもめ",
]
SECOND = ["里山", "子育て", "防災", "まちづくり", "福祉", "朗読", "手話", "花壇", "食堂", "学習", "音楽", "見守り"]
LAST = ["の会", "クラブ", "ネットワーク", "協議会", "サークル", "ひろば"]
ROUNDS, OF_FILES = 40, 3  # a whole register as a file takes seconds


def set_up() -> None:
    """A scratch home with its own database, and the program on it."""
    os.environ["KYODO_HOME"] = tempfile.mkdtemp(prefix="kyodo-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    sys.path.insert(0, str(HERE.parent.parent))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from tests import given

    given.a_city()


def names(count: int) -> Iterator[str]:
    """Names as groups have them, many of them alike."""
    chance = random.Random(8)
    for number in range(count):
        yield f"{chance.choice(FIRST)}{chance.choice(SECOND)}{chance.choice(LAST)}{number}"


def fill(count: int) -> None:
    """Registered groups up to that many, stored at once: the bench measures reading."""
    from django.db import connection
    from django.utils import timezone

    from kyodo.commons.groups.models import Group, GroupField
    from kyodo.commons.groups.states import State
    from kyodo.kernel.text import katakana
    from kyodo.offices.city.models import Ward

    chance, had, wards = random.Random(count), Group.objects.count(), list(Ward.objects.all())
    made = []
    for number, name in list(enumerate(names(count)))[had:]:
        group = Group(
            name=name, kana=katakana(FIRST[number % len(FIRST)]), state=State.REGISTERED, number=f"B-{number}",
            registered_on=date(2026, 4, 1), valid_until=date(2099, 3, 31), received_at=timezone.now(), members=20,
            purpose="地域で支え合う。" * 10, activities="毎月の集まりと年一回の催し。" * 20,
            looking_for_members=number % 4 == 0,
        )  # fmt: skip
        group.set_keys()
        made.append(group)
    Group.objects.bulk_create(made, batch_size=500)
    made = list(Group.objects.filter(number__in=[g.number for g in made]))
    fields = [
        GroupField(group=g, code=code, order=n)
        for g in made
        for n, code in enumerate(chance.sample(range(1, 21), 3), start=1)
    ]
    GroupField.objects.bulk_create(fields, batch_size=500)
    through = Group.wards.through
    through.objects.bulk_create([through(group=g, ward=chance.choice(wards)) for g in made], batch_size=500)  # type: ignore[attr-defined]
    if connection.vendor == "postgresql":  # a running city's server has long done so by itself
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def measured(path: str) -> tuple[float, float, float, int, int]:
    """Median and 95th percentile in milliseconds, median of the CPU time, queries and bytes of a page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, taken, worked = Client(), [], []
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
        size = len(b"".join(answer) if answer.streaming else answer.content)
    asked = len(queries)
    assert answer.status_code == 200, (path, answer.status_code)
    for _round in range(OF_FILES if path.endswith(".csv") else ROUNDS):
        start, work = time.perf_counter(), time.process_time()
        answer = client.get(path)
        if answer.streaming:
            b"".join(answer)
        worked.append((time.process_time() - work) * 1000)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1], statistics.median(worked), asked, size


def pages() -> Iterator[tuple[str, str]]:
    """What people open, by name."""
    from kyodo.commons.groups.models import Group
    from kyodo.offices.city.models import Ward

    ordered = Group.objects.order_by("sort_key", "pk")
    middle = ordered[ordered.count() // 2]
    yield "list", "/groups/"
    yield "list, page in the middle", f"/groups/?after={middle.ref}"
    yield "list, by name", "/groups/?q=ひまわり朗読"
    yield "list, name not there", "/groups/?q=存在しない名前"
    yield "list, by field", "/groups/?field=7"
    yield "list, by ward", f"/groups/?ward={Ward.objects.order_by('code')[0].ref}"
    yield "list, looking for members", "/groups/?looking=on"
    yield "list, all at once", f"/groups/?q=会&field=7&ward={Ward.objects.order_by('code')[0].ref}&looking=on"
    yield "page of a group", f"/groups/{middle.ref}/"
    yield "open data (CSV)", "/groups/groups.csv"


def importing(count: int) -> tuple[float, float]:
    """Seconds to read a register of so many rows, and seconds the worker takes for it, through workflow and journal."""
    from kyodo.commons.groups import actions
    from kyodo.commons.groups.forms.register import Columns, read
    from kyodo.offices.desk.actions import run_errands
    from tests import cast
    from tests.cast import AT

    mapping = ["name", "field_codes", "representative"]
    lines = [(row, [name, "7", "森 一郎"]) for row, name in enumerate(names(count), start=2)]
    start = time.perf_counter()
    batch = actions.upload(
        file_name="bench.csv", headers=mapping, mapping=mapping, lines=read(lines, Columns(mapping, mapping)),
        by=cast.sato(), at=AT,
    )  # fmt: skip
    looked_at = time.perf_counter()
    actions.take_over(batch, by=cast.sato(), at=AT)
    while run_errands(AT):
        pass
    assert batch.groups.count() == count
    return looked_at - start, time.perf_counter() - looked_at


def main() -> None:
    """Fill, ask, print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    asked.add_argument("--rows", type=int, default=500, help="rows of the imported register")
    given = asked.parse_args()
    set_up()
    from django.db import connection

    from kyodo.config.serve import load

    load()  # as the server does
    write = sys.stdout.write
    write(
        f"| groups ({connection.vendor}) | page | p50 ms | p95 ms | CPU ms | queries | bytes |\n|---|---|---|---|---|---|---|\n"
    )
    for size in sorted(given.sizes):
        fill(size)
        for name, path in pages():
            p50, p95, cpu, queries, length = measured(path)
            write(f"| {size:,} | {name} | {p50:.1f} | {p95:.1f} | {cpu:.1f} | {queries} | {length:,} |\n")
    reading, taking = importing(given.rows)
    write(f"\nImport of {given.rows:,} rows: {reading:.1f} s to read them, {taking:.1f} s of the worker\n")


if __name__ == "__main__":
    main()
