"""How fast two texts of 300 provisions are compared, a file is matched and remarks are carried over; how many find home.

    .venv/bin/python bench/texts.py

Prints a Markdown table. Every figure is the median of twenty runs in one process.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
ROUNDS = 20
PROVISIONS = 300
WORDS = "市民と市は対等に話し合い、会議の記録を残して公表する。子どもや働く人も参加できる工夫をし、成果を年に一度確かめるものとする。"


def set_up() -> None:
    """A scratch home, and the program on it."""
    os.environ["KYODO_HOME"] = tempfile.mkdtemp(prefix="kyodo-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    sys.path.insert(0, str(HERE.parent.parent))
    import django

    django.setup()


def median(work: Callable[[], object]) -> float:
    """Milliseconds."""
    taken = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Build both texts, measure, print."""
    set_up()
    from dataclasses import replace

    from kyodo.deliberation.texts.models.comparing import Line, compare
    from kyodo.deliberation.texts.queries.matching import anchor, match
    from kyodo.deliberation.texts.queries.wording import pieces

    dice = random.Random(3)
    old = [Line(f"u{n}", f"第{n + 1}条", "", "".join(dice.sample(WORDS, 50)) * 3) for n in range(PROVISIONS)]
    new = [
        replace(line, text=line.text[:60] + "加えた言葉" + line.text[70:]) if n % 3 == 0 else line
        for n, line in enumerate(old)
    ]
    for _move in range(30):
        new.insert(dice.randrange(len(new)), new.pop(dice.randrange(len(new))))
    fresh = [replace(line, uid="") for line in new]
    before, after = ({line.uid: line for line in lines} for lines in (old, new))

    def compared() -> None:
        for row in compare(old, new):
            if row.reworded and row.old and row.new:
                pieces(row.old.text, row.new.text)

    print(f"| {PROVISIONS} provisions of 150 signs | ms |\n|---|---:|")
    print(f"| comparison with the words marked | {median(compared):.0f} |")
    print(f"| matching a file without uids | {median(lambda: match(old, fresh)):.0f} |")
    carried = median(lambda: [anchor(line.uid, line.text[50:80], after, before) for line in old])
    print(f"| carrying {PROVISIONS} remarks over | {carried:.0f} |")
    page, paper = pages(old, new)
    print(f"| the page of the comparison, through the whole program | {page:.0f} |")
    print(f"| the comparison as a Word file | {paper:.0f} |")
    placed, listed, wrong = homes()
    print(
        f"\nOf 100 remarks on the fixture {placed} find their place, {listed} are listed for a person, {wrong} stand wrong."
    )


def pages(old: list[Any], new: list[Any]) -> tuple[float, float]:
    """Milliseconds of the page and of its Word file, both versions stored and every changed provision with its reason."""
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0, run_syncdb=True)
    from kyodo.deliberation.texts import actions
    from kyodo.deliberation.texts.models import Provision
    from tests import cast
    from tests.cast import AT
    from tests.deliberation.texts import given

    first = given.a_version()
    store(Provision, first, old)
    given.published(first)
    second = actions.begin_version(first.document, stage="draft", copy=False, by=cast.sato(), at=AT)
    store(Provision, second, new)
    given.published(given.explained(second))
    address, client = f"/texts/{first.document.ref}/compare", Client()
    for path in (f"{address}/", f"{address}.docx"):
        assert client.get(path).status_code == 200, path
    return median(lambda: client.get(f"{address}/")), median(lambda: client.get(f"{address}.docx"))


def store(kind: Any, version: Any, lines: list[Any]) -> None:
    """The lines as the provisions of a version."""
    kind.objects.bulk_create(
        kind(version=version, uid=line.uid, order=n, label=line.label, heading=line.heading, text=line.text)
        for n, line in enumerate(lines)
    )


def homes() -> tuple[int, int, int]:
    """Of a hundred remarks on a text that was moved, split, merged, renumbered and reworded: placed, listed, wrong."""
    from kyodo.deliberation.texts.queries.matching import anchor
    from tests.deliberation.texts.words import TRUTH, new_text, old_text

    old, new = ({line.uid: line for line in lines} for lines in (old_text(), new_text()))
    found = {uid: anchor(uid, line.text[4:34], new, old).uid for uid, line in old.items() if uid in TRUTH}
    placed = sum(bool(uid) and uid in TRUTH[was] for was, uid in found.items())
    listed = sum(not uid for uid in found.values())
    return placed, listed, len(found) - placed - listed


if __name__ == "__main__":
    main()
