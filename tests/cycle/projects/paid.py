"""A project whose money is written: its books, a receipt, and everything spent as it was planned."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.cycle.projects import actions as projects
from kyodo.cycle.projects import queries
from kyodo.cycle.projects.models import Money, Project, Receipt
from kyodo.offices.people.models import Person
from tests import cast
from tests.cast import AT
from tests.offices.papers.conftest import picture

BOOKS = (
    {"flow": "income", "item": "市の負担", "bearer": "city", "budget": 100_000},
    {"flow": "expense", "item": "印刷費", "bearer": "city", "budget": 60_000},
    {"flow": "expense", "item": "会議費", "bearer": "citizens", "target": "out", "budget": 40_000},
)


def books(project: Project) -> Project:
    """A budget of three lines."""
    return projects.keep_books(project, lines=BOOKS, by=cast.hanako(), at=AT)


def line(project: Project, item: str) -> Money:
    """A line of the books by what it is for."""
    return project.books.prefetch_related("receipts").get(item=item)


def paper() -> SimpleUploadedFile:
    """A receipt as a telephone takes it."""
    return SimpleUploadedFile("領収書.png", picture("PNG"), content_type="image/png")


def receipt(
    project: Project, *, item: str = "印刷費", by: Person | None = None, at: datetime = AT, **said: Any
) -> Receipt:
    """A receipt for a line, with its paper."""
    paid = {
        "paid_on": at.date(),
        "payee": "錦印刷",
        "amount": 1_000,
        "reason": "取引先の口座がのっているため。",
        **said,
    }
    return projects.add_receipt(
        project, **{"line": line(project, item), "upload": paper(), "by": by or cast.hanako(), "at": at, **paid}
    )


def rows(project: Project, **changed: dict[str, Any]) -> list[dict[str, Any]]:
    """The books as the form sends them back, some lines changed by the name of their item."""
    return [{**row, **changed.get(row["item"], {})} for row in queries.lines_of(project)]


def settle(project: Project) -> Project:
    """Everything was spent as it was planned."""
    lines = [{**row, "settled": row["budget"]} for row in queries.lines_of(project)]
    return projects.keep_books(project, lines=lines, by=cast.hanako(), at=AT)
