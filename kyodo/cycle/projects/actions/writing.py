"""Who writes: asked by every act of both sides in a project."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.projects.models import Project
from kyodo.cycle.projects.policies import may_write
from kyodo.cycle.projects.states import State
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.policy import IllegalMove, Refused


def writes(project: Project, by: Actor, at: datetime) -> Side:
    """The side that writes, in a project that still runs; refused otherwise."""
    may_write.require(by, project, at=at)
    if project.state != State.RUNNING:
        raise IllegalMove(_("この事業はもう終わっています。"))
    side = project.case.side_of(by, at)
    if side is None:
        raise Refused(_("この案件の当事者だけができます。"))
    return side
