"""Belonging: who joins, who hands over to whom, who leaves. Nothing of it is overwritten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups import policies as may
from kyodo.commons.groups.models import Group, Membership
from kyodo.commons.groups.states import ENDED, SPEAKERS, Role
from kyodo.commons.groups.terms import INVITATION_DAYS
from kyodo.kernel.access import Actor, find
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.queries import local_day, number
from kyodo.offices.journal.actions import record
from kyodo.offices.people import actions as people
from kyodo.offices.people.models import Invitation, Person


def join(group: Group, person: Person, *, role: str, title: str = "", by: Actor, at: datetime) -> Membership:
    """Let a person belong to a group in a role from today. Whoever already holds the role keeps the row."""
    with transaction.atomic():
        Group.lock(group.pk)
        held = group.memberships.filter(until=None)
        if same := held.filter(person=person, role=role).first():
            return same
        if role == Role.REPRESENTATIVE and held.filter(role=role).exists():
            raise Refused(_("代表はすでに決まっています。交代するときは「引き継ぐ」を使ってください。"), field="role")
        membership = Membership(group=group, person=person, role=role, title=title, since=local_day(at))
        membership.save(force_insert=True)
        record("join", membership, by=by, at=at, detail={"person": person.subject, "role": role})
    person.forget_capacities()
    return membership


def invite(group: Group, *, email: str, name: str, role: str, by: Person, at: datetime, key: str = "") -> Invitation:
    """Invite a colleague by mail: the link opens an account, or adds the group to one."""
    may.manages_people.require(by, group, at=at)
    return people.invite(
        email=email, name=name, purpose=f"{group.name} {Role(role).label}", subject_ref=group.subject, role=role,
        days=number(INVITATION_DAYS), by=by, at=at, key=key,
    )  # fmt: skip


def invite_to_sign_in(membership: Membership, *, email: str, by: Actor, at: datetime, key: str = "") -> Invitation:
    """サインインの案内: somebody of the group who was entered from paper gets an account on that same record."""
    group, person = membership.group, membership.person
    may.manages_people.require(by, group, at=at)
    if person.email or membership.until:
        raise IllegalMove(_("この方には、サインインの案内を送れません。"))
    assert isinstance(by, Person)
    return people.invite(
        email=email, name=person.name, purpose=f"{group.name} {membership.get_role_display()}", subject_ref=person.subject,
        days=number(INVITATION_DAYS), by=by, at=at, key=key,
    )  # fmt: skip


def take_back_invitation(group: Group, invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """招待を取り消す: its link stops working at once."""
    may.manages_people.require(by, group, at=at)
    people.withdraw(invitation, by=by, at=at)


def take_up(invitation: Invitation, *, person: Person, at: datetime) -> None:
    """What an accepted invitation to a group grants; named in settings.INVITATION_TAKERS."""
    group = find(invitation.subject_ref)
    if not isinstance(group, Group) or group.state in ENDED:
        raise IllegalMove(_("この団体の登録は終わっているため、招待は使えません。"))
    if invitation.role == Role.REPRESENTATIVE:
        _succeed(group, role=invitation.role, to=person, title="", by=invitation.invited_by, at=at)
    else:
        join(group, person, role=invitation.role, by=invitation.invited_by, at=at)


def hand_over(
    group: Group, *, role: str, to: Person | None = None, name: str = "", kana: str = "", title: str = "",
    by: Actor, at: datetime,
) -> Membership:  # fmt: skip
    """引継ぎ: the one in the role steps down today and the next begins. The former one stays a member.

    Somebody without an account is given by name and entered as a person.
    """
    may.manages_people.require(by, group, at=at)
    with transaction.atomic():
        person = to or people.register(name=name, kana=kana, by=by, at=at)
        return _succeed(group, role=role, to=person, title=title, by=by, at=at)


def _succeed(group: Group, *, role: str, to: Person, title: str, by: Actor, at: datetime) -> Membership:
    with transaction.atomic():
        Group.lock(group.pk)
        before = list(group.memberships.filter(role=role, until=None).exclude(person=to))
        for membership in before:
            _end(membership, by=by, at=at)
        after = join(group, to, role=role, title=title, by=by, at=at)
        for membership in before:
            join(group, membership.person, role=Role.MEMBER, by=by, at=at)
    return after


def leave(membership: Membership, *, by: Actor, at: datetime) -> None:
    """End a membership today: oneself, or somebody the group parts with. A group is never left without a speaker."""
    group = membership.group
    if membership.person.subject != by.subject:
        may.manages_people.require(by, group, at=at)
    with transaction.atomic():
        Group.lock(group.pk)
        others = group.memberships.filter(until=None, role__in=SPEAKERS).exclude(pk=membership.pk)
        if membership.role in SPEAKERS and not others.exists():
            raise Refused(_("団体と連絡をとれる人がいなくなります。先に代表か連絡担当を引き継いでください。"))
        _end(membership, by=by, at=at)


def _end(membership: Membership, *, by: Actor, at: datetime) -> None:
    membership.until = local_day(at)
    membership.save(update_fields=["until"])
    record("leave", membership, by=by, at=at, detail={"person": membership.person.subject, "role": membership.role})
    membership.person.forget_capacities()
