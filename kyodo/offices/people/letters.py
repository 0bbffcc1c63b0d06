"""Letters about accounts. What the sign-in library sends goes out at once and has its own templates."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Letter

from .models import Invitation

INVITATION = Letter[Invitation](
    name="people.invitation",
    title=_("ご招待のお知らせ"),
    template="people/letters/invitation.txt",
    to=lambda invitation: [f"mailto:{invitation.email}"],
    duty=True,
)
