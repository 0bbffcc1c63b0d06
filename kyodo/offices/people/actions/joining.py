"""一人一つの記録: two records that turn out to be one person become one, with everything either of them is and owes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person
from kyodo.offices.people.policies import keeps_the_register

from .accounts import sign_out_everywhere

#: What happened keeps the name under which it happened; what belongs to an account ends with the account.
#: A column shorter than a person's subject holds none.
SUBJECT = len("people.person/") + 10
LEFT_ALONE = ("journal", "account", "mfa", "socialaccount", "usersessions", "admin", "sessions")


def join(person: Person, other: Person, *, reason: str, by: Actor, at: datetime) -> Person:
    """Join the other record into the person's: memberships, duties, letters, papers and tasks pass over; its account ends.

    What both have already, as the same role in the same group, stays with the record that ended. The journal keeps every
    act under the record that did it.
    """
    for each in (person, other):
        keeps_the_register.require(by, each, at=at)
    if not reason.strip():
        raise Refused(_("理由を入力してください。"), field="reason")
    if person.pk == other.pk:
        raise Refused(_("同じ記録です。もう一つの記録を選んでください。"))
    with transaction.atomic():
        kept, ended = (Person.lock(pk) for pk in (person.pk, other.pk))
        if kept.anonymised_at or ended.anonymised_at or kept.joined_into_id or ended.joined_into_id:
            raise IllegalMove(_("退会した方の記録と、すでにほかの記録に合わせたものは、合わせられません。"))
        moved = sum(_pass_over(field, ended, kept) for field in _naming_people())
        _close(ended, kept)
        detail = {"from": ended.subject, "to": kept.subject, "rows": moved}
        for each in (kept, ended):
            record("join_records", each, by=by, at=at, reason=reason, detail=detail)
    sign_out_everywhere(ended)
    for each in (person, other):
        each.refresh_from_db()
        each.forget_capacities()
    return person


def _close(ended: Person, kept: Person) -> None:
    """The record stays, so that what it did keeps its name; nobody signs in with it any more."""
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=ended).delete()
    for entry in ("kana", "phone"):
        if not getattr(kept, entry):
            setattr(kept, entry, getattr(ended, entry))
    kept.save(update_fields=["kana", "phone"])
    ended.email, ended.is_active, ended.joined_into = None, False, kept
    ended.set_unusable_password()
    ended.save(update_fields=["email", "password", "is_active", "joined_into"])


def _naming_people() -> Iterator[models.Field[object, object]]:
    """Every column in which a person may stand: as a row, or by their subject."""
    for model in apps.get_models():
        if model._meta.app_label in LEFT_ALONE or model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            by_row = isinstance(field, models.ForeignKey) and field.related_model is Person
            by_subject = type(field) is models.CharField and not field.choices and (field.max_length or 0) >= SUBJECT
            if by_row or by_subject:
                yield field


def _pass_over(field: models.Field[object, object], ended: Person, kept: Person) -> int:
    """Write the one for the other in one column, row by row where the kept one stands already."""
    old, new = (ended, kept) if isinstance(field, models.ForeignKey) else (ended.subject, kept.subject)
    rows = field.model._default_manager.filter(**{field.name: old})
    try:
        with transaction.atomic():
            return rows.update(**{field.name: new})
    except IntegrityError:
        return sum(_pass_row(field, pk, new) for pk in list(rows.values_list("pk", flat=True)))


def _pass_row(field: models.Field[object, object], pk: object, new: object) -> int:
    try:
        with transaction.atomic():
            return field.model._default_manager.filter(pk=pk).update(**{field.name: new})
    except IntegrityError:
        return 0
