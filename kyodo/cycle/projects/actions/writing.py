"""Who writes, and over what: asked by every act of both sides in a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.projects import queries
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


def require_seen(seen: str | None, rows: Iterable[Mapping[str, Any]]) -> None:
    """Both sides write in one table: nobody writes over rows they have not read."""
    if seen is not None and seen != queries.sealed(rows):
        raise Refused(
            _(
                "書いているあいだに、ほかの方がこの表を書きかえました。書いたものはこの画面に残っています。いまの表を別の画面で開いて読み、"
                "両方が残るように直してから、もう一度押してください。"
            )
        )
