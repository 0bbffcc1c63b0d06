"""Reading one group: who is in it, what was done with it, what the reader can do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from kyodo.commons.groups import policies as may
from kyodo.commons.groups.models import Answer, Group, Membership
from kyodo.commons.groups.states import APPLYING, Role
from kyodo.commons.groups.workflow import WORKFLOW
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Block
from kyodo.kernel.workflow import Move
from kyodo.offices.city.policies import roles_of
from kyodo.offices.city.queries import local_day
from kyodo.offices.journal.queries import Told, life_of, told
from kyodo.offices.people.models import Invitation

from .finding import Alike, alike
from .standing import is_stale

if TYPE_CHECKING:
    pass


#: Moves that the page of an imported file makes.
HANDLED_ELSEWHERE = ("enrol", "take_back")
SHOWN = 50  #: lines of the history on the page of a group


@dataclass(frozen=True)
class Present:
    """いまの人: who represents the group, who is its contact, and how many belong to it."""

    representative: Membership | None
    contact: Membership | None
    everybody: tuple[Membership, ...]


def present_in(group: Group, day: date) -> Present:
    """The people of a group on a day, from `with_people` where a list prepared them."""
    held = group.__dict__.get("now_in")
    if held is None:
        held = list(group.memberships.on(day).select_related("person"))
    by_role = {m.role: m for m in reversed(held)}
    return Present(by_role.get(Role.REPRESENTATIVE), by_role.get(Role.CONTACT), tuple(held))


def with_people(groups: QuerySet[Group], day: date) -> QuerySet[Group]:
    """Groups with their present people at hand, in one query for all of them."""
    held = Membership.objects.on(day).select_related("person").order_by("since", "pk")
    return groups.prefetch_related(Prefetch("memberships", queryset=held, to_attr="now_in"))


@dataclass(frozen=True)
class Inside:
    """What members and officers see beside the public entries."""

    moves: tuple[tuple[Move[Group], tuple[Block, ...]], ...]
    is_applying: bool
    may_edit: bool
    may_affirm: bool
    may_check: bool
    manages_people: bool
    is_officer: bool
    answers: tuple[Answer, ...]
    alike: tuple[Alike, ...]
    history: tuple[Told, ...]


def inside(group: Group, actor: Actor, at: datetime) -> Inside | None:
    """The inner side of a group for whoever may see it, else None."""
    if not may.sees_closed_entries.check(actor, group, at=at):
        return None
    officer = bool(roles_of(actor, at))
    moves = tuple(move for move in WORKFLOW.open_to(actor, group, at=at) if move.name not in HANDLED_ELSEWHERE)
    return Inside(
        moves=tuple((move, WORKFLOW.blocks(move.name, group, at=at)) for move in moves),
        is_applying=group.state in APPLYING and bool(may.applies.check(actor, group, at=at)),
        may_edit=bool(may.edits.check(actor, group, at=at)),
        may_affirm=is_stale(group, local_day(at)) and bool(may.affirms.check(actor, group, at=at)),
        may_check=bool(may.decides.check(actor, group, at=at)),
        manages_people=bool(may.manages_people.check(actor, group, at=at)),
        is_officer=officer,
        answers=tuple(group.answers.all()) if officer else (),
        alike=tuple(alike_of(group, seen_by=actor, at=at)) if officer or group.state in APPLYING else (),
        history=tuple(told(life_of(group.subject).order_by("-seq")[:SHOWN])),
    )


def alike_of(group: Group, *, seen_by: Actor, at: datetime) -> list[Alike]:
    """Groups that may be the same as this one."""
    return alike(name=group.name, kana=group.kana, phone=group.phone, but=group, seen_by=seen_by, at=at)


def open_invitations(group: Group, at: datetime) -> QuerySet[Invitation]:
    """Colleagues who have been invited and have not come yet."""
    asked = [
        group.subject,
        *(it.person.subject for it in group.memberships.filter(until=None).select_related("person")),
    ]
    return Invitation.objects.open(at).filter(subject_ref__in=asked).order_by("made_at")
