"""協働事業の一生."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.queries import lead_of
from kyodo.kernel.access import Side
from kyodo.kernel.policy import Block
from kyodo.kernel.workflow import Move, Owes, Workflow
from kyodo.offices.city.queries import number

from . import letters, terms
from .models import Project, is_far
from .policies import may_report, may_stop, may_write
from .states import Flow, State

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


#: 実績報告書: what the report says, besides what both sides have told and measured on the way.
REPORT = (
    "report", "place", "audience", "participants", "publicity", "outcome", "remains", "remark_reply", "citizens_gained", "city_gained",
    "outlook",
)  # fmt: skip


def books_are_whole(project: Project, at: datetime) -> Sequence[Block]:
    """精算: every line of the books has what was spent, what lies far from its budget says why, and both sums are equal."""
    mend, percent = f"{project.get_absolute_url()}books/", number(terms.FAR)
    lines = list(project.books.prefetch_related("receipts"))
    blocks = []
    for line in lines:
        said = {"item": line.item, "percent": percent}
        if line.actual is None:
            blocks.append(Block(_("精算"), _("「%(item)s」の決算額がまだありません。") % said, mend))
        elif is_far(line.budget, line.actual, percent=percent) and not line.because.strip():
            sentence = _("「%(item)s」の決算額は予算額と%(percent)d％以上ちがうので、差の理由を書いてください。")
            blocks.append(Block(_("精算"), sentence % said, mend))
    sums = {flow: sum(line.actual or 0 for line in lines if line.flow == flow) for flow in Flow.values}
    if not blocks and sums[Flow.INCOME] != sums[Flow.EXPENSE]:
        yen = {flow: f"{amount:,}" for flow, amount in sums.items()}
        sentence = _("決算の収入（%(income)s円）と支出（%(expense)s円）を同じ額にしてください。")
        blocks.append(Block(_("精算"), sentence % yen, mend))
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
        Move("report", _("実績を報告する"), (S.RUNNING,), S.REPORTED, may_report, (letters.reported,), guards=(report_is_whole, books_are_whole)),
        Move("stop", _("中止する"), (S.RUNNING,), S.STOPPED, may_stop, (letters.stopped,), reason_needed=True),
        Move("look_back", _("中間ふりかえりを書く"), (S.RUNNING,), S.RUNNING, may_write, keeps_tasks=True),
    ),
)  # fmt: skip
