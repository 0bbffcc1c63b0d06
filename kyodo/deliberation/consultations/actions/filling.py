"""Rows of a file become submissions: some thousand at a time, without an object or a query for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import AutoField, F, Max, Model

from kyodo.deliberation.consultations.models import Bundle, Consultation, Intake, Pair, Sender, Submission
from kyodo.deliberation.consultations.queries.copies import evidence_of, signatures_of, weight_of
from kyodo.kernel.text import new_ref

from .bundling import recount_all
from .receiving import From, sealed

Row = dict[str, Any]


def take(intake: Intake, rows: list[Row], *, at: datetime) -> tuple[int, int]:
    """Number the rows, lay each to the others of its text, and keep them as they are. The first and the last number."""
    it = Consultation.lock(intake.consultation_id)
    digests = {text: Bundle.digest_of(text) for text in dict.fromkeys(row["text"] for row in rows)}
    bundles, grown = _bundles_for(it, digests, Counter(digests[row["text"]] for row in rows))
    keys = {text: bundles[digest] for text, digest in digests.items()}
    _fill(Submission, _submissions(intake, it, rows, keys, at=at))
    made = dict(it.submissions.filter(number__gt=it.received).values_list("number", "pk"))
    _fill(Sender, _senders(rows, made, first=it.received + 1))
    recount_all(grown)
    Consultation.objects.filter(pk=it.pk).update(received=F("received") + len(rows))
    return it.received + 1, it.received + len(rows)


def analyze() -> None:
    """Tell PostgreSQL how much there is now; until it looks by itself it reads the ledger as if it were nearly empty."""
    if connection.vendor == "postgresql":
        tables = (connection.ops.quote_name(model._meta.db_table) for model in (Submission, Sender, Bundle, Pair))
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(tables)}")


def _bundles_for(it: Consultation, digests: dict[str, str], counts: Counter[str]) -> tuple[dict[str, int], set[int]]:
    """The bundle of every text, and which of them were there before."""
    last = it.bundles.aggregate(last=Max("pk", default=0))["last"]
    held = dict(it.bundles.filter(digest__in=list(counts)).values_list("digest", "pk"))
    fresh: dict[str, str] = {}
    for text, digest in digests.items():  # in the order of the file: the first to say it leads
        if digest not in held:
            fresh.setdefault(digest, text)
    _fill(Bundle, _bundles(it, fresh, counts))
    return held | dict(it.bundles.filter(pk__gt=last).values_list("digest", "pk")), set(held.values())


def _bundles(it: Consultation, texts: dict[str, str], counts: Counter[str]) -> Iterator[Row]:
    same = _columns(Bundle(consultation=it))
    for (digest, text), signature in zip(texts.items(), signatures_of(list(texts.values())), strict=True):
        evidence, voices = evidence_of(text), counts[digest]
        yield {
            **same, "ref": new_ref(), "digest": digest, "signature": signature, "gist": Bundle.gist_of(text), "size": voices,
            "voices": voices, "evidence": evidence, "weight": weight_of(evidence, alone=voices == 1),
        }  # fmt: skip


def _submissions(
    intake: Intake, it: Consultation, rows: Iterable[Row], bundles: dict[str, int], *, at: datetime
) -> Iterator[Row]:
    one = Submission(consultation=it, channel=intake.channel, received_at=at, entered_at=at, intake=intake)
    same, moment_of = _columns(one), Submission._meta.get_field("received_at").get_db_prep_save
    for number, row in enumerate(rows, start=it.received + 1):
        one.ref, one.standing = new_ref(), row["standing"]
        one.received_at = datetime.fromisoformat(row["received_at"]) if row["received_at"] else at
        sealed(one, it, From(row["name"], row["address"], row["email"], row["phone"]))
        yield {
            **same, "ref": one.ref, "number": number, "received_at": moment_of(one.received_at, connection), "late": one.late,
            "text": row["text"], "place": row["place"], "standing": one.standing, "age": row["age"], "fitness": one.fitness,
            "fitness_note": one.fitness_note, "sender_key": one.sender_key, "token_hash": one.token_hash,
            "bundle_id": bundles[row["text"]], "intake_row": row["row"],
        }  # fmt: skip


def _senders(rows: Iterable[Row], made: dict[int, int], *, first: int) -> Iterator[Row]:
    for number, row in enumerate(rows, start=first):
        yield {"submission_id": made[number], **{name: row[name] for name in ("name", "address", "email", "phone")}}


def _columns(thing: Model) -> Row:
    """What the database would be told of a thing, for all of its kind that are alike in it."""
    fields = [field for field in thing._meta.concrete_fields if not isinstance(field, AutoField)]
    return {str(field.column): field.get_db_prep_save(getattr(thing, field.attname), connection) for field in fields}


def _fill(model: type[Model], rows: Iterator[Row]) -> None:
    """Store rows that all name the same columns in the same order, in the quickest way the database has."""
    first = next(rows, None)
    if first is None:
        return
    table, columns = connection.ops.quote_name(model._meta.db_table), ", ".join(map(connection.ops.quote_name, first))
    values = [tuple(row.values()) for row in chain((first,), rows)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for each in values:
                    copy.write_row(each)
        else:
            places = ", ".join("%s" for _column in first)
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)  # noqa: S608  our own names
