"""受益者の声を聞く: by the short form on a telephone, or copied from the paper that lay where people came together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.evaluations.models import Evaluation, Voice
from kyodo.cycle.evaluations.policies import may_copy
from kyodo.cycle.evaluations.states import State
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.journal.actions import record


def hear(
    evaluation: Evaluation,
    *,
    score: int,
    words: str = "",
    on_paper: bool = False,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Voice:
    """受益者の声を受け取る, until the evaluation is public. No account, no name."""
    if evaluation.state == State.CLOSED:
        raise IllegalMove(_("この評価はもう公開されたため、受け付けを終えました。"))
    with transaction.atomic():
        voice = Voice(evaluation=evaluation, score=score, words=words, on_paper=on_paper, heard_at=at)
        record("hear", voice, by=by, at=at, key=key)
        voice.save(force_insert=True)
    return voice


def copy_voices(
    evaluation: Evaluation, *, voices: Iterable[Mapping[str, Any]], by: Actor, at: datetime, key: str = ""
) -> Evaluation:
    """紙の答えを写す: a pile of papers in one go; each is one voice, as if it had come by telephone."""
    may_copy.require(by, evaluation, at=at)
    sheets = list(voices)
    if not sheets:
        raise Refused(_("紙の答えを一つ以上入力してください。"))
    with transaction.atomic():
        record("copy_voices", evaluation, by=by, at=at, detail={"count": len(sheets)}, key=key)
        for sheet in sheets:
            hear(evaluation, **sheet, on_paper=True, by=by, at=at)
    return evaluation
