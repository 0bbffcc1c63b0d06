"""Who is an officer, and of what kind. Rooms combine these with their own questions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Office, Side
from kyodo.kernel.policy import policy

from .states import SIDES, Role

if TYPE_CHECKING:
    from .models import Duty


def roles_of(actor: Actor, at: datetime) -> frozenset[str]:
    """The officer roles an actor holds now; none for citizens."""
    return frozenset(c.role for c in actor.capacities(at) if c.ref.startswith("city.section/"))


@policy(_("市の職員だけができます。"))
def is_officer(actor: Actor, thing: object, at: datetime) -> bool:
    return bool(roles_of(actor, at) - {Role.AUDITOR})


def serves_the_city(actor: Actor, at: datetime) -> bool:
    """Whether somebody works on the city's side. The coordinator is neutral, and an auditor looks at all from outside."""
    return any(SIDES[Role(role)] == Side.CITY for role in roles_of(actor, at))


#: Who speaks for a section towards another; other staff of the section read along.
SPEAKERS = frozenset({Role.PROMOTER, Role.HEAD, Role.DESK, Role.MAYOR})


def spoken_for(actor: Actor, at: datetime) -> frozenset[str]:
    """The subjects of the sections somebody speaks for."""
    return frozenset(c.ref for c in actor.capacities(at) if c.role in SPEAKERS and c.ref.startswith("city.section/"))


@policy(_("協働担当課の職員だけができます。"))
def is_desk(actor: Actor, thing: object, at: datetime) -> bool:
    return Role.DESK in roles_of(actor, at)


@policy(_("市長室だけができます。"))
def is_mayor_office(actor: Actor, thing: object, at: datetime) -> bool:
    return Role.MAYOR in roles_of(actor, at)


@policy(_("中立のコーディネーターだけができます。"))
def is_coordinator(actor: Actor, thing: object, at: datetime) -> bool:
    return Role.COORDINATOR in roles_of(actor, at)


@policy(_("サインインした人だけができます。"))
def is_signed_in(actor: Actor, thing: object, at: datetime) -> bool:
    return actor.subject.startswith("people.person/")


@policy(_("この手続きは日付によって自動で行われます。"))
def is_the_program(actor: Actor, thing: object, at: datetime) -> bool:
    return isinstance(actor, Office)


@policy(_("研修は、ご本人か協働担当課が記録します。"))
def keeps_training(actor: Actor, duty: Duty, at: datetime) -> bool:
    return actor.subject == duty.person.subject or bool(is_desk.check(actor, duty, at=at))


#: Acts on the city's own register, calendar and numbers: the desk's, and those of the program that sets a city up.
runs_the_city = is_desk | is_the_program


def sits_on(actor: Actor, side: Side, refs: frozenset[str], at: datetime) -> bool:
    """Whether the actor acts, on that side, for one of these bodies."""
    return any(c.ref in refs and c.side == side for c in actor.capacities(at))
