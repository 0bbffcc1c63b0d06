"""Who may change what is kept about a person."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import policy

from .models import Person


@policy(_("本人だけができます。"))
def is_the_person(actor: Actor, person: Person, at: datetime) -> bool:
    return actor.subject == person.subject


@policy(_("利用者の登録は協働担当課が扱います。"))
def keeps_the_register(actor: Actor, person: Person, at: datetime) -> bool:
    """The desk's officers keep the register of people, but nobody is judge in their own case."""
    return actor.subject != person.subject and any(c.role == "desk" for c in actor.capacities(at))
