"""Finding an application by the link its sender holds."""

from __future__ import annotations

from kyodo.deliberation.councils.models import Application
from kyodo.kernel.text import token_hash


def by_token(token: str) -> Application | None:
    """The application a receipt link belongs to."""
    found = Application.objects.select_related("opening__body__section", "person").filter(token_hash=token_hash(token))
    return found.first() if token else None
