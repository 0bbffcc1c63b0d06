"""Papers an agreement makes by itself for the forms of its case."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from kyodo.cycle.agreements.models import Agreement, Revision
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.formalities.states import Made
from kyodo.kernel.access import Actor


def papers_made(case: Collaboration, actor: Actor, at: datetime) -> dict[str, str]:
    """協定書 and 役割分担表, once both sides have confirmed them. Named in settings.PAPERMAKERS."""
    if not Revision.objects.filter(agreement__case=case).exists():
        return {}
    is_open = Agreement.objects.visible_to(actor, at=at).filter(case=case).exists()
    names = {Made.AGREEMENT.value: "agreements:pdf", Made.ROLES.value: "agreements:roles_docx"}
    return {code: reverse(name, args=[case.ref]) if is_open else "" for code, name in names.items()}
