"""Putting letters into the outbox: one message a person, in the transaction of the change it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model
from django.template import Context
from django.template.loader import select_template
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kyodo.kernel.access import Actor, find_all
from kyodo.kernel.policy import Refused
from kyodo.kernel.thing import Thing
from kyodo.kernel.workflow import Letter
from kyodo.offices.people.models import Person
from kyodo.offices.post.models import Message, Preference
from kyodo.offices.post.states import Delivery, Mode
from kyodo.offices.post.terms import STRANGER_LIMIT, STRANGER_SPAN

MAILTO = "mailto:"
#: All that a person without an account is told by mail: no word that somebody else wrote.
NEUTRAL = "post/letters/neutral.txt"


@dataclass(frozen=True)
class Addressee:
    """宛先: a person, or a plain address of somebody without an account, and why the letter goes there."""

    person: Person | None = None
    email: str = ""
    because: str = ""

    @property
    def is_reachable(self) -> bool:
        """Whether there is an address to send mail to."""
        return bool(self.email or (self.person and self.person.email))


def addressees(refs: Iterable[str], *, at: datetime) -> list[Addressee]:
    """Who stands behind these subjects, each once; nobody gets the same letter by two ways."""
    people: dict[int, Addressee] = {}
    plain: dict[str, Addressee] = {}
    refs = list(dict.fromkeys(refs))
    bodies = find_all(refs)
    for ref in refs:
        if ref.startswith(MAILTO):
            if email := _checked(ref.removeprefix(MAILTO).strip().lower()):
                plain.setdefault(email, Addressee(email=email, because=_("このアドレスで申し込みがあったため")))
        else:
            for addressee in _behind(ref, bodies.get(ref), at):
                if addressee.person and addressee.person.is_active:
                    people.setdefault(addressee.person.pk, addressee)
    taken = {a.person.email.lower() for a in people.values() if a.person and a.person.email}
    return [*people.values(), *(a for email, a in plain.items() if email not in taken)]


def _behind(ref: str, body: Model | None, at: datetime) -> list[Addressee]:
    """A person themselves, or whoever acts for a section or a group now."""
    if isinstance(body, Person):
        return [Addressee(body, because=_("あなたがこの件の当事者または担当者であるため"))]
    sources = [import_string(f"{path}.people_holding") for path in settings.CAPACITY_SOURCES]
    because = _("あなたが「%(body)s」の一員であるため") % {"body": body} if body else ""
    return [Addressee(person, because=because) for holding in sources for person in holding(ref, at)]


def _checked(email: str) -> str:
    """The address, or a refusal: a line break in it would let a stranger write headers of our mail."""
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise Refused(_("メールアドレスの形が正しくありません。"), field="email") from None
    return email


def post(letter: Letter[Any], thing: Thing, *, by: Actor, at: datetime, **context: Any) -> list[Message]:
    """Queue one letter to everybody it is for, except to whoever did the act.

    A person without an account is sent the neutral letter: its title and the link, nothing that anybody typed.
    """
    to = [a for a in addressees(letter.to(thing), at=at) if _may_be_told(a, by=by, at=at)]
    if not to:
        return []
    path = getattr(thing, "get_absolute_url", lambda: "")()
    with translation.override(settings.LANGUAGE_CODE):
        title = str(letter.title)
        bodies = {False: in_neutral_words(letter.template, title, at=at)}
        if any(a.person for a in to):
            url = settings.BASE_URL + path
            bodies[True] = in_words(letter.template, {"thing": thing, "by": by, "at": at, "url": url, **context})
    return write(
        to, name=letter.name, title=title, bodies=bodies, at=at, duty=letter.duty, path=path, subject_ref=thing.subject
    )


def _may_be_told(to: Addressee, *, by: Actor, at: datetime) -> bool:
    """Nobody is told of their own act, and no stranger is flooded: what they sent in is confirmed on screen anyway."""
    if to.person:
        return to.person.subject != by.subject
    lately = Message.objects.filter(person=None, email=to.email, made_at__gt=at - STRANGER_SPAN)
    return lately.count() < STRANGER_LIMIT


def write(
    to: Sequence[Addressee],
    *,
    name: str,
    title: str,
    bodies: dict[bool, str],
    at: datetime,
    duty: bool,
    path: str,
    subject_ref: str,
) -> list[Message]:
    """Store one message each; `bodies` holds what people with an account read (True) and the others (False)."""
    if len(title.splitlines()) != 1:
        raise Refused(_("手紙の件名は1行です。"))
    modes = dict(
        Preference.objects.filter(person__in=[a.person for a in to if a.person]).values_list("person_id", "mode")
    )
    return Message.objects.bulk_create(
        Message(
            person=a.person, email=a.email, because=a.because, name=name, title=title, body=bodies[a.person is not None],
            duty=duty, subject_ref=subject_ref, path=path, made_at=at, next_try=at,
            state=_delivery(modes.get(a.person.pk, Mode.AT_ONCE) if a.person else Mode.AT_ONCE, a, duty=duty),
        )
        for a in to
    )  # fmt: skip


def in_words(templates: str | list[str], context: dict[str, Any]) -> str:
    """The first of these templates that exists as plain text: mail shows no markup, so nothing is escaped."""
    names = [templates] if isinstance(templates, str) else templates
    text: str = select_template(names).template.render(Context(context, autoescape=False))
    return text.strip()


def in_neutral_words(template: str, title: str, *, at: datetime) -> str:
    """What a plain address is told. A room may say it in its own words, `…_plain.txt`, but is handed nothing to quote."""
    return in_words([template.replace(".txt", "_plain.txt"), NEUTRAL], {"title": title, "at": at})


def _delivery(mode: str, to: Addressee, *, duty: bool) -> Delivery:
    if not to.is_reachable:
        return Delivery.SCREEN
    if duty or mode == Mode.AT_ONCE:
        return Delivery.QUEUED
    return Delivery.DIGEST if mode == Mode.DAILY else Delivery.SCREEN
