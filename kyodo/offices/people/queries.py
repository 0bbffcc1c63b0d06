"""Reading people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from kyodo.kernel.text import katakana, token_hash
from kyodo.offices.journal.models import Entry

from .models import Invitation, Joining, Person

MOST_ALIKE = 20


def display_name(person: Person) -> str:
    """The name the sign-in pages show."""
    return person.name or person.email or ""


def has_second_factor(person: Person) -> bool:
    """Whether the person has set up one-time codes or a passkey."""
    return bool(Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def invitation_of(token: str) -> Invitation | None:
    """The invitation a secret link names, whether it still works or not."""
    return Invitation.objects.select_related("invited_by").filter(token_hash=token_hash(token)).first()


def is_invited(email: str, at: datetime) -> bool:
    """Whether somebody asked for whoever has this address, and the answer is still open."""
    return Invitation.objects.open(at).filter(email=email.lower()).exists()


def open_invitations(bodies: str, at: datetime) -> QuerySet[Invitation]:
    """Invitations to one section or group, or to any of a kind, that nobody has answered yet: the first to end first."""
    return Invitation.objects.open(at).filter(subject_ref__startswith=bodies).order_by("expires_at", "pk")


def found_by(words: str) -> QuerySet[Person]:
    """People by part of their name, reading or address; nobody who has left, and each person once."""
    there = Person.objects.filter(anonymised_at=None, joined_into=None).order_by("kana", "name")
    try:
        reading = katakana(words)
    except ValueError:
        reading = words
    return there.filter(Q(name__icontains=words) | Q(kana__icontains=reading) | Q(email__icontains=words))


def alike(person: Person, *, words: str = "") -> list[Person]:
    """Other records that may be the same person: the same name, reading or telephone, or what is searched for."""
    if words:
        return list(found_by(words).exclude(pk=person.pk)[:MOST_ALIKE])
    same = Q(name=person.name)
    for entry in ("kana", "phone"):
        if said := getattr(person, entry):
            same |= Q(**{entry: said})
    return list(Person.objects.filter(same, anonymised_at=None, joined_into=None).exclude(pk=person.pk)[:MOST_ALIKE])


def joining_of(person: Person, at: datetime) -> Joining | None:
    """How this record was joined to another, as long as the two can be parted again."""
    joining = Joining.objects.filter(ended=person).first()
    return joining if joining and joining.is_open(at) else None


def about(person: Person, at: datetime) -> dict[str, Any]:
    """Everything kept about a person: this office's part, and what the rooms named in settings.PERSONAL_DATA add."""
    selves = [each.subject for each in (person, *Person.objects.filter(joined_into=person))]
    acts = Entry.objects.filter(actor__in=selves).order_by("seq").values("at", "act", "subject", "actor_as", "reason")
    addresses = EmailAddress.objects.filter(user=person).values("email", "verified", "primary")
    keys = Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")
    sessions = UserSession.objects.filter(user=person).values("created_at", "last_seen_at", "ip", "user_agent")
    own = {
        "reference": person.subject,
        "name": person.name,
        "kana": person.kana,
        "phone": person.phone,
        "joined_at": person.joined_at,
        "addresses": list(addresses),
        "second_factors": list(keys),
        "sessions": list(sessions),
        "joined_records": [
            {"joined_at": each.joined_at, "addresses": each.addresses} for each in Joining.objects.filter(kept=person)
        ],
        "capacities": [{"ref": c.ref, "role": c.role, "label": str(c.label)} for c in person.capacities(at)],
        "acts": list(acts),
    }
    others = {path.split(".")[-3]: import_string(path)(person) for path in settings.PERSONAL_DATA}
    return {"made_at": at, "person": own, **others}
