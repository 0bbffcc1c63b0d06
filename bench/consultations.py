"""How a flood of opinions is borne: 200,000 submissions of which 96 % are copies, and 100,000 texts that are all different.

    .venv/bin/python bench/consultations.py                        SQLite only
    script/with-postgres .venv/bin/python bench/consultations.py   PostgreSQL

Prints Markdown tables. The file is made before the clock runs; the worker's portions run in this process.
"""

import argparse
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve()
HEAD = "受付日時,氏名・団体名,住所,区分,意見"
ROUNDS = 20


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


def flood(count: int) -> Iterator[str]:
    """The lines of a file: of a hundred rows ninety-six are word for word one of forty texts."""
    from tests.deliberation.consultations.campaigns import a_voice, labelled

    chance = random.Random(96)
    templates = [a_voice(chance) for _ in range(40)]
    own = iter([text for _group, text in labelled(count // 25 + count // 100, near=2.0)])
    yield HEAD
    for number in range(count):
        text = next(own) if number % 25 == 0 else chance.choice(templates)
        yield f"2026-05-11 10:00,提出者{number},織瀬市{number % 900}番地,市内に住む人,{text}"


def peak() -> int:
    """Most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def clock() -> tuple[float, float]:
    """Now, and the work of this process so far: on a machine that is shared, the second says more."""
    return time.perf_counter(), time.process_time()


def since(began: tuple[float, float]) -> str:
    """Seconds that went by, and how many of them this process worked."""
    return f"{time.perf_counter() - began[0]:.1f} s ({time.process_time() - began[1]:.1f} s of work)"


def engine(count: int) -> None:
    """The engine alone, on texts that are all different, some of them edited copies with known labels."""
    from kyodo.deliberation.consultations.queries.copies import Leaders, signature_of
    from tests.deliberation.consultations.campaigns import judged, labelled

    marked = labelled(count)
    before, began, leaders, found = peak(), clock(), Leaders(), []
    for key, (_group, text) in enumerate(marked):
        near = leaders.place(key, text, signature_of(text))
        found.append(near.leader if near else key)
    took = since(began)
    precision, recall = judged([group for group, _text in marked], found)
    print(f"| engine, {len(marked):,} different texts | {took}, precision {precision:.3f}, recall {recall:.3f}, "
          f"peak {peak()} MB (of which {before} MB before) |", flush=True)  # fmt: skip


def consultation(lines: list[str]) -> object:
    """The flood read in, taken in and compared, each by the clock."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from kyodo.deliberation.consultations import actions, forms
    from kyodo.deliberation.consultations.models import Pair
    from kyodo.offices.desk.actions import run_errands
    from kyodo.offices.desk.models import Errand
    from tests import cast
    from tests.deliberation.consultations import given

    it, at, by = given.an_open_one(), timezone.now(), cast.sato()
    file = SimpleUploadedFile("iken.csv", "\n".join(lines).encode())
    began = clock()
    form = forms.IntakeForm({"channel": "web"}, {"file": file})
    assert form.is_valid(), form.errors
    intake = actions.read_in(it, **form.values(), by=by, at=at)
    print(
        f"| read and check {intake.row_count:,} rows ({(file.size or 0) >> 20} MB) | {since(began)} |",
        flush=True,
    )
    actions.take_in(intake, by=by, at=at)
    for what in ("take in", "compare and propose"):
        began, kind = clock(), Errand.objects.order_by("-pk")[0].kind
        while Errand.objects.open().filter(kind=kind).exists():
            _portion(at)
        print(f"| {what} | {since(began)} |", flush=True)
    assert not run_errands(at)
    print(f"| bundles / candidates / peak memory | {it.bundles.count():,} / {Pair.objects.count():,} / {peak()} MB |")
    return it


def _portion(at: object) -> None:
    """One portion of the errand that waits."""
    from kyodo.offices.desk.actions import errands

    errands._portion(at)  # type: ignore[arg-type]


def pages(it: object) -> None:
    """The pages an office works with, through the whole program."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from tests import cast

    settings.OFFICERS_NEED_SECOND_FACTOR = False
    desk = Client()
    desk.force_login(cast.sato(), backend=settings.AUTHENTICATION_BACKENDS[0])
    for label, name, query in (
        ("work list, unread", "work", ""), ("work list, everything", "work", "?all=1"), ("ledger", "ledger", ""),
        ("ledger, from the middle", "ledger", "?after=100000"), ("ledger, flagged", "ledger", "?flagged=1"),
        ("near copies to judge", "copies", ""),
    ):  # fmt: skip
        path, took = reverse(f"consultations:{name}", args=[it.ref]) + query, []  # type: ignore[attr-defined]
        for _round in range(ROUNDS):
            began = time.perf_counter()
            assert desk.get(path).status_code == 200
            took.append((time.perf_counter() - began) * 1000)
        print(f"| {label} | {statistics.median(took):.0f} / {sorted(took)[-2]:.0f} ms |", flush=True)
    start, size = clock(), 0
    for piece in desk.get(reverse("consultations:ledger_csv", args=[it.ref])):  # type: ignore[attr-defined]
        size += len(piece)
    print(f"| ledger.csv, streamed ({size >> 20} MB) | {since(start)}, peak {peak()} MB |")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=200_000)
    asked.add_argument("--texts", type=int, default=100_000)
    given = asked.parse_args()
    set_up()
    from django.db import connection

    print(f"\n| {connection.vendor} | |\n|---|---|")
    if given.rows:
        pages(consultation(list(flood(given.rows))))
    if given.texts:
        engine(given.texts)


if __name__ == "__main__":
    main()
