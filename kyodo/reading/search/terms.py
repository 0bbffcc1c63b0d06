"""The words of the index (索引語): how a text becomes the words it is found by.

One segmentation in Python serves both databases: Sudachi's shortest units in their normalised spelling, verbs in
their noun form (引っ越す → 引っ越し), without particles, polite prefixes and light verbs. What changes here or in the
dictionary changes `EDITION`, and the index is then built anew. Synonyms and readings widen a query and never touch the
index.
"""

import re
import threading
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

from kyodo.kernel.text import name_key, search_key

#: What the stored words were made with: our own rules and the dictionary.
EDITION = f"1/{version('sudachidict-core')}"
Phrase = tuple[str, ...]
SYNONYMS = Path(__file__).with_name("synonyms.txt")
READINGS = Path(__file__).with_name("readings.txt")

LONGEST_TEXT = 200_000  # characters of one entry that are indexed: some two hundred printed pages
_PIECE = re.compile(r"[^。\n]{1,12000}[。\n]*|[。\n]+")  # Sudachi refuses more than 49,149 bytes at once
LONGEST_WORD = 100  # letters; PostgreSQL refuses lexemes of more than 2,046 bytes
_NOT_IN_MARK = re.compile(r"[^a-z0-9._-]")
_LETTERS = re.compile(r"[^\W_]+")
_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")

_SILENT = {"助詞", "助動詞", "補助記号", "空白", "感動詞"}
_LIGHT_AFFIXES = {"御", "達", "さん", "様", "等"}
_LIGHT_VERBS = {
    "為る", "居る", "有る", "成る", "出来る", "下さる", "頂く", "貰う", "呉れる", "仕舞う", "御座る", "参る", "致す", "おる", "できる",
}  # fmt: skip
_NOUN_ENDING = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))

_here = threading.local()  # a tokenizer belongs to one thread; the dictionary behind all is one mapped file


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


def _segment(text: str) -> list[Morpheme]:
    if not hasattr(_here, "tokenizer"):
        _here.tokenizer = _dictionary().tokenizer(mode=SplitMode.A)
    tokenizer: Tokenizer = _here.tokenizer
    return list(tokenizer.tokenize(text))


def words_of(text: str) -> list[str]:
    """The index words of a text, in its order."""
    pieces = _PIECE.findall(text[:LONGEST_TEXT].encode(errors="ignore").decode())  # a lone surrogate is no letter
    return [word for piece in pieces for word in _words(_segment(search_key(piece)))]


def whole(name: str) -> str:
    """The one word under which a name is found as a whole, whatever its legal form, spaces and kana."""
    return "name:" + _folded(name)[:LONGEST_WORD]


def _folded(name: str) -> str:
    return "".join(_LETTERS.findall(name_key(name)))


def mark(name: str, value: str) -> str:
    """The one word under which rows are narrowed down: name "ward" and value "8F3K" make ward:8f3k."""
    return f"{name}:{_NOT_IN_MARK.sub('', value.lower())}"


def _words(morphemes: list[Morpheme]) -> Iterator[str]:
    """The words of morphemes that carry meaning; verbs in a row are one deed."""
    deed: list[str] = []
    for morpheme in morphemes:
        kind, form = morpheme.part_of_speech()[0], morpheme.normalized_form()
        if kind == "動詞":
            deed += [form] if form not in _LIGHT_VERBS else []
            continue
        yield from _deed(tuple(deed))
        deed = []
        if kind not in _SILENT and form not in _LIGHT_AFFIXES:
            yield from _spelled(form.translate(_DIGITS) if morpheme.part_of_speech()[1] == "数詞" else form)
    yield from _deed(tuple(deed))


@lru_cache(maxsize=4096)
def _deed(verbs: tuple[str, ...]) -> tuple[str, ...]:
    """Verbs as the noun they make together (話す, 合う → 話し合い) or, where there is none, each for itself."""
    stems = [_stem(verb) for verb in verbs]
    noun = _as_noun("".join(stems))
    return _spelled(noun) if noun else tuple(word for stem in stems for word in _spelled(_as_noun(stem) or stem))


def _as_noun(stem: str) -> str:
    """The normalised form of a stem that the dictionary knows as one noun, else nothing."""
    match _segment(stem):
        case [morpheme] if morpheme.part_of_speech()[0] == "名詞":
            return str(morpheme.normalized_form())
    return ""


@lru_cache(maxsize=4096)
def _stem(verb: str) -> str:
    """The noun form (連用形) of a verb in its dictionary form: 引っ越す → 引っ越し, 育てる → 育て."""
    morphemes = _segment(verb)
    conjugation = morphemes[-1].part_of_speech()[4] if morphemes else ""
    if "一段" in conjugation or "変格" in conjugation:
        return verb.removesuffix("る").removesuffix("す") or verb
    return verb[:-1] + _NOUN_ENDING.get(verb[-1], verb[-1])


@lru_cache(maxsize=16384)
def _spelled(form: str) -> tuple[str, ...]:
    """A normalised form in the letters of the index: lower case, a closing long-vowel mark and signs left out."""
    words = (word[:LONGEST_WORD] for word in _LETTERS.findall(search_key(form)))
    return tuple(word.removesuffix("ー") if len(word) > 3 else word for word in words)


@cache
def _synonyms() -> dict[Phrase, set[Phrase]]:
    """Every phrase of the table with those that do for it: its equals, and after > the narrower ones."""
    table: dict[Phrase, set[Phrase]] = {}
    for line in SYNONYMS.read_text(encoding="utf-8").splitlines():
        equals, _sign, narrower = line.partition("#")[0].partition(">")
        phrases = {tuple(words_of(word)) for word in equals.split()} - {()}
        for phrase in phrases:
            table.setdefault(phrase, set()).update(
                phrases - {phrase}, (tuple(words_of(word)) for word in narrower.split())
            )
    return table


@cache
def _by_sound() -> dict[str, list[Phrase]]:
    """The everyday words of the table under what they sound like (アキヤ: 空き家)."""
    table: dict[str, list[Phrase]] = {}
    for line in READINGS.read_text(encoding="utf-8").splitlines():
        for word in line.partition("#")[0].split():
            sound = "".join(morpheme.reading_form() for morpheme in _segment(word))
            table.setdefault(_folded(sound), []).append(tuple(words_of(word)))
    return table


def heard_as(word: str) -> list[Phrase]:
    """The everyday words that somebody may mean who types kana only, which no dictionary can segment (あきや: 空き家)."""
    return _by_sound().get(_folded(word), [])


def alternatives(words: Phrase) -> list[Phrase]:
    """The phrase itself, then the phrases that say the same with one part replaced by a synonym."""
    found = dict.fromkeys([words])
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            for other in sorted(_synonyms().get(words[start:end], ())):
                found[words[:start] + other + words[end:]] = None
    return list(found)
