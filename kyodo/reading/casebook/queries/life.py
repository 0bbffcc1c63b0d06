"""The life of a case from its journal: when it reached each stage, and what happened, in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import LIFE_LINE, Stage
from kyodo.offices.journal.models import Entry
from kyodo.offices.journal.queries import act_in_words, history_of, life_of
from kyodo.ui.parts import Step, StepState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: Whose reasons are public words: what is said about anything else in a case is for the table.
OPEN_REASONS = ("collaborations.collaboration/", "seeds.seed/", "agreements.gateoverride/")
#: Acts nobody is to be counted by: one person's own answers.
UNSAID = ("projects.pulse/", "evaluations.voice/")
UNKNOWN = act_in_words("journal.entry/", "")


@dataclass(frozen=True)
class Told:
    """One line of the history."""

    at: datetime
    on: StrOrPromise  #: the kind of thing it was done to: 案件, 変更案, 評価
    what: StrOrPromise
    who: str
    reason: str


def reached(case: Collaboration) -> dict[str, datetime]:
    """When the case last came into each stage it has been in."""
    moments: dict[str, datetime] = {Stage.SEED.value: case.born_at}
    for entry in history_of(case.subject):
        if stage := json.loads(entry.detail).get("to"):
            moments[str(stage)] = entry.at
    return moments


def life_line(case: Collaboration, today: date) -> tuple[Step, ...]:
    """Every stage it went through with its date, where it stands, and what lies ahead. Skipped stages are left out."""
    moments = reached(case)
    straight = case.stage in LIFE_LINE
    place = LIFE_LINE.index(Stage(case.stage)) if straight else len(LIFE_LINE)
    steps = [
        Step(
            _name(stage), StepState.DONE if n < place else StepState.NEXT, on=moments.get(stage) if n < place else None
        )
        for n, stage in enumerate(LIFE_LINE)
        if stage != case.stage and (n > place or stage in moments)
    ]
    here = Step(case.shown_stage(today), _where(case, today), on=case.moved_at)
    done = sum(step.state == StepState.DONE for step in steps)
    return (*steps[:done], here, *(steps[done:] if straight else ()))


def _name(stage: Stage) -> StrOrPromise:
    """The name of a stage that does not stand at this moment."""
    return _("実施") if stage == Stage.RUNNING else stage.label


def _where(case: Collaboration, today: date) -> str:
    if case.stage == Stage.COMPLETED:
        return StepState.DONE
    past = case.stage == Stage.RUNNING and case.ends_on is not None and case.ends_on < today
    return StepState.LATE if past else StepState.CURRENT


def told(case: Collaboration, *, limit: int) -> tuple[Told, ...]:
    """The newest lines of the history: what was done, as whom, and why where the reason is public. No words of the table."""
    lines: list[Told] = []
    for entry in life_of(case.subject).order_by("-seq")[: limit * 3]:
        what = act_in_words(entry.subject, entry.act)
        if what != UNKNOWN and not entry.subject.startswith(UNSAID):
            lines.append(Told(entry.at, _kind(entry), what, _acting(entry), _reason(entry)))
    return tuple(lines[:limit])


def _kind(entry: Entry) -> StrOrPromise:
    try:
        return apps.get_model(entry.subject.partition("/")[0])._meta.verbose_name or ""
    except LookupError:
        return ""  # of a room this installation no longer has


def _acting(entry: Entry) -> str:
    """The capacity somebody acted in; nobody's own name."""
    return entry.actor_as or str(_("システム") if entry.actor.startswith("office/") else "")


def _reason(entry: Entry) -> str:
    return entry.reason if entry.subject.startswith(OPEN_REASONS) else ""
