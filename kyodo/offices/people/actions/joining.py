"""一人一つの記録: two records that turn out to be one person become one, with everything either of them is and owes.

Row by row is noted what passed over, so that the two can be parted again while the city may still find that it erred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Joining, Person
from kyodo.offices.people.policies import keeps_the_register
from kyodo.offices.people.terms import PARTING

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
    _require(person, other, reason=reason, by=by, at=at)
    if person.pk == other.pk:
        raise Refused(_("同じ記録です。もう一つの記録を選んでください。"))
    with transaction.atomic():
        kept, ended = (Person.lock(pk) for pk in (person.pk, other.pk))
        if kept.anonymised_at or ended.anonymised_at or kept.joined_into_id or ended.joined_into_id:
            raise IllegalMove(_("退会した方の記録と、すでにほかの記録に合わせたものは、合わせられません。"))
        moved = {_name_of(field): keys for field in _naming_people() if (keys := _pass_over(field, ended, kept))}
        joining = Joining(kept=kept, ended=ended, joined_at=at, moved=moved, was_active=ended.is_active)
        _close(joining, ended, kept)
        joining.save()
        _note("join_records", kept, ended, rows=sum(map(len, moved.values())), reason=reason, by=by, at=at)
    sign_out_everywhere(ended)
    _refresh(person, other)
    return person


def part(person: Person, *, reason: str, by: Actor, at: datetime) -> Person:
    """合わせた記録を分ける: what passed over and lies there still comes back; what came since stays where it came.

    Its addresses come back where nobody else took them; password and second factor are the person's to set anew.
    """
    joining = Joining.objects.filter(ended=person).select_related("kept").first()
    if joining is None or not joining.is_open(at):
        raise IllegalMove(_("この記録は、ほかの記録から分けられません。合わせた日から30日までに限ります。"))
    _require(person, joining.kept, reason=reason, by=by, at=at)
    with transaction.atomic():
        kept, ended = (Person.lock(pk) for pk in (joining.kept_id, person.pk))
        if ended.joined_into_id != kept.pk:
            raise IllegalMove(_("この記録は、すでに分けられています。"))
        rows = sum(len(_pass_over(_column(name), kept, ended, among=keys)) for name, keys in joining.moved.items())
        _reopen(joining, ended, kept)
        joining.delete()
        _note("part_records", kept, ended, rows=rows, reason=reason, by=by, at=at)
    _refresh(person)
    return person


def forget_joinings(at: datetime) -> int:
    """Forget what is needed to part records once that time is over; how many. A job of the worker."""
    return Joining.objects.filter(joined_at__lte=at - PARTING).delete()[0]


def _require(*people: Person, reason: str, by: Actor, at: datetime) -> None:
    for each in people:
        keeps_the_register.require(by, each, at=at)
    if not reason.strip():
        raise Refused(_("理由を入力してください。"), field="reason")


def _note(act: str, kept: Person, ended: Person, *, rows: int, reason: str, by: Actor, at: datetime) -> None:
    detail = {"from": ended.subject, "to": kept.subject, "rows": rows}
    for each in (kept, ended):
        record(act, each, by=by, at=at, reason=reason, detail=detail)


def _refresh(*people: Person) -> None:
    for each in people:
        each.refresh_from_db()
        each.forget_capacities()


def _close(joining: Joining, ended: Person, kept: Person) -> None:
    """The record stays, so that what it did keeps its name; nobody signs in with it any more."""
    addresses = EmailAddress.objects.filter(user=ended).order_by("-primary", "pk")
    joining.addresses = list(addresses.values_list("email", flat=True))
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=ended).delete()
    for entry in ("kana", "phone"):
        if not getattr(kept, entry) and getattr(ended, entry):
            setattr(kept, entry, getattr(ended, entry))
            joining.filled.append(entry)
    kept.save(update_fields=["kana", "phone"])
    ended.email, ended.is_active, ended.joined_into = None, False, kept
    ended.set_unusable_password()
    ended.save(update_fields=["email", "password", "is_active", "joined_into"])


def _reopen(joining: Joining, ended: Person, kept: Person) -> None:
    """The record stands for itself again, with the addresses that are still free."""
    taken = set(Person.objects.filter(email__in=joining.addresses).values_list("email", flat=True))
    taken |= set(EmailAddress.objects.filter(email__in=joining.addresses).values_list("email", flat=True))
    free = [address for address in joining.addresses if address not in taken]
    EmailAddress.objects.bulk_create(
        EmailAddress(user=ended, email=address, verified=True, primary=address == free[0]) for address in free
    )
    for entry in joining.filled:
        if getattr(kept, entry) == getattr(ended, entry):
            setattr(kept, entry, "")
    kept.save(update_fields=["kana", "phone"])
    ended.email, ended.is_active, ended.joined_into = (free or [None])[0], joining.was_active, None
    ended.save(update_fields=["email", "is_active", "joined_into"])


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


def _name_of(field: models.Field[object, object]) -> str:
    """A column as a joining names it: "groups.membership.person"."""
    return f"{field.model._meta.label_lower}.{field.name}"


def _column(name: str) -> models.Field[Any, Any]:
    label, _dot, field = name.rpartition(".")
    found: models.Field[Any, Any] = apps.get_model(label)._meta.get_field(field)
    return found


def _pass_over(
    field: models.Field[object, object], old: Person, new: Person, *, among: Sequence[Any] | None = None
) -> list[Any]:
    """Write the one for the other in one column, row by row where the new one stands already; the keys of the rows."""
    is_row, rows = isinstance(field, models.ForeignKey), field.model._default_manager.all()
    here = rows.filter(**{field.name: old if is_row else old.subject})
    keys = list((here if among is None else here.filter(pk__in=among)).values_list("pk", flat=True))
    if not keys:
        return []
    written = {field.name: new if is_row else new.subject}
    try:
        with transaction.atomic():
            rows.filter(pk__in=keys).update(**written)
    except IntegrityError:
        return [pk for pk in keys if _pass_row(rows.filter(pk=pk), written)]
    return keys


def _pass_row(row: models.QuerySet[Any], written: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            return bool(row.update(**written))
    except IntegrityError:
        return False
