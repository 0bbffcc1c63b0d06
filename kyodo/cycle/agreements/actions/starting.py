"""開始: passing the gate, and the waiver by which a named officer answers in public for an incomplete rule."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements import letters
from kyodo.cycle.agreements.models import Agreement, GateOverride
from kyodo.cycle.agreements.policies import may_waive
from kyodo.cycle.agreements.queries.gate import start_gate, unmet
from kyodo.cycle.agreements.states import WAIVABLE, Rule
from kyodo.cycle.collaborations import actions as collaborations
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Blocked, Refused
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record
from kyodo.offices.post.actions import post

from .holding import hold


def start(case: Collaboration, *, by: Actor, at: datetime, key: str = "") -> Collaboration:
    """Begin the work: the case moves to 実施中 through the gate, for the period both sides confirmed."""
    agreement = Agreement.objects.filter(case=case).first()
    if agreement is None:
        raise Blocked(start_gate(case, at))
    with transaction.atomic():
        held = hold(agreement, key=key)
        collaborations.move("start", case, by=by, at=at, key=key)
        desk.settle(held, by=by, at=at, kind=desk.NEXT)
    return case


def waive(agreement: Agreement, *, rule: str, reason: str, by: Actor, at: datetime, key: str = "") -> GateOverride:
    """Waive one rule about completeness for the present content. The officer's name and reason are public for good."""
    if rule not in WAIVABLE:
        raise Refused(_("この決まりは、だれも免除できません。"), field="rule")
    if not reason.strip():
        raise Refused(_("公開する理由を書いてください。"), field="reason")
    with transaction.atomic():
        held = hold(agreement, key=key)
        may_waive.require(by, held, at=at)
        if not any(name == rule for name, _block in unmet(held, at)):
            raise Refused(_("この決まりは満たされているので、免除の必要がありません。"), field="rule")
        override = GateOverride(
            agreement=held, rule=rule, digest=held.digest(), officer=by.subject, name=by.display,
            acting_as="、".join(str(c.label) for c in by.capacities(at))[:200], reason=reason, at=at,
        )  # fmt: skip
        override.save(force_insert=True)
        record("waive", override, by=by, at=at, reason=reason, detail={"rule": Rule(rule).value}, key=key)
        post(letters.waived, override, by=by, at=at)
    return override
