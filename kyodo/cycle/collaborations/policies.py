"""Who may do what in a case. The rooms of the cycle combine these; a case is reached through `case_of`."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Side
from kyodo.kernel.policy import policy

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
