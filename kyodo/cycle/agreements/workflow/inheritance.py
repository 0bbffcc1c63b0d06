"""引き継ぎ: what the evaluations of earlier cases left to improve is answered by the agreement that follows them.

The evaluations lie above the agreement, which cannot import them; they are asked through settings.IMPROVEMENTS.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import Agreement, ConditionText, Revision, Text
from kyodo.cycle.agreements.states import Section, Way
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.queries import ancestors
from kyodo.kernel.access import BOTH_SIDES

from .consistency import Orphan


@dataclass(frozen=True)
class Improvement:
    """残っている改善: agreed on in the evaluation of an earlier case, and not finished yet."""

    ref: str
    source: str
    words: str
    side: str
    due: date
    case: str
    path: str


def offered(case: Collaboration, at: datetime) -> list[Improvement]:
    """What the agreement of this case has to answer: whatever is unfinished, unless the line left it out before."""
    found: list[Improvement] = list(import_string(settings.IMPROVEMENTS)(case, at))
    left_out = _left_out(case, at) if found else set()
    return [each for each in found if each.source not in left_out]


def _left_out(case: Collaboration, at: datetime) -> set[str]:
    """The sources that an earlier agreement of the line set aside, with its reason."""
    line = Agreement.objects.filter(case__in=ancestors(case, at=at))
    texts = (made.text for made in Revision.objects.filter(agreement__in=line, concluded_at__lte=at))
    return {row.source for text in texts for row in text.conditions if row.way == Way.NONE}


def unanswered(text: Text, improvements: list[Improvement]) -> Iterator[Orphan]:
    """Every improvement the text says nothing about, or not all that the answer needs."""
    answers = {row.source: row for row in text.conditions}
    targets = {g.ref for g in text.goals} | {r.ref for r in text.roles} | {c.ref for c in text.clauses.rows}
    for each in improvements:
        said = {"words": Truncator(each.words).chars(40)}
        if sentence := _lacking(answers.get(each.source), targets):
            yield Orphan("improvement", str(sentence % said), Section.CONDITIONS, each.ref)


def _lacking(row: ConditionText | None, targets: set[str]) -> str:
    """What an answer still lacks; nothing where it is whole."""
    if row is None or row.way not in Way.values:
        return str(_("前の評価で決めた改善「%(words)s」をどう引き継ぐかが決まっていません。"))
    if row.way == Way.NONE:
        return "" if row.because.strip() else str(_("改善「%(words)s」を引き継がない理由がありません。"))
    if row.way == Way.CONDITION:
        is_whole = row.side in BOTH_SIDES and row.due is not None
        return "" if is_whole else str(_("改善「%(words)s」を、どちらの側がいつまでに進めるかが決まっていません。"))
    return (
        "" if row.target in targets else str(_("改善「%(words)s」を引き継ぐ目標・役割・条項が、本文にまだありません。"))
    )
