"""What is kept here about a person who sent opinions with an account."""

from __future__ import annotations

from typing import Any

from kyodo.deliberation.consultations.models import Mask, Submission
from kyodo.offices.people.models import Person

_SAID = (
    "consultation__title", "number", "received_at", "text", "place", "standing", "age", "late", "sender__name", "sender__address",
    "sender__email", "sender__phone", "response__satisfied", "response__words", "response__given_at",
)  # fmt: skip


def kept_about(person: Person) -> list[dict[str, Any]]:
    """For whoever asks for their own data: every opinion with its sender and the words afterwards, and what was covered."""
    sent = Submission.objects.filter(author_ref=person.subject).order_by("pk")
    covered = Mask.objects.filter(submission__author_ref=person.subject).order_by("pk")
    return [
        *({**row} for row in sent.values(*_SAID)),
        *({**row} for row in covered.values("submission__number", "start", "end", "kind", "made_at", "lifted_at")),
    ]
