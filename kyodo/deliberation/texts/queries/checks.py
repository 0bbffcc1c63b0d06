"""Reading the article check, and what is to be reviewed when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from kyodo.deliberation.texts.models import Check, Document, Effort, Provision, Trigger
from kyodo.deliberation.texts.states import Level
from kyodo.deliberation.texts.terms import REVIEW_NOTICE_DAYS
from kyodo.offices.city.queries import number

from .reading import provisions, text_in_force


@dataclass(frozen=True)
class Checked:
    """One line of the table: a check with the provision it is about, None where that provision is gone."""

    check: Check
    provision: Provision | None


@dataclass(frozen=True)
class Sheet:
    """逐条点検 of one year: the checks, provisions nobody works on, efforts no provision asks for."""

    year: int
    years: list[int]
    lines: list[Checked]
    idle: list[Provision]
    loose: list[Effort]


def sheet(document: Document, year: int) -> Sheet:
    """The article check of a year. A provision counts from the 条 down; chapters are only headings.

    A provision has an effort, and an effort a provision, once one was checked for the other in this year or before it.
    """
    version = text_in_force(document)
    standing = provisions(version) if version else []
    by_uid = {p.uid: p for p in standing}
    order = {p.uid: p.order for p in standing}
    found = Check.objects.filter(effort__document=document)
    years = sorted({*found.values_list("year", flat=True), year}, reverse=True)
    checks = list(found.filter(year=year).select_related("effort__section", "effort__document", "file"))
    lines = [Checked(c, by_uid.get(c.uid)) for c in sorted(checks, key=lambda c: (order.get(c.uid, len(order)), c.pk))]
    tied = list(found.filter(year__lte=year).values_list("uid", "effort"))
    known, used = {uid for uid, _effort in tied}, {effort for _uid, effort in tied}
    loose = [e for e in document.efforts.select_related("section") if e.pk not in used]
    return Sheet(year, years, lines, [p for p in standing if p.level == Level.ARTICLE and p.uid not in known], loose)


@dataclass(frozen=True)
class Review:
    """見直し: a text, when it is to be reviewed, and how many things call for it."""

    document: Document
    triggers: list[Trigger]
    is_late: bool
    is_soon: bool


def reviews(documents: QuerySet[Document], day: date) -> Iterator[Review]:
    """The calendar of reviews, the nearest first; texts without a date stand last."""
    soon = day + timedelta(days=number(REVIEW_NOTICE_DAYS))
    found = list(documents)
    waiting: dict[int, list[Trigger]] = {}
    for trigger in Trigger.objects.filter(document__in=found, cited_in=None):
        waiting.setdefault(trigger.document_id, []).append(trigger)
    for it in sorted(found, key=lambda d: (d.review_on is None, d.review_on or day, d.title)):
        due = it.review_on
        yield Review(it, waiting.get(it.pk, []), bool(due and due < day), bool(due and day <= due <= soon))
