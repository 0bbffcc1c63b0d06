"""一括取り込み: a file of opinions is read, looked at, taken in by the worker portion by portion, and undone as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Consultation, Intake, IntakeFault, Sender, Submission
from kyodo.deliberation.consultations.policies import keeps
from kyodo.deliberation.consultations.states import IntakeState
from kyodo.deliberation.consultations.workflow import INTAKES
from kyodo.kernel.access import Actor, Office
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.desk.actions import drop, lay_aside, packed, send, sender_of, take_next, thing_of
from kyodo.offices.desk.models import Errand
from kyodo.offices.desk.queries import waits
from kyodo.offices.journal.actions import record

from .bundling import recount_all
from .filling import analyze, take
from .proposing import look_again, weigh
from .receiving import CLOSED_LEDGER

PART = 4000  #: rows that wait, and are taken in, together
OUT = 2000  #: rows that are taken out together
MOST_FAULTS = 200  #: faults that are told; a file with more is wrong as a whole
TAKE_IN, UNDO = "consultations.take_in", "consultations.undo_intake"


@dataclass(frozen=True)
class Row:
    """One row of a file: its values, or the sentence that says why it cannot be read."""

    number: int
    values: dict[str, str]
    fault: str = ""


def read_in(
    it: Consultation, *, file_name: str, digest: str, channel: str, rows: Iterable[Row], by: Actor, at: datetime, key: str = ""
) -> Intake:  # fmt: skip
    """Keep the rows of a file until they have been looked at. Nothing of the ledger changes yet."""
    keeps.require(by, it, at=at)
    if it.state in CLOSED_LEDGER:
        raise IllegalMove(_("案を公表する前の案件には、意見を入力できません。"))
    _refuse_twice(it, digest)
    intake = Intake(consultation=it, file_name=file_name, digest=digest, channel=channel, uploaded_at=at)
    faults: list[IntakeFault] = []
    # A large file is read before anything is locked: others go on writing meanwhile.
    parts = list(packed(intake, _readable(intake, rows, faults), size=PART, once="text"))
    if not intake.row_count:
        raise Refused(_("ファイルに意見の行がありません。"), field="file")
    intake.fault_count = len(faults)
    with transaction.atomic():
        INTAKES.begin(intake, by=by, at=at, detail={"sha256": digest, "rows": intake.row_count}, key=key)
        IntakeFault.objects.bulk_create(faults[:MOST_FAULTS])
        lay_aside(intake, [] if faults else parts)
    return intake


def _readable(intake: Intake, rows: Iterable[Row], faults: list[IntakeFault]) -> Iterator[dict[str, Any]]:
    """What is to wait of the rows: all of them up to the first that cannot be read. Every one is counted."""
    for row in rows:
        intake.row_count += 1
        if row.fault:
            faults.append(IntakeFault(intake=intake, row=row.number, sentence=row.fault))
        elif not faults:
            yield {"row": row.number, **row.values}


def _refuse_twice(it: Consultation, digest: str, *, but: int = 0) -> None:
    held = (IntakeState.RUNNING, IntakeState.DONE, IntakeState.UNDOING)
    if it.intakes.filter(digest=digest, state__in=held).exclude(pk=but).exists():
        raise Refused(_("同じファイルは、すでに取り込まれています。"), field="file")


def take_in(intake: Intake, *, by: Actor, at: datetime) -> Errand:
    """取り込む, or go on where it stopped: the worker takes in every row; whoever pressed may close the page."""
    with transaction.atomic():
        _refuse_twice(intake.consultation, intake.digest, but=intake.pk)
        moved = INTAKES.perform("take_in", intake, by=by, at=at)
        return send(TAKE_IN, moved, total=waits(moved), by=by, at=at)


def discard(intake: Intake, *, by: Actor, at: datetime) -> Intake:
    """やめる: the file that was only looked at is forgotten."""
    with transaction.atomic():
        moved = INTAKES.perform("discard", intake, by=by, at=at)
        drop(moved)
    return moved


def undo(intake: Intake, *, reason: str = "", by: Actor, at: datetime) -> Errand:
    """取り込みを取り消す: the whole file, while nobody has worked on what came of it."""
    with transaction.atomic():
        moved = INTAKES.perform("undo", intake, by=by, at=at, reason=reason)
        drop(moved)
        return send(UNDO, moved, total=max(1, moved.submissions.count()), by=by, at=at)


def portion_in(errand: Errand, at: datetime) -> int:
    """Take in the next rows. They stop waiting in the same transaction, so that no row comes twice."""
    intake, by = thing_of(errand, Intake), Office()
    if rows := take_next(intake):
        first, last = take(intake, rows, at=at)
        record("take_rows", intake, by=by, at=at, detail={"rows": len(rows), "from": first, "to": last})
    if not waits(intake):
        INTAKES.perform("complete", intake, by=by, at=at)
        weigh(intake.consultation)
        analyze()
        look_again(intake.consultation, by=sender_of(errand), at=at)
    return len(rows)


def portion_out(errand: Errand, at: datetime) -> int:
    """Take the next rows of a file out of the ledger again, and count their bundles anew."""
    intake = thing_of(errand, Intake)
    some = list(intake.submissions.order_by("pk").values_list("pk", "bundle")[:OUT])
    keys = [pk for pk, _bundle in some]
    Sender.objects.filter(submission__in=keys).delete()
    Submission.objects.filter(pk__in=keys).delete()
    recount_all({bundle for _pk, bundle in some})
    record("take_rows_out", intake, by=Office(), at=at, detail={"rows": len(some)})
    if not intake.submissions.exists():
        INTAKES.perform("end_undo", intake, by=Office(), at=at)
    return len(some)
