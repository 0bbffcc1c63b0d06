"""Who may read the lists of a case, and who answers which line."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.policies import is_party
from kyodo.kernel.access import BOTH_SIDES, Actor
from kyodo.kernel.policy import policy
from kyodo.offices.city.policies import is_desk, roles_of

from .models import Formality

__all__ = ["is_desk", "may_answer", "may_read"]


@policy(_("市の職員だけができます。"))
def _serves(actor: Actor, thing: object, at: datetime) -> bool:
    return bool(roles_of(actor, at))


#: The lists are worked on at the table: its people read them, and the officers and auditors of the city.
may_read = is_party | _serves


@policy(_("市民側の項目には市民側の当事者が、行政側の項目には担当課が答えます。"))
def is_of_its_side(actor: Actor, formality: Formality, at: datetime) -> bool:
    side = formality.case.side_of(actor, at)
    return side in BOTH_SIDES and formality.item.side in ("", side)


#: The desk writes down what came on paper or by telephone.
may_answer = is_of_its_side | is_desk
