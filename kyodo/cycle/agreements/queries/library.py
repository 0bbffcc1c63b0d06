"""条項のひな形: the library as it stands, the story of one clause, and what an agreement's own clauses were taken from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kyodo.cycle.agreements.models import Clause, ClausesText, ClauseText
from kyodo.cycle.agreements.states import Section

from .contrast import Contrast, Fate, compare


def clauses() -> list[Clause]:
    """Every clause in its last version, those no longer offered as well."""
    return list(Clause.objects.newest())


@dataclass(frozen=True)
class Version:
    """One version of a clause, with what it changed in the one before it."""

    clause: Clause
    contrast: list[Contrast]


def story(clause: Clause) -> list[Version]:
    """Every version of a clause, newest first."""
    return [Version(new, _changed(old, new)) for new, old in clause.versions()]


def _changed(old: Clause | None, new: Clause) -> list[Contrast]:
    if old is None:
        return []
    texts = [_heading_and_text(each) for each in (old, new)]
    lines = compare(Section.CLAUSES, ClausesText(rows=texts[0]), ClausesText(rows=texts[1]), names={})
    return [line for line in lines if line.fate != Fate.SAME]


def _heading_and_text(clause: Clause) -> tuple[ClauseText, ...]:
    """The heading as a line of its own, so that a change of it is seen as well."""
    said = ((_("見出し"), clause.title), (_("条項の文"), clause.text), (_("根拠"), clause.source))
    return tuple(ClauseText(ref=label, key=label, title=label, text=text) for label, text in said if text)


@dataclass(frozen=True)
class Origin:
    """出どころ: a clause of an agreement, in words where it came from, and the newer version there is by now."""

    clause: ClauseText
    words: str
    newer: Clause | None


def origins(rows: Sequence[ClauseText]) -> list[Origin]:
    """The clauses of an agreement with what they were taken from, in one query however many there are."""
    versions = Clause.objects.filter(key__in=[row.key for row in rows]).order_by("version")
    known = {(c.key, c.version): c for c in versions}
    last = {c.key: c for c in known.values()}
    return [_origin(row, known.get((row.key, row.version)), last.get(row.key)) for row in rows]


def _origin(row: ClauseText, taken: Clause | None, last: Clause | None) -> Origin:
    if taken is None:
        return Origin(row, _("この協定のために書いた条項"), None)
    is_kept = (row.title, row.text) == (taken.title, taken.text)
    words = _("ひな形（第%(n)s版）のまま") if is_kept else _("ひな形（第%(n)s版）をもとに双方で書いた条項")
    is_newer = last is not None and last.version > taken.version and last.retired_at is None
    return Origin(row, words % {"n": taken.version}, last if is_newer else None)
