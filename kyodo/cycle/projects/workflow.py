"""協働事業の一生."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.queries import lead_of
from kyodo.kernel.access import Side
from kyodo.kernel.policy import Block
from kyodo.kernel.workflow import Move, Owes, Workflow

from . import letters
from .models import Project
from .policies import may_report, may_stop, may_write
from .states import State

S = State


def lead(side: Side) -> Callable[[Project], str]:
    """Whoever leads a side."""

    def of(project: Project) -> str:
        party = lead_of(project.case, side)
        return party.holder if party else ""

    return of


def report_is_whole(project: Project, at: datetime) -> Sequence[Block]:
    """A report says what was done, and every goal in force has a value measured since the start."""
    here, blocks = project.get_absolute_url(), []
    if not project.report.strip():
        blocks.append(Block(_("実績"), _("行ったことを記入してください。"), f"{here}report/"))
    unmeasured = project.case.agreement.goals.in_force().filter(amount__isnull=False, values=None)
    blocks += [
        Block(_("目標"), _("「%(goal)s」の結果の値がまだありません。") % {"goal": goal}, f"{here}#goals")
        for goal in unmeasured
    ]
    return blocks


WORKFLOW: Workflow[Project] = Workflow(
    model=Project,
    initial=S.RUNNING,
    states=State,
    begins=_("事業を始める"),
    tells=(letters.started,),
    owes=(
        Owes[Project](_("終わったら実績を報告する"), lead(Side.CITIZENS), due=lambda project: project.case.ends_on),
        Owes[Project](_("終わったら実績を報告する"), lead(Side.CITY), due=lambda project: project.case.ends_on),
    ),
    moves=(
        Move("report", _("実績を報告する"), (S.RUNNING,), S.REPORTED, may_report, (letters.reported,), guards=(report_is_whole,)),
        Move("stop", _("中止する"), (S.RUNNING,), S.STOPPED, may_stop, (letters.stopped,), reason_needed=True),
        Move("look_back", _("中間ふりかえりを書く"), (S.RUNNING,), S.RUNNING, may_write, keeps_tasks=True),
    ),
)  # fmt: skip
