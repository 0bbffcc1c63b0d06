"""Pages of the register. What all of them share: the way to a group."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from kyodo.commons.groups.models import Group
from kyodo.kernel.access import Request


def the_group(request: Request, ref: str) -> Group:
    """The group of an address, if the reader may know of it; otherwise there is no such page."""
    return get_object_or_404(Group.objects.visible_to(request.actor, at=request.at), ref=ref)
