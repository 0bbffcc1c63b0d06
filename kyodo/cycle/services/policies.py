"""Who may do what with services and their reviews."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, acts_for
from kyodo.kernel.policy import policy
from kyodo.offices.city.policies import is_desk

from .models import Review, Service


@policy(_("この事務事業を担当する課の職員だけができます。"))
def is_of_the_section(actor: Actor, thing: Service | Review, at: datetime) -> bool:
    service = thing.service if isinstance(thing, Review) else thing
    return acts_for(actor, {service.section.subject}, at)


checks = is_of_the_section | is_desk
decides = is_desk
imports = is_desk
