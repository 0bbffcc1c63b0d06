"""Cases that grew from others: what an evaluation left to improve, and the agreement that has to answer it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from kyodo.cycle.agreements.models import Agreement
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.evaluations import actions as evaluations
from kyodo.cycle.evaluations.models import GapNote
from tests import cast, given
from tests.cast import AT


def an_improvement_left(*, words: str = "連絡の担当を二人にする。", at: datetime = AT, **case: Any) -> GapNote:
    """What an evaluation, now public, left to be improved: agreed by both sides, not finished yet."""
    evaluation = given.a_revealed_evaluation(city={"prompt": 2}, at=at, **case)
    note = evaluations.note_gap(
        evaluation, item=evaluation.items.get(source_ref="prompt"), cause="連絡が一人に集まっていた。", improvement=words,
        owner_side="city", due=date(2026, 9, 30), by=cast.hanako(), at=at,
    )  # fmt: skip
    evaluations.agree_to_note(note, by=cast.tanaka(), at=at)
    evaluations.excuse(
        evaluation, no_seed_because="別に始めるため。", no_voices_because="名簿がない。", by=cast.hanako(), at=at
    )
    evaluations.close(evaluation, continuation="continue", closing_words="続けます。", by=cast.hanako(), at=at)
    return note


def an_heir(*parents: Collaboration, at: datetime = AT, title: str = "次の年の教室") -> Agreement:
    """An agreement in drafting, of a case that grew from these; everything else in it is complete."""
    agreement = given.a_complete_agreement(title=title, at=at)
    for parent in parents:
        cases.link(parent, agreement.case, because="評価からの次の種", by=cast.hanako(), at=at)
    return agreement
