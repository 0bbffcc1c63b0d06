"""Who is told what about a project."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import BOTH_SIDES
from kyodo.kernel.workflow import Letter

from .models import Project


def both(project: Project) -> Iterable[str]:
    """Both sides."""
    return project.case.party_refs(*BOTH_SIDES)


started = Letter[Project]("projects.started", _("協働事業が始まりました"), "projects/letters/started.txt", both)
ending = Letter[Project](
    "projects.ending", _("協働事業の終わりが近づいています"), "projects/letters/ending.txt", both, duty=True
)
past_end = Letter[Project](
    "projects.past_end", _("協働事業の終了日が過ぎました"), "projects/letters/past_end.txt", both, duty=True
)
pulse = Letter[Project]("projects.pulse", _("今月のマナー脈診のお願い（1分）"), "projects/letters/pulse.txt", both)
reported = Letter[Project](
    "projects.reported", _("協働事業の実績が報告されました"), "projects/letters/reported.txt", both
)
stopped = Letter[Project]("projects.stopped", _("協働事業が中止になりました"), "projects/letters/stopped.txt", both)
fixed = Letter[Project](
    "projects.fixed", _("市が負担する額が確定しました"), "projects/letters/fixed.txt", both, duty=True
)
