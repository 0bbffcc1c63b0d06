"""Finding an application by the link its sender holds, and why a call was called off."""

from __future__ import annotations

from kyodo.deliberation.councils.models import Application, Opening
from kyodo.deliberation.councils.states.bodies import OpeningState
from kyodo.kernel.text import token_hash
from kyodo.offices.journal.queries import history_of


def by_token(token: str) -> Application | None:
    """The application a receipt link belongs to."""
    found = Application.objects.select_related("opening__body__section", "person").filter(token_hash=token_hash(token))
    return found.first() if token else None


def called_off_because(opening: Opening) -> str:
    """Why the call was called off and the seats are filled in another way; everybody reads it."""
    if opening.state != OpeningState.CALLED_OFF:
        return ""
    reasons = history_of(opening.subject).filter(act="call_off").values_list("reason", flat=True)
    return reasons.last() or ""
