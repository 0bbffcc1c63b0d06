"""Carrying letters to the mail server, and bundling a day's letters for those who want one a day. Jobs of the worker.

A claim moves a letter's next attempt beyond the time a worker may hold it. A worker that dies after sending and
before noting it leaves a letter that is sent again later under the same Message-ID: at least once, never lost.
"""

from __future__ import annotations

import contextlib
import smtplib
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kyodo.offices.city import queries as city
from kyodo.offices.people.models import Person
from kyodo.offices.post import queries
from kyodo.offices.post.models import DIGEST, Message
from kyodo.offices.post.states import Delivery
from kyodo.offices.post.terms import BATCH, DIGEST_HOUR, LEASE, WAITS

from .writing import NEUTRAL, Addressee, in_words, write

PATIENCE = 20  #: seconds the mail server is given to answer


def deliver_due(at: datetime) -> int:
    """Carry the letters whose time has come, over one connection; how many were taken up."""
    claimed = _claim(at)
    if not claimed:
        return 0
    proved = queries.verified(m.address for m in claimed)
    server: BaseEmailBackend = get_connection(timeout=PATIENCE)
    with translation.override(settings.LANGUAGE_CODE):
        for message in claimed:
            _carry(message, server, at=at, may_quote=message.address in proved)
    _hang_up(server)
    return len(claimed)


def _claim(at: datetime) -> list[Message]:
    """Take up the longest-waiting letters; another worker passes over them."""
    skip = connection.features.has_select_for_update_skip_locked
    if not Message.objects.due(at).exists():
        return []
    with transaction.atomic():
        due = Message.objects.due(at).select_for_update(skip_locked=skip).order_by("next_try")
        taken = list(due.values_list("pk", flat=True)[:BATCH])
        Message.objects.filter(pk__in=taken).update(next_try=at + LEASE, attempts=F("attempts") + 1)
    return list(Message.objects.filter(pk__in=taken).select_related("person").order_by("made_at", "pk"))


def _carry(message: Message, server: BaseEmailBackend, *, at: datetime, may_quote: bool) -> None:
    try:
        server.send_messages([_mail(message, may_quote=may_quote)])
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        _failed(message, f"{code} {_text(words)}", at=at, forever=code >= 500)
    except smtplib.SMTPDataError as refused:
        _failed(message, f"{refused.smtp_code} {_text(refused.smtp_error)}", at=at, forever=refused.smtp_code >= 500)
    except (smtplib.SMTPException, OSError) as trouble:
        # The server or the way to it: nothing is wrong with the letter, and the next one needs a new connection.
        _hang_up(server)
        _failed(message, f"{type(trouble).__name__}: {trouble}", at=at)
    except ValueError as unsendable:  # a header or an address no server would take
        _failed(message, str(unsendable), at=at, forever=True)
    else:
        _sent(message, at=at)


def _mail(message: Message, *, may_quote: bool) -> EmailMessage:
    """The letter as mail: plain text with the reason it comes, the link and how to reach the city.

    What somebody typed goes to addresses whose owners proved them; others read the neutral letter.
    """
    quote = may_quote or message.person is None
    body = message.body if quote else in_words(NEUTRAL, {"title": message.title})
    text = in_words(
        "post/envelope.txt", {"message": message, "body": body, "base": settings.BASE_URL, "city": city.the_city()}
    )
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return EmailMessage(
        message.title, text, to=[message.address],
        headers={"Message-ID": f"<{message.ref}@{host}>", "Auto-Submitted": "auto-generated"},
    )  # fmt: skip


def _sent(message: Message, *, at: datetime) -> None:
    with transaction.atomic():
        # A plain address is sent a secret link: once it is on its way, we keep no copy.
        path = message.path if message.person else ""
        Message.objects.filter(pk=message.pk).update(
            state=Delivery.SENT, sent_at=at, next_try=None, failure="", path=path
        )
        message.carries.update(state=Delivery.SENT, sent_at=at)


def _failed(message: Message, why: str, *, at: datetime, forever: bool = False) -> None:
    given_up = forever or message.attempts > len(WAITS)
    Message.objects.filter(pk=message.pk).update(
        failure=why[:300],
        state=Delivery.DEAD if given_up else Delivery.QUEUED,
        next_try=None if given_up else at + WAITS[message.attempts - 1],
    )


def _text(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words


def _hang_up(server: BaseEmailBackend) -> None:
    with contextlib.suppress(smtplib.SMTPException, OSError):
        server.close()


def bundle_daily(at: datetime) -> int:
    """Put yesterday's waiting letters into one for each person; how many such letters were written."""
    waiting = Message.objects.filter(state=Delivery.DIGEST, carried_by=None)
    if not waiting.exists():
        return 0
    local = timezone.localtime(at)
    until = timezone.make_aware(datetime.combine(local.date(), time(city.number(DIGEST_HOUR) % 24)))
    until -= timedelta(days=1 if until > at else 0)
    people = Person.objects.filter(pk__in=waiting.filter(made_at__lt=until).values("person"))
    return sum(_bundle(person, until=until, at=at) for person in people)


def _bundle(person: Person, *, until: datetime, at: datetime) -> bool:
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        letters = list(
            Message.objects.filter(person=person, state=Delivery.DIGEST, carried_by=None, made_at__lt=until)
            .select_for_update(of=("self",))
            .order_by("made_at", "pk")
        )
        if not letters:
            return False
        body = in_words("post/letters/digest.txt", {"letters": letters, "base": settings.BASE_URL})
        to = Addressee(person, because=_("1日1通にまとめて受け取る設定であるため"))
        (digest,) = write(
            [to], name=DIGEST, title=_("きょうまでのお知らせ（%(count)d件）") % {"count": len(letters)}, bodies={True: body},
            at=at, duty=True, path="/letters/", subject_ref=person.subject,
        )  # fmt: skip
        Message.objects.filter(pk__in=[m.pk for m in letters]).update(carried_by=digest)
    return True
