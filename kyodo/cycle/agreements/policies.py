"""Who may do what with an agreement. Whoever could act for both sides acts for neither."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.states import SPEAKERS
from kyodo.cycle.collaborations.policies import case_of
from kyodo.kernel.access import Actor, Side, other_side
from kyodo.kernel.policy import policy
from kyodo.offices.city.policies import is_desk, is_mayor_office, is_the_program
from kyodo.offices.city.states import Role

from .models import Change, sides_of

#: Whose word binds their side: who speaks for a group, and the named officers of a section. Members and staff write.
BINDING = frozenset({*SPEAKERS, Role.HEAD, Role.PROMOTER, Role.DESK, Role.MAYOR})

__all__ = [
    "answers",
    "binds_a_side",
    "is_desk",
    "is_the_program",
    "may_attach",
    "may_waive",
    "proposes",
    "side_spoken_for",
    "speaks_for_a_side",
]


def side_spoken_for(actor: Actor, thing: object, at: datetime) -> Side | None:
    """The one side the actor may speak for in this case."""
    sides = sides_of(case_of(thing), actor, at)
    return sides[0] if sides else None


@policy(_("この案件の市民側か行政側の、どちらか一方の立場の方だけができます。"))
def speaks_for_a_side(actor: Actor, thing: object, at: datetime) -> bool:
    return side_spoken_for(actor, thing, at) is not None


@policy(_("側を代表して出したり確認したりできるのは、団体の代表か連絡担当、課長か協働推進員などの担当職員です。"))
def binds_a_side(actor: Actor, thing: object, at: datetime) -> bool:
    side = side_spoken_for(actor, thing, at)
    if side is None:
        return False
    seats = case_of(thing).party_refs(side)
    return actor.subject in seats or any(c.ref in seats and c.role in BINDING for c in actor.capacities(at))


@policy(_("この変更案を出した側の方だけができます。"))
def proposes(actor: Actor, change: Change, at: datetime) -> bool:
    return side_spoken_for(actor, change, at) == change.side


@policy(_("変更案に答えられるのは、出した側ではない相手側の方だけです。"))
def answers(actor: Actor, change: Change, at: datetime) -> bool:
    # The person is asked as well as the side: somebody who changed sides meanwhile does not answer their own proposal.
    across = side_spoken_for(actor, change, at) == other_side(change.side)
    return across and actor.subject != change.proposed_by


@policy(_("免除できるのは、この案件の当事者でない協働担当課か市長室の職員だけです。"))
def may_waive(actor: Actor, thing: object, at: datetime) -> bool:
    is_named = (is_desk | is_mayor_office).check(actor, thing, at=at)
    return bool(is_named) and case_of(thing).side_of(actor, at) is None


#: The paper both signed is handed in by whoever speaks for a side, or by the desk that keeps the file.
may_attach = speaks_for_a_side | is_desk
