"""Who may do what in a screening: the desk records and notifies, a named officer decides, the proposer asks why."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.proposals.policies import is_writer, looks_after
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.policy import policy
from kyodo.offices.city.policies import is_desk, is_mayor_office
from kyodo.offices.city.states import Role

from .models import Condition, Inquiry, Screening

runs_screening = is_desk


@policy(_("決定できるのは、市長室か担当する課の課長だけです。"))
def is_head_in_charge(actor: Actor, it: Screening, at: datetime) -> bool:
    seated = it.case.party_refs(Side.CITY)
    return any(c.role == Role.HEAD and c.ref in seated for c in actor.capacities(at))


may_decide = is_head_in_charge | is_mayor_office


@policy(_("この提案を出した方だけができます。"))
def is_proposer(actor: Actor, it: Screening | Inquiry, at: datetime) -> bool:
    proposal = (it.screening if isinstance(it, Inquiry) else it).proposal
    return bool(is_writer.check(actor, proposal, at=at)) or (
        proposal.case is not None and proposal.case.side_of(actor, at) == Side.CITIZENS
    )


@policy(_("条件は、担当する課か協働担当課が確かめます。"))
def may_confirm(actor: Actor, it: Condition, at: datetime) -> bool:
    return bool(looks_after.check(actor, it.screening.proposal, at=at))
