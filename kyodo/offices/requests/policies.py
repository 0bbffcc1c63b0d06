"""Who asks for a section, and who answers for one."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor
from kyodo.kernel.policy import policy
from kyodo.offices.city.policies import is_desk, is_the_program, spoken_for

from .models import SectionRequest


@policy(_("ほかの課に依頼できるのは、課の協働推進員、課長などの、課を代表する職員です。"))
def may_ask(actor: Actor, thing: object, at: datetime) -> bool:
    return bool(spoken_for(actor, at))


@policy(_("依頼した課の協働推進員か課長などの、課を代表する職員だけができます。"))
def asks(actor: Actor, request: SectionRequest, at: datetime) -> bool:
    return request.from_section.subject in spoken_for(actor, at)


@policy(_("依頼を受けた課の協働推進員か課長などの、課を代表する職員だけができます。"))
def receives(actor: Actor, request: SectionRequest, at: datetime) -> bool:
    return request.to_section.subject in spoken_for(actor, at)


#: The desk helps where nobody sits: it sends a request on to the section it belongs to, and ends what nobody needs.
may_forward = receives | is_desk
may_withdraw = asks | is_desk | is_the_program
