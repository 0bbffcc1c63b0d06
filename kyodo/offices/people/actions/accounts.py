"""Acts about people: entering somebody, names, invitations, disabling, anonymising."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, find
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.kernel.text import katakana, new_token, safe_text, token_hash
from kyodo.kernel.text import phone as phone_digits
from kyodo.kernel.workflow import ledger
from kyodo.offices.journal.actions import record
from kyodo.offices.people.letters import INVITATION
from kyodo.offices.people.models import Invitation, Joining, Person
from kyodo.offices.people.policies import is_the_person, keeps_the_register
from kyodo.offices.people.terms import INVITATION_DAYS, LEFT


def register(
    *,
    name: str,
    email: str | None = None,
    kana: str = "",
    phone: str = "",
    password: str | None = None,
    by: Actor | None,
    at: datetime,
) -> Person:
    """Enter one person. A given address counts as verified: whoever calls knows it to be the person's own.

    `by` is None when the person enters themselves through a link that proved the address.
    """
    with transaction.atomic():
        person = Person(email=_free_address(email) if email else None, joined_at=at)
        _set_names(person, name=name, kana=kana, phone=phone)
        person.set_password(password)
        person.save(force_insert=True)
        if person.email:
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        record("register", person, by=by or person, at=at)
    return person


def _free_address(email: str) -> str:
    address = email.strip().lower()
    if Person.objects.filter(email=address).exists() or EmailAddress.objects.filter(email=address).exists():
        raise Refused(_("このメールアドレスはすでに登録されています。"), field="email")
    return address


def _set_names(person: Person, *, name: str, kana: str, phone: str) -> None:
    name = safe_text(name).strip()
    if not name:
        raise Refused(_("お名前を入力してください。"), field="name")
    person.name = name
    person.kana = _in_one_form(katakana, kana, field="kana")
    person.phone = _in_one_form(phone_digits, phone, field="phone")


def _in_one_form(normalise: Callable[[str], str], text: str, *, field: str) -> str:
    """Empty, or in the one form in which it is kept and found."""
    try:
        return normalise(text) if text.strip() else ""
    except ValueError as unread:
        raise Refused(str(unread), field=field) from unread


def rename(person: Person, *, name: str, kana: str = "", phone: str = "", by: Actor, at: datetime) -> Person:
    """Change name, reading and telephone. The journal notes that it happened, not what the names were."""
    is_the_person.require(by, person, at=at)
    with transaction.atomic():
        kept = Person.lock(person.pk)
        _set_names(kept, name=name, kana=kana, phone=phone)
        kept.save(update_fields=["name", "kana", "phone"])
        record("rename", kept, by=by, at=at)
    person.refresh_from_db()
    return person


def introduce(person: Person, *, name: str, kana: str, at: datetime) -> None:
    """The names given at sign-up, for the account that the sign-in library has just stored."""
    _set_names(person, name=name, kana=kana, phone="")
    person.save(update_fields=["name", "kana", "phone"])
    record("register", person, by=person, at=at)


def note_sign_in(person: Person, *, at: datetime) -> None:
    """Every sign-in is in the journal, so that the person can see one that was not theirs."""
    record("sign_in", person, by=person, at=at)


def invite(
    *,
    email: str,
    name: str,
    purpose: str,
    by: Person,
    at: datetime,
    subject_ref: str = "",
    role: str = "",
    days: int = INVITATION_DAYS.default,
    key: str = "",
) -> Invitation:
    """Send somebody a link that takes up an account, and with it the role named, in the body named.

    Who may invite to what is the affair of the room that asks; it checks its own policy first.
    """
    with transaction.atomic():
        token = new_token()
        invitation = Invitation(
            email=email.strip().lower(), name=safe_text(name).strip(), purpose=purpose, subject_ref=subject_ref, role=role,
            token_hash=token_hash(token), invited_by=by, made_at=at, expires_at=at + timedelta(days=days),
        )  # fmt: skip
        invitation.full_clean(validate_unique=False)
        invitation.save(force_insert=True)
        record("invite", invitation, by=by, at=at, detail={"subject": subject_ref, "role": role}, key=key)
        invitation.token = token
        ledger().post(INVITATION, invitation, by=by, at=at)
    return invitation


def withdraw(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """End an invitation that nobody has taken up: its link stops working at once."""
    with transaction.atomic():
        kept = _open_invitation(invitation, at=at)
        kept.expires_at = max(at, kept.made_at + timedelta(microseconds=1))
        kept.save(update_fields=["expires_at"])
        record("withdraw_invitation", kept, by=by, at=at)


def accept(invitation: Invitation, *, by: Person, at: datetime) -> Person:
    """Take up an invitation as the person who is signed in. The link itself proves the invitation."""
    with transaction.atomic():
        kept = _open_invitation(invitation, at=at)
        if kept.subject_ref.startswith(f"{Person._meta.label_lower}/") and kept.subject_ref != by.subject:
            raise IllegalMove(
                _(
                    "この招待は、まだアカウントのない方のものです。アカウントをお持ちのご本人なら、協働担当課にご連絡ください。二つの記録を一つにします。"
                )
            )
        kept.used_at, kept.used_by = at, by
        kept.save(update_fields=["used_at", "used_by"])
        record("accept_invitation", kept, by=by, at=at, detail={"person": by.subject})
        if taker := settings.INVITATION_TAKERS.get(kept.subject_ref.partition("/")[0]):
            import_string(taker)(kept, person=by, at=at)
    by.forget_capacities()
    return by


def accept_as_new(invitation: Invitation, *, name: str, kana: str = "", password: str, at: datetime) -> Person:
    """Take up an invitation without an account: the link proved the address, so the account is open at once.

    Somebody already entered from paper, and named by the invitation, gets the account on that same record.
    """
    with transaction.atomic():
        kept = _open_invitation(invitation, at=at)
        known = find(kept.subject_ref) if kept.subject_ref else None
        if isinstance(known, Person):
            person = open_account(known, email=kept.email, password=password, at=at)
        else:
            person = register(name=name, kana=kana, email=kept.email, password=password, by=None, at=at)
        return accept(kept, by=person, at=at)


def open_account(person: Person, *, email: str, password: str, at: datetime) -> Person:
    """Give an account to somebody who is on record without one: one person stays one record."""
    with transaction.atomic():
        kept: Person = Person.lock(person.pk)
        if kept.email:
            raise IllegalMove(_("この方はすでにアカウントをお持ちです。"))
        kept.email = _free_address(email)
        kept.set_password(password)
        kept.save(update_fields=["email", "password"])
        EmailAddress.objects.create(user=kept, email=kept.email, verified=True, primary=True)
        record("open_account", kept, by=kept, at=at)
    return kept


def _open_invitation(invitation: Invitation, *, at: datetime) -> Invitation:
    kept: Invitation = Invitation.lock(invitation.pk)
    if kept.used_at:
        raise IllegalMove(_("この招待はすでに使われています。サインインしてお進みください。"))
    if not kept.is_open(at):
        raise IllegalMove(_("この招待の期限は過ぎています。招待した方に、もう一度送るようお伝えください。"))
    return kept


def sign_out_everywhere(person: Person) -> int:
    """End every session of a person, on every device."""
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    return len(sessions)


def disable(person: Person, *, reason: str, by: Actor, at: datetime) -> Person:
    """Stop somebody from signing in, from this moment and on every device."""
    keeps_the_register.require(by, person, at=at)
    if not reason.strip():
        raise Refused(_("理由を入力してください。"), field="reason")
    _switch(person, active=False, act="disable", reason=reason, by=by, at=at)
    sign_out_everywhere(person)
    return person


def enable(person: Person, *, reason: str = "", by: Actor, at: datetime) -> Person:
    """Let somebody sign in again."""
    keeps_the_register.require(by, person, at=at)
    if person.anonymised_at:
        raise IllegalMove(_("退会した方のアカウントは元に戻せません。"))
    _switch(person, active=True, act="enable", reason=reason, by=by, at=at)
    return person


def reset_second_factor(person: Person, *, reason: str, by: Actor, at: datetime) -> Person:
    """For somebody who lost every device, after the desk has seen who they are: the password alone opens again.

    An officer is led to set up a new second factor at the next sign-in.
    """
    keeps_the_register.require(by, person, at=at)
    if not reason.strip():
        raise Refused(_("理由を入力してください。"), field="reason")
    with transaction.atomic():
        Authenticator.objects.filter(user=person).delete()
        record("reset_second_factor", person, by=by, at=at, reason=reason)
    sign_out_everywhere(person)
    return person


def _switch(person: Person, *, active: bool, act: str, reason: str, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        kept: Person = Person.lock(person.pk)
        if kept.is_active == active:
            raise IllegalMove(_("すでにそのようになっています。"))
        kept.is_active = active
        kept.save(update_fields=["is_active"])
        record(act, kept, by=by, at=at, reason=reason)
    person.refresh_from_db()


def anonymise(person: Person, *, reason: str = "", by: Actor, at: datetime) -> Person:
    """Forget who somebody was, everywhere: names and addresses go, the record of acts stays under a reference.

    Whoever still acts for a section or a group hands that over first, so that nobody waits for an answer in vain.
    """
    (is_the_person | keeps_the_register).require(by, person, at=at)
    if held := person.capacities(at):
        names = "、".join(str(c.label) for c in held)
        raise Refused(_("まだ「%(held)s」です。先に引き継ぎや退任の手続きをしてください。") % {"held": names})
    with transaction.atomic():
        kept: Person = Person.lock(person.pk)
        if kept.anonymised_at:
            raise IllegalMove(_("すでに退会しています。"))
        record("anonymise", kept, by=by, at=at, reason=reason)
        for model in (EmailAddress, Authenticator, SocialAccount):
            model.objects.filter(user=kept).delete()
        Invitation.objects.filter(used_by=kept).update(name=LEFT, email="")
        kept.email, kept.name, kept.kana, kept.phone = None, LEFT, "", ""
        kept.is_active, kept.anonymised_at = False, at
        kept.set_unusable_password()
        kept.save()
        Joining.objects.filter(kept=kept).delete()
        Person.objects.filter(joined_into=kept).update(name=LEFT, kana="", phone="", anonymised_at=at)
        for path in settings.FORGETTERS:
            import_string(path)(kept, at=at)
    sign_out_everywhere(person)
    person.refresh_from_db()
    return person
