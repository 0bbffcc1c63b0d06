"""How fast the pages of the cycle are: through the whole program, on 1,000, 10,000 and 100,000 cases of ten years.

    .venv/bin/python bench/cycle.py                         SQLite
    script/with-postgres .venv/bin/python bench/cycle.py    PostgreSQL

Prints a Markdown table. Each figure is one request at a time on a warm cache, the template included; the first case is
a whole one, made by the real actions, the others are rows stored at once, as a city has them after years. "CPU" is the
program's own time without the waits for a busy machine (and without the time of a PostgreSQL beside it).
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
ROUNDS, YEARS, LOT = 30, 10, 1000
WORDS = ("用水路", "通学路", "子育て", "防災", "里山", "朗読", "空き家", "花壇", "買い物", "見守り", "学習", "図書館")
DEEDS = ("を減らしたい", "をいっしょに続けたい", "を調べたい", "の集まりを開きたい", "を知らせたい")


def stage_of(number: int, count: int) -> str:
    """Old cases rest, the newest wait: the share of each stage does not depend on chance."""
    share = number / count
    if share > 0.99:
        return "seed"
    if share > 0.96:
        return ("talking", "proposed", "screening", "agreeing")[number % 4]
    if share > 0.90:
        return "running"
    return ("completed", "completed", "routed", "declined", "stopped")[number % 5]


def found() -> Any:
    """The city of the tests with one whole case, talked over and scored by both sides."""
    from kyodo.cycle.evaluations.models import Evaluation
    from tests import given

    whole = Evaluation.objects.filter(state="talking").first()
    return (whole or given.a_revealed_evaluation()).case


def fill(count: int) -> None:
    """Cases up to that many, each with its parties, its placing, its seed and its history."""
    from kyodo.cycle.collaborations.models import Collaboration

    found()
    numbers = range(Collaboration.objects.count(), count)
    while lot := list(itertools.islice(numbers, LOT)):
        numbers = numbers[LOT:]
        store(lot, count)


def store(lot: list[int], count: int) -> None:
    """A lot of cases with everything that hangs on them."""
    from django.utils import timezone

    from kyodo.commons.groups.models import Group
    from kyodo.cycle.collaborations.models import CaseField, CaseForm, Collaboration, Party, ZoneJudgement
    from kyodo.cycle.seeds.models import Seed
    from kyodo.kernel.calendar import fiscal_year
    from kyodo.offices.city.models import Section, Ward
    from kyodo.offices.city.queries import the_city

    chance, now = random.Random(lot[0]), timezone.now()
    city, wards, sections = the_city(), list(Ward.objects.all()), list(Section.objects.all())
    group = Group.objects.get(name="川辺を守る会")
    assert city

    def case(number: int) -> Collaboration:
        born = now - timedelta(days=365 * YEARS * (1 - number / count), minutes=number)
        return Collaboration(
            year=fiscal_year(born.date()), number=100 + number, title=chance.choice(WORDS) + chance.choice(DEEDS),
            summary="毎月の集まりで話し合いながら進めます。" * 4, direction="AB"[number % 2], start_type="ABCD"[number % 4],
            stage=stage_of(number, count), ward=chance.choice(wards), principle_set=city.principle_set, born_at=born,
            moved_at=born, shown_at=born, starts_on=born.date(), ends_on=(born + timedelta(days=300)).date(),
            carried_year=fiscal_year(born.date()),
        )  # fmt: skip

    cases = Collaboration.objects.bulk_create([case(number) for number in lot])
    Party.objects.bulk_create(
        Party(case=it, side=side, holder=body.subject, name=str(body), since=it.born_at)
        for it in cases
        for side, body in (("citizens", group), ("city", chance.choice(sections)))
    )
    CaseField.objects.bulk_create(CaseField(case=it, code=chance.randint(1, 20)) for it in cases)
    CaseForm.objects.bulk_create(CaseForm(case=it, code=str(chance.randint(1, 9))) for it in cases)
    ZoneJudgement.objects.bulk_create(
        ZoneJudgement(
            case=it,
            zone=chance.choice("BCD"),
            side=side,
            judged_by="visitor",
            judged_at=it.born_at,
            because="補い合えるから。",
        )
        for it in cases
        for side in ("citizens", "city")
    )
    seeds = Seed.objects.bulk_create(
        Seed(
            case=it, problem="大雨のたびに困っています。" * 6, section=chance.choice(sections), author_ref=group.subject,
            author_name="川辺を守る会", received_at=it.born_at, answered_at=None if it.stage == "seed" else it.born_at + timedelta(days=9),
            answered_in=None if it.stage == "seed" else chance.randint(1, 9), state="received" if it.stage == "seed" else "taken_up",
        )
        for it in cases
    )  # fmt: skip
    owe_and_remember(seeds, now)
    score([it for it in cases if it.stage == "completed"])


def owe_and_remember(seeds: list[Any], now: datetime) -> None:
    """The open duty of each seed that waits, and six entries of the journal for each case."""
    from kyodo.offices.desk.models import Task
    from kyodo.offices.journal.models import Entry, Head

    Task.objects.bulk_create(
        Task(
            what="種に最初のお返事をする", subject_ref=seed.subject, whole=seed.whole, title=str(seed), path=seed.get_absolute_url(),
            holder=seed.section.subject, due=(seed.received_at + timedelta(days=7)).date(), set_at=seed.received_at,
        )
        for seed in seeds
        if seed.state == "received"
    )  # fmt: skip
    head, _made = Head.objects.get_or_create(pk=1)
    numbers = itertools.count(head.seq + 1)
    entries = [
        Entry(
            seq=next(numbers),
            at=seed.received_at,
            act=act,
            subject=seed.subject,
            whole=seed.whole,
            actor="visitor",
            previous="0" * 64,
            digest="0" * 64,
        )
        for seed in seeds
        for act in ("begin", "answer", "add", "take_up", "begin", "answer")
    ]
    Entry.objects.bulk_create(entries, batch_size=LOT)
    Head.objects.filter(pk=1).update(seq=entries[-1].seq)


def score(cases: list[Any]) -> None:
    """A closed evaluation of eight items and two sheets for each completed case."""
    from kyodo.cycle.evaluations.models import Evaluation, Item, Score, Sheet
    from kyodo.kernel.text import new_token

    chance = random.Random(len(cases))
    evaluations = Evaluation.objects.bulk_create(
        Evaluation(
            case=it, state="closed", opened_at=it.born_at, revealed_at=it.born_at, closed_at=it.born_at,
            continuation="end", closing_words="続けてよかった。", voice_token=new_token(),
        )
        for it in cases
    )  # fmt: skip
    items = Item.objects.bulk_create(
        Item(
            evaluation=it,
            phase="process",
            source=("goal", "role", "principle", "bank")[n % 4],
            source_ref=str(n),
            text=f"問い{n}",
            order=n,
        )
        for it in evaluations
        for n in range(8)
    )
    sheets = Sheet.objects.bulk_create(
        Sheet(
            evaluation=it,
            side=side,
            saved_by="visitor",
            saved_at=it.opened_at,
            filed_by="visitor",
            filed_at=it.opened_at,
        )
        for it in evaluations
        for side in ("citizens", "city")
    )
    of = {(sheet.evaluation_id, sheet.side): sheet for sheet in sheets}
    Score.objects.bulk_create(
        (
            Score(sheet=of[item.evaluation_id, side], item=item, score=chance.randint(2, 5))
            for item in items
            for side in ("citizens", "city")
        ),
        batch_size=LOT,
    )


def requests() -> Iterator[tuple[str, Callable[[Any], Any], Any]]:
    """What people do, by name, with the person who does it."""
    from kyodo.cycle.collaborations.models import Collaboration
    from kyodo.cycle.seeds.models import Seed
    from tests import cast

    whole = found()
    ordered = Collaboration.objects.order_by("-born_at", "-pk")
    deep = ordered[int(ordered.count() * 0.9)]
    seed = Seed.objects.order_by("received_at")[2]
    keys = (f"{number:022d}" for number in itertools.count(time.time_ns() // 1000))

    def sow(client: Any) -> Any:
        typed = {
            "title": "通学路の見守り",
            "problem": "夕方の横断が心配です。",
            "name": "髙橋",
            "submission_key": next(keys),
        }
        return client.post("/seeds/new/", typed)

    def read(path: str) -> Callable[[Any], Any]:
        return lambda client: client.get(path)

    promoter, nobody = cast.tanaka(), None
    yield "front page", read("/"), nobody
    yield "list of cases", read("/cases/"), nobody
    yield (
        "list of cases, by stage and ward",
        read(f"/cases/?stage=running&ward={deep.ward.ref if deep.ward else ''}"),
        nobody,
    )
    yield "list of cases, by zone", read("/cases/?zone=C"), nobody
    yield "list of cases, 90 % down", read(f"/cases/?after={deep.ref}"), nobody
    yield "page of a whole case", read(whole.get_absolute_url()), nobody
    yield "the same, for the promoter", read(whole.get_absolute_url()), promoter
    yield "list of seeds", read("/seeds/"), nobody
    yield "list of seeds, waiting", read("/seeds/?state=received"), nobody
    yield "page of a seed", read(seed.get_absolute_url()), nobody
    yield "evaluation of the whole case", read(whole.evaluation.get_absolute_url()), promoter
    yield "today page of the promoter", read("/today/"), promoter
    yield "figures of the year", read("/insights/"), nobody
    yield "status of every case, for officers", read("/insights/status/"), promoter
    yield "a seed is handed in (POST)", sow, nobody


def measured(ask: Callable[[Any], Any], person: Any) -> tuple[float, float, float, int]:
    """Median and 95th percentile in milliseconds, median of the CPU time, and queries, of one kind of request."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, taken, worked = Client(), [], []
    if person:
        client.force_login(person)
    ask(client)
    with CaptureQueriesContext(connection) as queries:
        answer = ask(client)
    asked = len(queries)
    assert answer.status_code in (200, 302), answer.status_code
    for _round in range(ROUNDS):
        start, work = time.perf_counter(), time.process_time()
        ask(client)
        worked.append((time.process_time() - work) * 1000)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1], statistics.median(worked), asked


