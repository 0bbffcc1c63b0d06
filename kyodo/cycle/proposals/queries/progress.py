"""書きぐあい: which steps are done, what each still lacks, as the task list of a proposal shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.proposals.states import Step
from kyodo.cycle.proposals.workflow import has_room, has_talked, is_answered, is_complete, is_in_time, money_is_right
from kyodo.kernel.policy import Block
from kyodo.ui.parts import Task, TaskStatus

from .writing import entries_of

#: Steps that come with something in them from the beginning.
_GIVEN = ("title", "author_name", "contact", "section", "talk")


@dataclass(frozen=True)
class Progress:
    """Where the writing stands: the tasks in their order, and what hinders the submission besides them."""

    tasks: tuple[Task, ...]
    hindrances: tuple[Block, ...]

    @property
    def is_ready(self) -> bool:
        """Whether everything is there to be submitted now."""
        return not self.hindrances and not any(task.hint for task in self.tasks)


def progress(proposal: Proposal, *, at: datetime, url: Callable[[Step], str]) -> Progress:
    """The task list of a proposal; `url` says where each step is written, by account or by secret link."""
    lacking = _lacking(proposal, at)
    tasks = tuple(
        Task(step.label, _status(proposal, step, lacking.get(str(step.label), ())), url(step), _hint(lacking, step))
        for step in Step
    )
    return Progress(tasks, (*is_in_time(proposal, at), *has_room(proposal, at), *has_talked(proposal, at)))


def _lacking(proposal: Proposal, at: datetime) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for rule in (is_complete, money_is_right, is_answered):
        for it in rule(proposal, at):
            found.setdefault(str(it.rule), []).append(str(it.sentence))
    return found


def _hint(lacking: Mapping[str, Sequence[str]], step: Step) -> str:
    return " ".join(lacking.get(str(step.label), ()))


def _status(proposal: Proposal, step: Step, lacks: Sequence[str]) -> str:
    said = [name for name in entries_of(step) if name not in _GIVEN and _is_said(proposal, name)]
    if not said:
        return TaskStatus.EMPTY if lacks or step == Step.MONEY else TaskStatus.DONE
    if step == Step.MONEY and lacks:
        return TaskStatus.CHECK
    return TaskStatus.STARTED if lacks else TaskStatus.DONE


def _is_said(proposal: Proposal, name: str) -> bool:
    return proposal.lines.exists() if name == "lines" else bool(getattr(proposal, name))
