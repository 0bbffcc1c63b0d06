"""What goes when somebody leaves: their applications, a body they served, and of their seats what nobody but the city ever read."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from kyodo.deliberation.councils.models import Application, Body, Membership
from kyodo.offices.people.models import Person

GONE = {
    "address": "", "occupation": "", "phone": "", "email": "", "reason": "", "other_seats": "", "interests": "", "wishes": "",
    "gender": "",
}  # fmt: skip


def forget(person: Person, *, at: datetime) -> None:
    """The roster of a public body stays as it was published; what was not published goes, and the section serves again."""
    Body.objects.filter(secretariat=person.subject).update(secretariat="", secretariat_since=None)
    name = _("退会した人")
    Application.objects.filter(person=person).update(name=name, token_hash="", **GONE)
    held = Membership.objects.filter(person=person)
    held.update(gender="", age_group="")
    held.filter(shows_name=False).update(name=name)
    held.filter(shows_affiliation=False).update(behalf="")
    held.filter(shows_profession=False).update(profession="")