def set_up() -> None:
    """The program of the tests on the home and database that the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ["FORM_MINIMUM_SECONDS"], os.environ["OFFICERS_NEED_SECOND_FACTOR"] = "0", "0"
    sys.path.insert(0, str(HERE.parent.parent))
    import django
    from django.core.cache import cache
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    cache.clear()


def step(name: str, size: int) -> None:
    """One process: fill the database, or measure it and print its rows."""
    set_up()
    from django.db import connection

    if name == "fill":
        fill(size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return
    from django.utils import timezone

    from kyodo.config.serve import load
    from kyodo.reading.insights.actions import keep_counts

    load()  # as the server does
    keep_counts(timezone.now())  # as the worker does
    for label, ask, person in requests():
        p50, p95, cpu, queries = measured(ask, person)
        sys.stdout.write(
            f"| {size:,} ({connection.vendor}) | {label} | {p50:.0f} | {p95:.0f} | {cpu:.0f} | {queries} |\n"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"| {size:,} ({connection.vendor}) | peak memory of the process: {peak} MB | | | | |\n")


def main() -> None:
    """Fill and measure, each in its own process, so that the memory is that of reading."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    asked.add_argument("--step", choices=("fill", "measure"), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.step:
        step(given.step, given.sizes[0])
        return
    sys.stdout.write("| cases | request | p50 ms | p95 ms | CPU ms | queries |\n|---|---|---|---|---|---|\n")
    sys.stdout.flush()
    with tempfile.TemporaryDirectory(prefix="kyodo-bench-") as home:
        own = {**os.environ, "KYODO_HOME": home}
        for size, name in itertools.product(sorted(given.sizes), ("fill", "measure")):
            subprocess.run([sys.executable, str(HERE), "--step", name, "--sizes", str(size)], env=own, check=True)


if __name__ == "__main__":
    main()
