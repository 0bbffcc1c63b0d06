"""Papers a project makes by itself for the forms of its case."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.formalities.states import Made
from kyodo.cycle.projects.states import State
from kyodo.kernel.access import Actor


def papers_made(case: Collaboration, actor: Actor, at: datetime) -> dict[str, str]:
    """予算, 収支 and 実績の報告書, open to whoever sees the case. Named in settings.PAPERMAKERS."""
    project = getattr(case, "project", None)
    if project is None:
        return {}
    page, made = project.get_absolute_url(), {}
    if project.books.exists():
        made[Made.BUDGET] = page
    if project.state == State.REPORTED:
        report = reverse("projects:report_pdf", args=[case.ref])
        made |= {Made.REPORT: report} | ({Made.BOOKS: page} if made else {})
    return {code.value: url for code, url in made.items()}
