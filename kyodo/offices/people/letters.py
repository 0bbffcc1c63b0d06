"""Letters about accounts. What the sign-in library sends goes out at once and has its own templates."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Letter

from .models import Invitation, Person


def invited(invitation: Invitation) -> list[str]:
    """Whoever has the address: an account's letters also lie on screen, a plain address is told nothing personal."""
    known = Person.objects.filter(email=invitation.email).first()
    return [known.subject if known else f"mailto:{invitation.email}"]


INVITATION = Letter[Invitation](
    name="people.invitation",
    title=_("ご招待のお知らせ"),
    template="people/letters/invitation.txt",
    to=invited,
    duty=True,
)
