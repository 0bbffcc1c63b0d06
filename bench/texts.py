"""How fast two texts of 300 provisions are compared, a file is matched and remarks are carried over.

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


if __name__ == "__main__":
    main()
