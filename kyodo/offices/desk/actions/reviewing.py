"""見直し: what was withheld until a day becomes a task of the desk on that day. A job of the worker."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kyodo.offices.city import queries as city
from kyodo.offices.desk.models import Task
from kyodo.offices.desk.terms import REVIEW_DAYS
from kyodo.offices.papers import queries as papers

from .tasks import NEXT, owe


def ask_reviews(at: datetime) -> int:
    """Ask the desk to look again at each withheld paper whose day has come; how many were asked for anew.

    The task is of the kind that the paper's own acts clear: deciding anew, or taking the paper back.
    """
    today = city.local_day(at)
    waiting = list(papers.for_review(today))
    if not waiting:
        return 0
    asked = set(Task.objects.open().about(*(f.subject for f in waiting)).values_list("subject_ref", flat=True))
    fresh = [file for file in waiting if file.subject not in asked]
    if not fresh:
        return 0
    holder = city.desk_section(at).subject
    due = city.business_days_after(today, city.number(REVIEW_DAYS))
    with transaction.atomic(), translation.override("ja"):
        what = _("公開しない文書を見直す")
        for file in fresh:
            owe(
                file,
                what=what,
                holder=holder,
                due=due,
                at=at,
                kind=NEXT,
                path=reverse("papers:disclosure", args=[file.ref]),
            )
    return len(fresh)
