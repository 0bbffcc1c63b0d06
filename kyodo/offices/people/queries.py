"""Reading people."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from .models import Person


def display_name(person: Person) -> str:
    """The name the sign-in pages show."""
    return person.name or person.email or ""


def has_second_factor(person: Person) -> bool:
    """Whether the person has set up one-time codes or a passkey."""
    return bool(Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())
