"""一つの段: what every step of a proposal has in common."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.proposals.workflow import NEEDED
from kyodo.ui import forms


class StepForm(forms.EditForm):
    """One step: shows what is saved, of a proposal that is, and hands the whole step to the action."""

    needed = frozenset({"name", *(name for names in NEEDED.values() for name in names)})

    def __init__(self, *args: Any, proposal: Proposal, at: datetime, **kwargs: Any) -> None:
        self.proposal, self.at = proposal, at
        super().__init__(*args, initial=self.saved(proposal) if proposal.pk else {}, **kwargs)

    def saved(self, it: Proposal) -> dict[str, Any]:
        """What the step says so far."""
        return {name: getattr(it, name) for name in (*self.base_fields, *self.repeat) if hasattr(it, name)}

    def values(self) -> dict[str, Any]:
        return {"values": super().values()}
