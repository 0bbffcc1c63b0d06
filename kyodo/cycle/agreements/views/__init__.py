"""Pages of the agreement of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements import queries
from kyodo.cycle.agreements.models import Agreement
from kyodo.cycle.agreements.states import State
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.policies import is_party
from kyodo.kernel.access import Request
from kyodo.kernel.policy import IllegalMove

if TYPE_CHECKING:
    from kyodo.kernel.access import Side


def the_case(request: Request, ref: str) -> Collaboration:
    """The case if this person may see it; 404 otherwise."""
    return get_object_or_404(Collaboration.objects.visible_to(request.actor, at=request.at), ref=ref)


def the_agreement(request: Request, ref: str) -> Agreement:
    """The agreement of a case that this person may see. What they may read of it is asked by each page."""
    if (found := queries.agreement_of(the_case(request, ref))) is None:
        raise Http404
    return found


def at_the_table(request: Request, ref: str) -> Agreement:
    """The agreement for whoever sits at the table, once there is a joint text or a difference to talk about."""
    agreement = the_agreement(request, ref)
    is_party.require(request.actor, agreement, at=request.at)
    if agreement.state == State.STATING:
        raise IllegalMove(_("双方がそれぞれの言葉を出し終えると、ここで話し合えます。"))
    return agreement


def side_of(request: Request, agreement: Agreement) -> Side | None:
    """The side this person speaks for."""
    return queries.own_side(agreement, request.actor, request.at)
