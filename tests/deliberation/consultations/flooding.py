"""Files of opinions, and a worker that takes them in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.deliberation.consultations import actions, forms
from kyodo.deliberation.consultations.models import Consultation, Intake
from kyodo.offices.desk.actions import run_errands
from tests import cast

from . import given

HEAD = "受付日時,氏名・団体名,住所,区分,意見"


def a_file(lines: Iterable[str], *, name: str = "iken.csv", encoding: str = "utf-8-sig") -> SimpleUploadedFile:
    """A CSV file as an office saves it."""
    return SimpleUploadedFile(name, "\r\n".join([HEAD, *lines]).encode(encoding), content_type="text/csv")


def rows(texts: Iterable[str]) -> list[str]:
    """One line a text, each from another sender."""
    return [f"2026-05-11 10:00,提出者{n},織瀬市{n},市内に住む人,{text}" for n, text in enumerate(texts, start=1)]


def a_form(file: SimpleUploadedFile) -> forms.IntakeForm:
    """The file as it lies in its form."""
    return forms.IntakeForm({"channel": "mail"}, {"file": file})


def read_in(it: Consultation, file: SimpleUploadedFile, *, at: datetime = given.SORTING) -> Intake:
    """The file read and looked at."""
    form = a_form(file)
    assert form.is_valid(), form.errors
    return actions.read_in(it, **form.values(), by=cast.sato(), at=at)


def taken_in(it: Consultation, texts: Iterable[str], *, at: datetime = given.SORTING, name: str = "iken.csv") -> Intake:
    """Every text in the ledger, and near copies looked for."""
    intake = read_in(it, a_file(rows(texts), name=name), at=at)
    actions.take_in(intake, by=cast.sato(), at=at)
    worked_off(at)
    intake.refresh_from_db()
    return intake


def worked_off(at: datetime = given.SORTING) -> None:
    """The worker does what it was sent to do."""
    while run_errands(at):
        pass
