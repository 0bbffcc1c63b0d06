"""Whose letter it is."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import policy

from .models import Message


@policy(_("ほかの人あての手紙は開けません。"))
def is_addressee(actor: Actor, message: Message, at: datetime) -> bool:
    return message.person is not None and message.person.subject == actor.subject
