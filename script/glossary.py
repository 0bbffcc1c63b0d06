"""Adds to docs/glossary.md the words it lacks, below the heading of their wing, with a reading to be looked over."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = ROOT / "docs" / "glossary.md"


def reading(word: str) -> str:
    """How a word is probably read, in hiragana; a dictionary guesses, a person looks it over."""
    import jaconv
    from sudachipy import dictionary

    tokens = dictionary.Dictionary().tokenizer().tokenize(word)
    return str(jaconv.kata2hira("".join(token.reading_form() or token.surface() for token in tokens)))


def add(lines: list[str], wing: str, rows: list[str]) -> None:
    """Put rows at the end of the table of a wing; a wing without a table gets one at the end."""
    heading = next((n for n, line in enumerate(lines) if line.startswith("## ") and f"`{wing}`" in line), None)
    if heading is None:
        lines += ["", f"## `{wing}`", "", "| 用語 | よみ | コード | 種類・出どころ |", "|---|---|---|---|", *rows]
        return
    end = heading
    while end < len(lines) and not (end > heading and lines[end].startswith("## ")):
        end += 1
    while not lines[end - 1].startswith("|"):
        end -= 1
    lines[end:end] = rows


def main() -> None:
    """Bring the glossary up to date with the program."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.path.insert(0, str(ROOT))
    django.setup()
    from django.utils import translation

    from tests.architecture.test_glossary import glossary, words

    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    missing: dict[str, list[str]] = {}
    with translation.override("ja"):
        known = glossary()
        for word, wing, kind, identifier in words():
            if word not in known:
                known[word] = reading(word)
                missing.setdefault(wing, []).append(f"| {word} | {known[word]} | {identifier} | {kind} |")
    for wing, rows in missing.items():
        add(lines, wing, rows)
        print(f"{wing}: {len(rows)} added")
    GLOSSARY.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
