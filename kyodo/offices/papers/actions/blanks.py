"""Blank forms: any form of the program as paper to fill in by hand, with a code that leads to the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

import segno
from django.conf import settings

from .printing import pdf

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: Which box a field gets, by the class it descends from.
BOXES = {
    "MomentField": "moment", "DateField": "date", "TimeField": "time", "YenField": "yen", "PostcodeField": "digits",
    "PhoneField": "line", "FileField": "file", "LongTextField": "area", "BooleanField": "tick",
    "MultipleChoiceField": "many", "ModelMultipleChoiceField": "many", "ChoiceField": "one", "ModelChoiceField": "one",
}  # fmt: skip
LETTERS_A_LINE = 30
LINES = (4, 7, 13)  #: to write on: the fewest, the most where much is asked, the most where it is the only long answer
MANY_CHOICES = 40  #: more choices than this are written by hand, not listed


class PaperForm(Protocol):
    """What a form of kyodo.ui has, as far as paper needs it."""

    def visible_fields(self) -> list[Any]: ...


@dataclass(frozen=True)
class Question:
    """One question on paper."""

    label: StrOrPromise
    help: StrOrPromise
    required: bool
    box: str
    lines: int = 1  #: to write on
    choices: list[StrOrPromise] = field(default_factory=list)


@dataclass(frozen=True)
class Grid:
    """Rows to fill in: their title and the heads of their columns."""

    title: StrOrPromise
    help: StrOrPromise
    columns: list[Question]
    lines: int


@dataclass(frozen=True)
class Part:
    """What one form asks, under its heading where a paper has several."""

    title: StrOrPromise
    questions: list[Question]
    grids: list[Grid]


def blank(
    *forms: PaperForm | tuple[StrOrPromise, PaperForm],
    title: StrOrPromise,
    path: str,
    at: datetime,
    lead: StrOrPromise = "",
    to: StrOrPromise = "",
) -> bytes:
    """Forms as a printable PDF: labels, help, boxes, what is required, and a code to the page at `path`.

    Where a paper has several forms, each is given with its heading.

    Where to hand it in is said once: `to`, else the city's desk.
    """
    titled = (form if isinstance(form, tuple) else ("", form) for form in forms)
    parts = [Part(heading, list(questions(form)), list(grids(form))) for heading, form in titled]
    return pdf("papers/print/blank.html", {"title": title, "lead": lead, "to": to, **qr(path), "parts": parts}, at=at)


def qr(path: str) -> dict[str, str]:
    """What a printed page shows of a page of ours: its `url`, and the `code` to photograph."""
    url = settings.BASE_URL + path
    return {"url": url, "code": segno.make(url, error="m", micro=False).png_data_uri(scale=6, border=2)}


def questions(form: PaperForm) -> Iterable[Question]:
    """Every field a person sees, in its order; what belongs to the form itself is left out."""
    own: frozenset[str] = getattr(form, "own", frozenset())
    asked = [bound for bound in form.visible_fields() if bound.name not in own]
    is_alone = sum(_box(bound) == "area" for bound in asked) == 1
    return (_question(bound, most=LINES[2 if is_alone else 1]) for bound in asked)


def grids(form: PaperForm) -> Iterable[Grid]:
    """Every list of rows the form repeats."""
    repeat = getattr(form, "repeat", {})
    return (
        Grid(kind.title, kind.help, list(questions(kind.form())), lines=max(kind.least + kind.blanks, 4))
        for kind in repeat.values()
    )


def _box(bound: Any) -> str:
    return next((BOXES[c.__name__] for c in type(bound.field).__mro__ if c.__name__ in BOXES), "line")


def _question(bound: Any, *, most: int) -> Question:
    box = _box(bound)
    choices = [label for value, label in getattr(bound.field, "choices", ()) if value not in ("", None)]
    if len(choices) > MANY_CHOICES:
        box, choices = "line", []
    letters = getattr(bound.field, "max_length", None) or LETTERS_A_LINE
    lines = min(max(letters // LETTERS_A_LINE, LINES[0]), most) if box == "area" else 1
    needed = bound.field.required or getattr(bound, "is_needed_later", False)  # a paper is handed in as it is
    return Question(bound.label, bound.help_text, needed, box, lines, choices)
