"""Taking in opinions, by whatever way they come: each is numbered, kept as it is, and laid into its bundle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Bundle, Consultation, Sender, Submission
from kyodo.deliberation.consultations.policies import keeps
from kyodo.deliberation.consultations.queries.copies import evidence_of, signature_of, weight_of
from kyodo.deliberation.consultations.states import Channel, Fitness, Standing, State
from kyodo.deliberation.consultations.terms import MAX_TEXT
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.text import name_key, safe_text, search_key, token_hash
from kyodo.offices.city.policies import is_officer
from kyodo.offices.city.queries import end_of_day, local_day
from kyodo.offices.journal.actions import record
from kyodo.offices.papers.actions import store
from kyodo.offices.papers.states import Disclosure
from kyodo.offices.people.models import Person

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

#: States in which the ledger takes nothing: before there is a draft, and where there never will be one.
CLOSED_LEDGER = (State.DRAFT, State.ANNOUNCED, State.CANCELLED)


@dataclass(frozen=True)
class From:
    """提出者: who sends, as far as it is told."""

    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""


def receipt_token(submission: Submission) -> str:
    """The secret of a receipt link, drawn from the reference: a letter can carry it though only its hash is stored."""
    return salted_hmac("kyodo.consultations.receipt", submission.ref, algorithm="sha256").hexdigest()[:32]


def sender_key(it: Consultation, sender: From, *, otherwise: str) -> str:
    """One person is one key within a consultation, and nobody can be followed from one to the next by it."""
    if sender.name and (sender.address or sender.email or sender.phone):
        who = f"{name_key(sender.name)}|{search_key(sender.address) or sender.email.lower() or sender.phone}"
    else:
        who = otherwise
    return salted_hmac("kyodo.consultations.sender", f"{it.ref}|{who}", algorithm="sha256").hexdigest()[:32]


def submit(
    it: Consultation, *, text: str, sender: From, standing: str = Standing.UNKNOWN, age: str = "", place: str = "",
    provision_uid: str = "", files: Iterable[UploadedFile[bytes]] = (), by: Actor, at: datetime, key: str = "",
) -> Submission:  # fmt: skip
    """意見を出す on the web, with or without an account. What arrives a moment late is kept and marked, not lost."""
    if it.state != State.PUBLISHED or it.opens_on is None or local_day(at) < it.opens_on:
        raise IllegalMove(_("この案件は、いま意見を募集していません。"))
    if it.max_length and len(text) > it.max_length:
        raise Refused(_("%(limit)d文字以内にしてください。") % {"limit": it.max_length}, field="text")
    author = by if isinstance(by, Person) else None
    return _take_in(
        it, text=text, sender=sender, standing=standing, age=age, place=place, provision_uid=provision_uid, files=files, channel=Channel.WEB,
        received_at=at, author=author, entered_by=None, by=by, at=at, key=key,
    )  # fmt: skip


def enter(
    it: Consultation, *, text: str, sender: From, channel: str, received_at: datetime | None = None,
    standing: str = Standing.UNKNOWN, age: str = "", place: str = "", files: Iterable[UploadedFile[bytes]] = (),
    by: Person, at: datetime, key: str = "",
) -> Submission:  # fmt: skip
    """Type in what came by mail, fax, paper, at the counter or on a card. Nothing that came is turned away."""
    is_officer.require(by, it, at=at)
    if it.state in CLOSED_LEDGER:
        raise IllegalMove(_("案を公表する前の案件には、意見を入力できません。"))
    if received_at and received_at > at:
        raise Refused(_("受付日時が未来になっています。"), field="received_at")
    return _take_in(
        it, text=text, sender=sender, standing=standing, age=age, place=place, files=files, channel=channel,
        received_at=received_at or at, author=None, entered_by=by, by=by, at=at, key=key,
    )  # fmt: skip


def _take_in(
    it: Consultation, *, text: str, sender: From, files: Iterable[UploadedFile[bytes]], received_at: datetime,
    author: Person | None, by: Actor, at: datetime, key: str, **said: Any,
) -> Submission:  # fmt: skip
    files, words = list(files), as_it_came(text)
    with transaction.atomic():
        locked = Consultation.lock(it.pk)
        one = Submission(
            consultation=locked, number=locked.received + 1, text=words, received_at=received_at, entered_at=at, **said
        )
        # The journal first: it knows a submission that arrives twice before anything is stored again.
        record("submit", one, by=by, at=at, detail={"channel": one.channel, "number": one.number}, key=key)
        one.author_ref = author.subject if author else ""
        sealed(one, locked, sender)
        one.bundle = bundle_for(locked, words, alone=bool(files))
        one.save(force_insert=True)
        Sender.objects.create(
            submission=one, name=sender.name, address=sender.address, email=sender.email, phone=sender.phone
        )
        Consultation.objects.filter(pk=locked.pk).update(received=F("received") + 1)
        with translation.override(settings.LANGUAGE_CODE):
            purpose, reason = str(_("意見の添付")), str(_("提出された原本で、個人情報を含むことがあるため"))
        for file in files:
            store(file, one, by=by, at=at, disclosure=Disclosure.PARTIES, purpose=purpose, reason=reason)
    return one


def as_it_came(text: str) -> str:
    """The words as they came; only what no file can hold is refused."""
    try:
        words = safe_text(text)
    except ValueError as fault:
        raise Refused(str(fault), field="text") from fault
    if not words.strip():
        raise Refused(_("意見を入力してください。"), field="text")
    if len(words) > MAX_TEXT:
        raise Refused(_("%(limit)d文字以内にしてください。") % {"limit": MAX_TEXT}, field="text")
    return words


def sealed(one: Submission, it: Consultation, sender: From) -> Submission:
    """A submission with what is drawn from itself and its sender: keys, and whether it came in time and is complete."""
    one.sender_key = sender_key(it, sender, otherwise=one.author_ref or one.subject)
    one.token_hash = token_hash(receipt_token(one))
    one.late = is_late(it, one.received_at)
    one.fitness, one.fitness_note = judged(it, sender, one.standing)
    return one


def is_late(it: Consultation, received_at: datetime) -> bool:
    """期限後: after the end of the last day in Japan. The day counts to its end."""
    return it.closes_on is not None and received_at > end_of_day(it.closes_on)


@translation.override(settings.LANGUAGE_CODE)
def judged(it: Consultation, sender: From, standing: str) -> tuple[str, str]:
    """Whether it has what was asked for, with the words for the office in the city's language. It is kept whatever comes out."""
    if not it.anonymous_ok and not sender.name:
        return Fitness.LACKING, str(_("氏名・団体名の記入がありません。"))
    if not it.anonymous_ok and not sender.address:
        return Fitness.UNCLEAR, str(_("住所の記入がありません。"))
    if standing != Standing.UNKNOWN and it.who_may and standing not in it.who_may:
        return Fitness.UNCLEAR, str(_("提出できる人の区分に当てはまらない記入です。"))
    return Fitness.MET, ""


