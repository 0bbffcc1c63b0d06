"""Who may do what in a case. The rooms of the cycle combine these; a case is reached through `case_of`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Side
from kyodo.kernel.policy import Policy, policy
from kyodo.offices.city.policies import is_desk

from .models import Collaboration


def case_of(thing: object) -> Collaboration:
    """The case a thing belongs to: itself, or its `case`."""
    case = thing if isinstance(thing, Collaboration) else getattr(thing, "case")
    if not isinstance(case, Collaboration):
        raise TypeError(f"{thing!r} belongs to no case")
    return case


@policy(_("この案件の市民側の当事者だけができます。"))
def is_citizens_side(actor: Actor, thing: object, at: datetime) -> bool:
    return case_of(thing).side_of(actor, at) == Side.CITIZENS


@policy(_("この案件を担当する課の職員だけができます。"))
def is_city_side(actor: Actor, thing: object, at: datetime) -> bool:
    return case_of(thing).side_of(actor, at) == Side.CITY


@policy(_("この案件の中立の進行役だけができます。"))
def is_neutral_side(actor: Actor, thing: object, at: datetime) -> bool:
    return case_of(thing).side_of(actor, at) == Side.NEUTRAL


#: 当事者: either side of the case.
is_either_side = is_citizens_side | is_city_side


@policy(_("この案件の当事者だけができます。"))
def is_party(actor: Actor, thing: object, at: datetime) -> bool:
    return case_of(thing).side_of(actor, at) is not None


@policy(_("市民側には、市民側の当事者か協働担当課が加えます。"))
def finds_no_citizens(actor: Actor, thing: object, at: datetime) -> bool:
    """A theme of the city has nobody on the citizens' side yet: its section may seat the first."""
    return not case_of(thing).party_refs(Side.CITIZENS)


#: Each side decides who joins it and who leaves; the desk helps both, and seats whoever is neutral.
may_seat: Mapping[Side, Policy[object]] = {
    Side.CITIZENS: is_citizens_side | is_desk | (is_city_side & finds_no_citizens),
    Side.CITY: is_city_side | is_desk,
    Side.NEUTRAL: is_either_side | is_desk,
}
may_describe = is_either_side | is_desk
