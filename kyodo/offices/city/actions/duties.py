"""Who holds which duty: naming, ending, handing over, inviting."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, find
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.models import Duty, Section, Training
from kyodo.offices.city.policies import is_desk, keeps_training, runs_the_city
from kyodo.offices.city.queries import local_day, number
from kyodo.offices.city.states import Role
from kyodo.offices.journal.actions import record
from kyodo.offices.people.actions import invite, withdraw
from kyodo.offices.people.models import Invitation, Person
from kyodo.offices.people.queries import open_invitations
from kyodo.offices.people.terms import INVITATION_DAYS

from .sections import pass_on


def assign_duty(
    person: Person, *, role: str, section: Section, since: date, until: date | None = None, by: Actor, at: datetime
) -> Duty:
    """Name an officer for a role in a section. Refused when the section already has a promoter."""
    runs_the_city.require(by, section, at=at)
    return _assign(person, role=role, section=section, since=since, until=until, by=by, at=at)


def _assign(
    person: Person, *, role: str, section: Section, since: date, until: date | None, by: Actor, at: datetime
) -> Duty:
    with transaction.atomic():
        kept: Section = Section.lock(section.pk)
        _require_may_hold(person, kept, role, since, until)
        duty = Duty(person=person, role=role, section=kept, since=since, until=until)
        duty.save(force_insert=True)
        record("assign_duty", duty, by=by, at=at, detail={"person": person.subject, "role": role, "since": since})
    person.forget_capacities()
    return duty


def _require_may_hold(person: Person, section: Section, role: str, since: date, until: date | None) -> None:
    if not person.is_active:
        raise Refused(_("この方は利用を止められています。"), field="person")
    if until and until < since:
        raise Refused(_("終了日は開始日より後の日にしてください。"), field="until")
    if section.until and section.until <= since:
        raise Refused(_("この課はその日にはもうありません。"), field="section")
    rivals = Duty.objects.during(since, until or date.max).filter(section=section, role=role)
    if role == Role.PROMOTER and rivals.exists():
        raise Refused(_("この課にはすでに協働推進員がいます。先に引き継いでください。"), field="section")
    if rivals.filter(person=person).exists():
        raise Refused(_("この方はすでにその役割についています。"), field="person")


def keep_training(
    duty: Duty, *, held_on: date, title: str, learned: str = "", by: Actor, at: datetime, key: str = ""
) -> Training:
    """研修を記録する: the officer themselves, or the desk that held it."""
    keeps_training.require(by, duty, at=at)
    if held_on > local_day(at):
        raise Refused(_("受けた日が未来になっています。受けたあとに記録してください。"), field="held_on")
    if not duty.holds_on(held_on):
        raise Refused(_("この職務についていた期間の日を入力してください。"), field="held_on")
    with transaction.atomic():
        Duty.lock(duty.pk)
        if duty.trainings.filter(held_on=held_on, title=title).exists():
            raise Refused(_("同じ日の同じ研修が、すでに記録されています。"), field="title")
        kept = Training(duty=duty, held_on=held_on, title=title, learned=learned)
        kept.save(force_insert=True)
        record("keep_training", kept, by=by, at=at, key=key)
    return kept


def end_duty(duty: Duty, *, on: date, reason: str = "", by: Actor, at: datetime) -> Duty:
    """End a duty on that day. The post of a promoter is then shown as vacant (空席) until somebody is named."""
    runs_the_city.require(by, duty, at=at)
    with transaction.atomic():
        kept = _running(duty, on)
        _require_a_desk_left(kept, on)
        kept.until = on
        kept.save(update_fields=["until"])
        record("end_duty", kept, by=by, at=at, reason=reason, detail={"on": on})
    return _refreshed(duty)


def hand_over(duty: Duty, *, to: Person, on: date, note: str = "", by: Actor, at: datetime) -> Duty:
    """異動: end one officer's duty and begin the next one's on the same day, with everything owed passing over.

    The new duty is given back.
    """
    runs_the_city.require(by, duty, at=at)
    with transaction.atomic():
        kept = _running(duty, on)
        if to == kept.person:
            raise Refused(_("引き継ぐ相手には、別の方を選んでください。"), field="to")
        kept.until = on
        kept.save(update_fields=["until"])
        new = _assign(to, role=kept.role, section=kept.section, since=on, until=None, by=by, at=at)
        kept.handed_to = new
        kept.save(update_fields=["handed_to"])
        record("hand_over", kept, by=by, at=at, reason=note, detail={"to": to.subject, "on": on, "new": new.subject})
        pass_on(kept.person.subject, to.subject, on=on, by=by, at=at)
    _refreshed(duty)
    return new


def _running(duty: Duty, on: date) -> Duty:
    kept: Duty = Duty.lock(duty.pk)
    if kept.until:
        raise IllegalMove(_("この職務はすでに終わっています。"))
    if on < kept.since:
        raise Refused(_("職務の開始日以後の日を入力してください。"), field="on")
    return kept


def _require_a_desk_left(duty: Duty, on: date) -> None:
    if duty.role == Role.DESK and not Duty.objects.on(on).filter(role=Role.DESK).exclude(pk=duty.pk).exists():
        raise Refused(_("協働担当がいなくなります。先に引き継ぐ方を決めてください。"))


def _refreshed(duty: Duty) -> Duty:
    duty.refresh_from_db()
    duty.person.forget_capacities()
    return duty


def invite_officer(
    section: Section, *, role: str, email: str, name: str, by: Person, at: datetime, key: str = ""
) -> Invitation:
    """Invite somebody by mail to a role in a section: the link opens an account, or adds the duty to one.

    Whoever is invited again has lost the first letter: its link gives way to the new one.
    """
    is_desk.require(by, section, at=at)
    with transaction.atomic():
        invitation = invite(
            email=email, name=name, purpose=f"{section.name} {Role(role).label}", subject_ref=section.subject, role=role,
            days=number(INVITATION_DAYS), by=by, at=at, key=key,
        )  # fmt: skip
        same = open_invitations(section.subject, at).filter(email=invitation.email, role=role)
        for earlier in same.exclude(pk=invitation.pk):
            withdraw(earlier, by=by, at=at)
    return invitation


def take_back_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """招待を取り消す: its link stops working at once."""
    runs_the_city.require(by, invitation, at=at)
    withdraw(invitation, by=by, at=at)


def take_up(invitation: Invitation, *, person: Person, at: datetime) -> None:
    """What an accepted invitation to a section grants; named in settings.INVITATION_TAKERS."""
    section = find(invitation.subject_ref)
    if not isinstance(section, Section):
        raise IllegalMove(_("この招待の課は、もうありません。"))
    _assign(
        person, role=invitation.role, section=section, since=local_day(at), until=None, by=invitation.invited_by, at=at
    )
