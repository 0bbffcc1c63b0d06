"""The life of a case from its journal: when it reached each stage, and what happened, in words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import LIFE_LINE, Stage
from kyodo.offices.city.models import Section
from kyodo.offices.journal.models import Entry
from kyodo.offices.journal.queries import act_in_words, fitting, history_of, life_of
from kyodo.ui.parts import Step, StepState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: Whose reasons are public words: what is said about anything else in a case is for the table.
OPEN_REASONS = ("collaborations.collaboration/", "seeds.seed/", "agreements.gateoverride/")
#: Acts nobody is to be counted by: one person's own answers.
UNSAID = ("projects.pulse/", "evaluations.voice/")
#: Acts of people who sit at no side of the case.
JUDGED = ("screening.",)
READ = 5  #: entries read for a line of the history
UNKNOWN = act_in_words("journal.entry/", "")


@dataclass(frozen=True)
class Act:
    """What was done, to which kind of thing."""

    on: StrOrPromise  #: 案件, 変更案, 評価
    what: StrOrPromise
    times: int = 1


@dataclass(frozen=True)
class Told:
    """One line of the history: what was done on a day in one capacity, for one reason, without anybody between."""

    at: datetime
    acts: tuple[Act, ...]
    who: str
    reason: str


@dataclass(frozen=True)
class History:
    """経過: its newest lines, and whether there are more."""

    lines: tuple[Told, ...]
    cut: bool


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


def told(case: Collaboration, *, limit: int) -> History:
    """The newest lines of the history: what was done, as whom, and why where the reason is public. No words of the table."""
    read = list(life_of(case.subject).order_by("-seq")[: limit * READ])
    bodies = {*(party.name for party in case.parties.all()), *Section.objects.values_list("name", flat=True)}
    runs = [(found, list(run)) for found, run in groupby(filter(_is_told, read), key=lambda e: _line(e, bodies))]
    lines = tuple(Told(run[0].at, _acts(run), who, reason) for (_day, who, reason), run in runs[:limit])
    return History(lines, cut=len(runs) > limit or len(read) == limit * READ)


def _is_told(entry: Entry) -> bool:
    return act_in_words(entry.subject, entry.act) != UNKNOWN and not entry.subject.startswith(UNSAID)


def _line(entry: Entry, bodies: set[str]) -> tuple[date, str, str]:
    return timezone.localtime(entry.at).date(), _acting(entry, bodies), _reason(entry)


def _acts(run: Iterable[Entry]) -> tuple[Act, ...]:
    counted = Counter((_kind(entry), act_in_words(entry.subject, entry.act)) for entry in run)
    return tuple(Act(on, what, times) for (on, what), times in counted.items())


def _kind(entry: Entry) -> StrOrPromise:
    try:
        return apps.get_model(entry.subject.partition("/")[0])._meta.verbose_name or ""
    except LookupError:
        return ""  # of a room this installation no longer has


def _acting(entry: Entry, bodies: set[str]) -> str:
    """For which body of the case somebody acted, judges for theirs; nobody's own name, and nothing else they are."""
    if entry.actor.startswith("office/"):
        return str(_("システム"))
    return fitting(entry.actor_as, bodies) or (entry.actor_as if entry.subject.startswith(JUDGED) else "")


def _reason(entry: Entry) -> str:
    return entry.reason if entry.subject.startswith(OPEN_REASONS) else ""
