"""Who writes a text, who publishes it, who looks after its remarks and checks."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Side
from kyodo.kernel.policy import Policy, anyone, policy
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import is_desk, is_officer, sits_on

from .models import Cause, Check, Document, Effort, Import, Provision, Remark, Trigger, Version

Part = Document | Version | Provision | Import | Cause | Remark | Check | Effort | Trigger


def document_of(thing: Part) -> Document:
    """The document a thing is, or is part of."""
    match thing:
        case Document():
            return thing
        case Version() | Remark() | Effort() | Trigger():
            return thing.document
        case Provision() | Import() | Cause():
            return thing.version.document
        case Check():
            return thing.effort.document


def section_of(thing: Part) -> Section:
    """The section in charge: of a check and an effort their own, otherwise the document's."""
    if isinstance(thing, Check):
        return thing.effort.section
    return thing.section if isinstance(thing, Effort) else document_of(thing).section


@policy(_("担当課の職員だけができます。"))
def is_in_charge(actor: Actor, thing: Part, at: datetime) -> bool:
    return sits_on(actor, Side.CITY, frozenset({section_of(thing).subject}), at)


@policy(_("会議体の委員か、担当課・協働担当課の職員だけができます。"))
def sits_in_a_body(actor: Actor, thing: Part, at: datetime) -> bool:
    return any(c.ref.startswith("councils.body/") for c in actor.capacities(at))


#: Words, causes, imports, remarks: the section in charge, or the desk.
may_write: Policy[Part] = is_in_charge | is_desk
may_register: Policy[object] = is_officer
may_report: Policy[Part] = is_in_charge | is_desk
may_view: Policy[Part] = sits_in_a_body | is_in_charge | is_desk
may_remark: Policy[object] = anyone
