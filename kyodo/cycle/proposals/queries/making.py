"""Papers a proposal makes by itself for the forms of its case."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.formalities.states import Made
from kyodo.kernel.access import Actor

from .reading import current_version
from .text import reads_all


def papers_made(case: Collaboration, actor: Actor, at: datetime) -> dict[str, str]:
    """提案書, and its 収支予算 where it names money: once it has been submitted. Named in settings.PAPERMAKERS."""
    proposal = getattr(case, "proposal", None)
    version = current_version(proposal) if proposal else None
    if proposal is None or version is None:
        return {}
    url = reverse("proposals:paper_pdf", args=[proposal.ref]) if reads_all(proposal, actor, at=at) else ""
    return {Made.PROPOSAL.value: url} | ({Made.BUDGET.value: url} if version.content["money"] else {})
