"""How a flood of opinions is borne: 200,000 submissions of which 96 % are copies, and 100,000 texts that are all different.

    .venv/bin/python bench/consultations.py                        SQLite only
    script/with-postgres .venv/bin/python bench/consultations.py   PostgreSQL

Prints Markdown tables. The files are made by another process before the clock runs; the worker's portions run in this one,
so that its memory is the program's.
"""

import argparse
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing import Process
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
HEAD = "受付日時,氏名・団体名,住所,区分,意見"
ROUNDS = 20


def set_up(home: str) -> None:
    """The program on a database of its own, written through as in a city."""
    os.environ["KYODO_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command

    options = settings.DATABASES["default"].get("OPTIONS", {})
    options |= {
        name: str(said).replace("PRAGMA synchronous=OFF;", "")
        for name, said in options.items()
        if name == "init_command"
    }
    django.setup()
    call_command("migrate", verbosity=0)
    from tests import given

    given.a_city()


def flood(count: int) -> Iterator[tuple[int, str]]:
    """Texts with the number of what they were made from: of a hundred ninety-six are word for word one of forty."""
    from tests.deliberation.consultations.campaigns import a_voice, labelled

    chance = random.Random(96)
    templates = list(enumerate([a_voice(chance) for _ in range(40)], start=count))
    own = iter(labelled(count // 25 + count // 100, near=2.0))
    for number in range(count):
        yield next(own) if number % 25 == 0 else chance.choice(templates)


def voices(count: int) -> Iterator[tuple[int, str]]:
    """Texts that are all different, three of ten of them edited copies, with the number of what they were made from."""
    from tests.deliberation.consultations.campaigns import labelled

    yield from labelled(count)


def write(path: Path, made: object, count: int) -> None:
    """A CSV file of them as an office receives it, and beside it what they were made from."""
    groups = []
    with path.open("w", encoding="utf-8") as file:
        print(HEAD, file=file)
        for number, (group, text) in enumerate(made(count)):  # type: ignore[operator]
            groups.append(group)
            moment = f"2026-05-{1 + number % 20:02} {number % 24:02}:{number % 60:02}"
            print(f"{moment},提出者{number},織瀬市{number % 900}番地,市内に住む人,{text}", file=file)
    path.with_suffix(".json").write_text(json.dumps(groups))


def peak() -> int:
    """Most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def clock() -> tuple[float, float]:
    """Now, and the work of this process so far: on a machine that is shared, the second says more."""
    return time.perf_counter(), time.process_time()


def since(began: tuple[float, float]) -> str:
    """Seconds that went by, and how many of them this process worked."""
    return f"{time.perf_counter() - began[0]:.1f} s ({time.process_time() - began[1]:.1f} s of work)"


def consultation(path: Path) -> object:
    """A file read in, taken in and compared, each by the clock."""
    from django.core.files.uploadedfile import UploadedFile
    from django.utils import timezone

    from kyodo.deliberation.consultations import actions, forms
    from kyodo.deliberation.consultations.models import Pair
    from kyodo.offices.desk.models import Errand
    from tests import cast
    from tests.deliberation.consultations import given

    it, at, by = given.an_open_one(), timezone.now(), cast.sato()
    whole = began = clock()
    with path.open("rb") as opened:
        file = UploadedFile(opened, path.name, "text/csv", path.stat().st_size)
        form = forms.IntakeForm({"channel": "web"}, {"file": file})
        assert form.is_valid(), form.errors
        intake = actions.read_in(it, **form.values(), by=by, at=at)
    print(f"| read and check {intake.row_count:,} rows ({path.stat().st_size >> 20} MB) | {since(began)} |", flush=True)
    actions.take_in(intake, by=by, at=at)
    for what in ("take in, equal texts grouped", "compare and propose near copies"):
        began, longest = clock(), 0.0
        kind = Errand.objects.order_by("-pk")[0].kind
        while Errand.objects.open().filter(kind=kind).exists():
            start = time.perf_counter()
            _portion(at)
            longest = max(longest, time.perf_counter() - start)
        print(f"| {what} | {since(began)}, longest portion {longest:.1f} s |", flush=True)
    print(f"| together | {since(whole)}, peak {peak()} MB |")
    print(f"| bundles / candidates | {it.bundles.count():,} / {Pair.objects.filter(consultation=it).count():,} |")
    _judge(it, json.loads(path.with_suffix(".json").read_text()))
    return it


def _portion(at: object) -> None:
    """One portion of the errand that waits."""
    from kyodo.offices.desk.actions import errands

    errands._portion(at)  # type: ignore[arg-type]


def _judge(it: object, groups: list[int]) -> None:
    """How well the proposals match what the texts were made from."""
    from tests.deliberation.consultations.campaigns import judged

    leads = dict(it.pairs.values_list("other", "one"))  # type: ignore[attr-defined]
    bundles = dict(it.submissions.order_by("number").values_list("bundle", "number"))  # type: ignore[attr-defined]
    found = [leads.get(bundle, bundle) for bundle in bundles]
    precision, recall = judged([groups[number - 1] for number in bundles.values()], found)
    print(f"| precision / recall among {len(found):,} different texts | {precision:.4f} / {recall:.4f} |", flush=True)


def pages(it: object) -> None:
    """The pages an office works with, through the whole program."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from tests import cast

    settings.OFFICERS_NEED_SECOND_FACTOR = False
    desk = Client()
    desk.force_login(cast.sato(), backend=settings.AUTHENTICATION_BACKENDS[0])
    heads = it.bundles.heads().order_by("-weight", "pk")  # type: ignore[attr-defined]
    middle = heads[heads.count() // 2].ref
    addresses = [
        ("the consultation, for the office", it.get_absolute_url()),  # type: ignore[attr-defined]
        ("the file that was taken in", it.intakes.get().get_absolute_url()),  # type: ignore[attr-defined]
    ]
    for label, name, query in (
        ("work list, unread", "work", ""), ("work list, unread, from the middle", "work", f"?after={middle}"),
        ("work list, everything", "work", "?all=1"), ("work list, everything, from the middle", "work", f"?all=1&after={middle}"),
        ("ledger", "ledger", ""), ("ledger, from the middle", "ledger", "?after=100000"),
        ("ledger, flagged", "ledger", "?flagged=1"), ("near copies to judge", "copies", ""),
        ("near copies, from the middle", "copies", f"?after={middle}"),
    ):  # fmt: skip
        addresses.append((label, reverse(f"consultations:{name}", args=[it.ref]) + query))  # type: ignore[attr-defined]
    for label, path in addresses:
        took, worked = list[float](), list[float]()
        for _round in range(ROUNDS):
            began = clock()
            assert desk.get(path).status_code == 200
            took.append((time.perf_counter() - began[0]) * 1000)
            worked.append((time.process_time() - began[1]) * 1000)
        print(f"| {label} | {statistics.median(took):.0f} / {sorted(took)[-2]:.0f} ms "
              f"({statistics.median(worked):.0f} ms of work) |", flush=True)  # fmt: skip
    start, size, before = clock(), 0, peak()
    for piece in desk.get(reverse("consultations:ledger_csv", args=[it.ref])):  # type: ignore[attr-defined]
        size += len(piece)
    print(f"| ledger.csv, streamed ({size >> 20} MB) | {since(start)}, peak {before} MB before and {peak()} MB after |")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=200_000)
    asked.add_argument("--texts", type=int, default=100_000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="kyodo-bench-") as home:
        files = {
            (made, count): Path(home, f"{made.__name__}.csv")
            for made, count in ((flood, given.rows), (voices, given.texts))
        }
        for (made, count), path in files.items():
            maker = Process(target=write, args=(path, made, count))
            maker.start()
            maker.join()
        set_up(home)
        from django.db import connection

        for (made, count), path in files.items():
            if count:
                print(f"\n| {connection.vendor}, {made.__name__} of {count:,} | |\n|---|---|")
                pages(consultation(path))


if __name__ == "__main__":
    main()