def bundle_for(it: Consultation, text: str, *, alone: bool = False) -> Bundle:
    """The bundle of that text, one voice larger; a text with an attachment stays alone, for the attachment may differ."""
    digest = "" if alone else Bundle.digest_of(text)
    bundle = None if alone else Bundle.objects.filter(consultation=it, digest=digest).first()
    if bundle is None:
        evidence = evidence_of(text)
        bundle = Bundle.objects.create(
            consultation=it, digest=digest, signature=b"" if alone else signature_of(text), gist=Bundle.gist_of(text),
            evidence=evidence, weight=weight_of(evidence, alone=True),
        )  # fmt: skip
    elif bundle.size == 1:
        Bundle.objects.filter(pk=bundle.pk).update(weight=weight_of(bundle.evidence, alone=False))
    head = bundle.into_id or bundle.pk
    Bundle.objects.filter(pk=bundle.pk).update(size=F("size") + 1)
    Bundle.objects.filter(pk__in={head, bundle.pk}).update(voices=F("voices") + 1)
    return bundle


def judge(submission: Submission, *, fitness: str, note: str = "", by: Actor, at: datetime) -> Submission:
    """要件を確かめる: what a person found out about it. The submission stays where it is."""
    keeps.require(by, submission, at=at)
    if fitness != Fitness.MET and not note.strip():
        raise Refused(_("何が足りないかを入力してください。"), field="note")
    with transaction.atomic():
        locked = Submission.lock(submission.pk)
        before, locked.fitness, locked.fitness_note = locked.fitness, fitness, note.strip()
        locked.save(update_fields=["fitness", "fitness_note"])
        record("judge", locked, by=by, at=at, detail={"from": before, "to": fitness})
    submission.refresh_from_db()
    return submission
