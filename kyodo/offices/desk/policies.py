"""Who ends what the worker carries out, and what must hold before it begins."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Office
from kyodo.kernel.policy import Block, policy
from kyodo.kernel.thing import Thing
from kyodo.offices.city.policies import is_desk

from .models import Errand


@policy(_("この操作は、システムが行います。"))
def is_the_worker(actor: Actor, thing: object, at: datetime) -> bool:
    return isinstance(actor, Office)


@policy(_("この作業を止められるのは、始めた人と協働担当課の職員だけです。"))
def sent_it(actor: Actor, errand: Errand, at: datetime) -> bool:
    return actor.subject == errand.sent_by


may_stop = sent_it | is_desk


def nothing_runs(thing: Thing, at: datetime) -> list[Block]:
    """作業中でない: the worker has nothing to do with the thing at the moment."""
    if not Errand.objects.open().filter(subject_ref=thing.subject).exists():
        return []
    sentence = _("いま作業を進めています。終わるまでお待ちください。")
    return [Block(_("作業中"), sentence, getattr(thing, "get_absolute_url")())]
