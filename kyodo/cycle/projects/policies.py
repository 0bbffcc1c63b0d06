"""Who may do what in a running project."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.policies import is_city_side, is_either_side, is_neutral_side, is_party
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import policy
from kyodo.offices.city.policies import is_desk

from .models import Project

#: Both sides tell how it goes.
may_write = is_either_side
#: Either side reports the end; the desk may help a group that cannot.
may_report = is_either_side | is_desk
may_stop = is_party | is_desk
#: Who is called when the pulse falls: the neutral chair, or the desk where a case has none.
may_reach_out = is_neutral_side | is_desk
#: What the city bears in the end is fixed by its side, or by the desk that runs the programme.
may_fix = is_city_side | is_desk


@policy(_("領収書は、この案件の当事者と、市の監査の担当だけが見られます。"))
def may_read_receipts(actor: Actor, project: Project, at: datetime) -> bool:
    return project.may_read_receipts(actor, at)
