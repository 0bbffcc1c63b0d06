"""一括取り込み: a file of opinions is read, looked at, taken in by the worker portion by portion, and undone as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import (
    Bundle,
    Consultation,
    Intake,
    IntakeFault,
    IntakePart,
    Sender,
    Submission,
)
from kyodo.deliberation.consultations.policies import keeps
from kyodo.deliberation.consultations.queries.copies import evidence_of, weight_of
from kyodo.deliberation.consultations.states import IntakeState
from kyodo.deliberation.consultations.workflow import INTAKES
from kyodo.kernel.access import Actor, LinkHolder, Office
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.text import token_hash
from kyodo.offices.desk.actions import send
from kyodo.offices.desk.models import Errand
from kyodo.offices.journal.actions import record

from .bundling import recount_all
from .proposing import look_again
from .receiving import CLOSED_LEDGER, From, is_late, judged, receipt_token, sender_key

PART = 500  #: rows that are stored, and taken in, together
PARTS = 4  #: parts of one portion
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
    with transaction.atomic():
        INTAKES.begin(intake, by=by, at=at, key=key)
        waiting, faults = iter(rows), list[IntakeFault]()
        while some := list(islice(waiting, PART)):
            faults += [IntakeFault(intake=intake, row=row.number, sentence=row.fault) for row in some if row.fault]
            IntakePart.objects.create(intake=intake, rows=[{"row": r.number, **r.values} for r in some if not r.fault])
            intake.row_count += len(some)
        if not intake.row_count:
            raise Refused(_("ファイルに意見の行がありません。"), field="file")
        intake.fault_count = len(faults)
        IntakeFault.objects.bulk_create(faults[:MOST_FAULTS])
        if faults:
            intake.parts.all().delete()
        intake.save(update_fields=["row_count", "fault_count"])
    return intake


def _refuse_twice(it: Consultation, digest: str) -> None:
    held = (IntakeState.RUNNING, IntakeState.DONE, IntakeState.UNDOING)
    if it.intakes.filter(digest=digest, state__in=held).exists():
        raise Refused(_("同じファイルは、すでに取り込まれています。"), field="file")


def take_in(intake: Intake, *, by: Actor, at: datetime) -> Errand:
    """取り込む: the worker takes in every row; whoever pressed may close the page."""
    with transaction.atomic():
        _refuse_twice(intake.consultation, intake.digest)
        moved = INTAKES.perform("take_in", intake, by=by, at=at)
        return send(TAKE_IN, moved, total=moved.row_count, by=by, at=at)


def discard(intake: Intake, *, by: Actor, at: datetime) -> Intake:
    """やめる: the file that was only looked at is forgotten."""
    with transaction.atomic():
        moved = INTAKES.perform("discard", intake, by=by, at=at)
        moved.parts.all().delete()
    return moved


def undo(intake: Intake, *, reason: str = "", by: Actor, at: datetime) -> Errand:
    """取り込みを取り消す: the whole file, while nobody has worked on what came of it."""
    with transaction.atomic():
        moved = INTAKES.perform("undo", intake, by=by, at=at, reason=reason)
        return send(UNDO, moved, total=moved.submissions.count(), by=by, at=at)


def _intake_of(errand: Errand) -> Intake:
    return Intake.lock(Intake.objects.get(ref=errand.subject_ref.partition("/")[2]).pk)


def portion_in(errand: Errand, at: datetime) -> int:
    """Take in the next rows. Part of them is gone with the same transaction, so that no row comes twice."""
    intake = _intake_of(errand)
    parts = list(intake.parts.all()[:PARTS])
    rows = [row for part in parts for row in part.rows]
    if rows:
        _take(intake, rows, at=at)
        intake.parts.filter(pk__in=[part.pk for part in parts]).delete()
    if not intake.parts.exists():
        by = Office()
        INTAKES.perform("complete", intake, by=by, at=at)
        look_again(intake.consultation, by=by, at=at)
    return len(rows)


def _take(intake: Intake, rows: list[dict[str, Any]], *, at: datetime) -> None:
    it = Consultation.lock(intake.consultation_id)
    digests = [Bundle.digest_of(row["text"]) for row in rows]
    bundles = _bundles_for(it, dict(zip(digests, (row["text"] for row in rows), strict=True)), Counter(digests))
    made, senders = [], []
    for number, (row, digest) in enumerate(zip(rows, digests, strict=True), start=it.received + 1):
        one = _submission(intake, it, row, number=number, bundle=bundles[digest], at=at)
        made.append(one)
        senders.append(Sender(submission=one, **{name: row[name] for name in ("name", "address", "email", "phone")}))
    Submission.objects.bulk_create(made)
    Sender.objects.bulk_create(senders)
    Consultation.objects.filter(pk=it.pk).update(received=F("received") + len(rows))
    detail = {"rows": len(rows), "from": made[0].number, "to": made[-1].number}
    record("take_rows", intake, by=Office(), at=at, detail=detail)


def _submission(
    intake: Intake, it: Consultation, row: dict[str, Any], *, number: int, bundle: Bundle, at: datetime
) -> Submission:
    sender = From(row["name"], row["address"], row["email"], row["phone"])
    received_at = datetime.fromisoformat(row["received_at"]) if row["received_at"] else at
    one = Submission(
        consultation=it, number=number, channel=intake.channel, received_at=received_at, entered_at=at, text=row["text"],
        place=row["place"], standing=row["standing"], age=row["age"], bundle=bundle, intake=intake, intake_row=row["row"],
        late=is_late(it, received_at),
    )  # fmt: skip
    one.author_ref = LinkHolder(one.subject).subject
    one.sender_key = sender_key(it, sender, otherwise=one.author_ref)
    one.token_hash = token_hash(receipt_token(one))
    one.fitness, one.fitness_note = judged(it, sender, one.standing)
    return one


def _bundles_for(it: Consultation, texts: dict[str, str], counts: Counter[str]) -> dict[str, Bundle]:
    """The bundle of every text, grown by the voices of these rows: in few queries, however many rows there are."""
    held = {b.digest: b for b in Bundle.objects.filter(consultation=it, digest__in=counts)}
    fresh = []
    for digest in (each for each in counts if each not in held):  # in the order of the file: the first to say it leads
        evidence = evidence_of(texts[digest])
        fresh.append(
            Bundle(
                consultation=it,
                digest=digest,
                gist=" ".join(texts[digest].split())[:60],
                evidence=evidence,
                weight=weight_of(evidence, alone=counts[digest] == 1),
                size=counts[digest],
                voices=counts[digest],
            )
        )
    Bundle.objects.bulk_create(fresh)
    for bundle in held.values():
        more = counts[bundle.digest]
        Bundle.objects.filter(pk=bundle.pk).update(size=F("size") + more)
        Bundle.objects.filter(pk__in={bundle.pk, bundle.into_id or bundle.pk}).update(voices=F("voices") + more)
    return {**held, **{bundle.digest: bundle for bundle in fresh}}


def portion_out(errand: Errand, at: datetime) -> int:
    """Take the next rows of a file out of the ledger again, and count their bundles anew."""
    intake = _intake_of(errand)
    some = list(intake.submissions.order_by("pk").values_list("pk", "bundle")[: PART * PARTS])
    keys = [pk for pk, _bundle in some]
    Sender.objects.filter(submission__in=keys).delete()
    Submission.objects.filter(pk__in=keys).delete()
    recount_all({bundle for _pk, bundle in some})
    record("take_rows_out", intake, by=Office(), at=at, detail={"rows": len(some)})
    if not intake.submissions.exists():
        INTAKES.perform("end_undo", intake, by=Office(), at=at)
    return len(some)
