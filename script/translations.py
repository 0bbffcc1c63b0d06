"""The catalogues of translation: `compile` them for the program, `update` them from the sources, `check` them.

Japanese is the language of the sources. English must be complete; やさしい日本語 may leave out what is easy already.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

HOUSE = Path(__file__).resolve().parents[1] / "kyodo"
LOCALE = HOUSE / "locale"
COMPLETE = ("en",)
PARTIAL = ("ja_Easy",)
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogue(language: str, house: Path = HOUSE) -> Path:
    """Where the catalogue of a language is kept."""
    return house / "locale" / language / "LC_MESSAGES" / "django.po"


def compile_all() -> None:
    """Write the binary catalogues that the program reads, without needing gettext on the machine."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        binary = path.with_suffix(".mo")
        if not binary.exists() or binary.stat().st_mtime < path.stat().st_mtime:
            polib.pofile(str(path)).save_as_mofile(str(binary))


def extract(house: Path, languages: tuple[str, ...]) -> None:
    """Bring the catalogues of a copy of the sources up to date with them."""
    (house / "locale").mkdir(exist_ok=True)
    wanted = [argument for language in languages for argument in ("--locale", language)]
    options = ["--no-location", "--no-wrap", "--no-obsolete", "--ignore", "migrations", "--extension", "py,html,txt"]
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--verbosity", "0", *options, *wanted], cwd=house, check=True
    )
    for language in languages:
        path = catalogue(language, house)
        entries = polib.pofile(str(path), wrapwidth=0)
        for entry in entries:
            forget_guess(entry)
        entries.metadata = {
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": "nplurals=2; plural=(n != 1);" if language == "en" else "nplurals=1; plural=0;",
        }
        entries.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
        entries.save(str(path))


def forget_guess(entry: polib.POEntry) -> None:
    """Empty what the merging tool only guessed from a sentence that looks alike."""
    if entry.fuzzy:
        entry.flags.remove("fuzzy")
        entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
        entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None


def update() -> None:
    """Add new sentences to the catalogues and drop those that nobody says any more."""
    with tempfile.TemporaryDirectory() as folder:
        house = copy_of_the_sources(Path(folder))
        extract(house, COMPLETE + PARTIAL)
        for language in COMPLETE + PARTIAL:
            catalogue(language).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(catalogue(language, house), catalogue(language))
            waiting = len(untranslated(catalogue(language)))
            print(f"{language}: {waiting} to translate")


def check() -> int:
    """Say which sentences lack a translation or lost a placeholder; the number of faults is the answer."""
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        house = copy_of_the_sources(Path(folder))
        extract(house, COMPLETE + PARTIAL)
        for language in COMPLETE:
            faults += [f"{language}: untranslated: {entry.msgid}" for entry in untranslated(catalogue(language, house))]
        for language in COMPLETE + PARTIAL:
            faults += [f"{language}: placeholders differ: {e.msgid}" for e in misplaced(catalogue(language, house))]
    print("\n".join(faults) or "Every sentence is translated.")
    return len(faults)


def copy_of_the_sources(folder: Path) -> Path:
    """A copy to extract from, so that looking changes nothing."""
    leave = shutil.ignore_patterns("__pycache__", "static", "*.mo")
    return Path(shutil.copytree(HOUSE, folder / "kyodo", ignore=leave))


def untranslated(path: Path) -> list[polib.POEntry]:
    """Entries without translation."""
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete and not entry.translated()]


def misplaced(path: Path) -> list[polib.POEntry]:
    """Translations whose placeholders are not those of the source."""
    return [entry for entry in polib.pofile(str(path)) if entry.translated() and not same_places(entry)]


def same_places(entry: polib.POEntry) -> bool:
    """Whether a translation carries the placeholders of its source; a singular may leave out its number."""
    wanted = set(PLACE.findall(entry.msgid_plural or entry.msgid))
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return set(PLACE.findall(said[-1])) == wanted


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["compile"]:
            compile_all()
        case ["update"]:
            update()
        case ["check"]:
            sys.exit(bool(check()))
        case _:
            sys.exit("script/translations.py compile | update | check")
