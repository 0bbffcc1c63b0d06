"""みちあんない: the questions of the guide to types and forms."""

from __future__ import annotations

from typing import Any

from kyodo.cycle.proposals.queries import ANSWERS, QUESTIONS
from kyodo.ui import forms


class WizardForm(forms.GetForm):
    """A few plain questions; each may be left open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=question, choices=ANSWERS[name], widget=forms.RadioSelect, required=False
            )
