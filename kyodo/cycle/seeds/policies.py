"""Who may do what with a seed."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.cycle.collaborations.policies import is_city_side
from kyodo.cycle.collaborations.states import Direction
from kyodo.kernel.access import Actor, LinkHolder, acts_for
from kyodo.kernel.policy import policy
from kyodo.offices.city.policies import is_desk

from .models import Seed


@policy(_("この種を出した方だけができます。"))
def is_author(actor: Actor, seed: Seed, at: datetime) -> bool:
    return acts_for(actor, {seed.author_ref, LinkHolder(seed.subject).subject}, at)


@policy(
    _(
        "市民の種には宛先の課か協働担当課が、市の種には登録団体の方がお返事します。声をかける団体を決めた種には、その団体の方だけがお返事します。"
    )
)
def may_answer(actor: Actor, seed: Seed, at: datetime) -> bool:
    if seed.case.direction == Direction.A:
        return bool((is_city_side | is_desk).check(actor, seed, at=at))
    groups = {c.ref for c in actor.capacities(at) if c.ref.startswith(f"{Group._meta.label_lower}/")}
    return bool(groups & set(seed.invited) if seed.invited else groups)


#: The section the seed is addressed to, or the desk that runs the programme.
looks_after = is_city_side | is_desk
