"""条項のひな形の欄."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.actions import Wording
from kyodo.cycle.agreements.states import Kind
from kyodo.ui import forms
from kyodo.ui.forms.standards import RevisedForm, StandardForm


class WordingForm(StandardForm):
    """条項のひな形を書く."""

    wording = Wording

    title = forms.TextField(label=_("見出し"), max_length=200)
    text = forms.LongTextField(label=_("条項の文"), max_length=4000)
    required = forms.MultipleChoiceField(
        label=_("必ず入れる類型"), choices=Kind.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("選んだ類型の協定は、この条項がないと結べません。"),
    )  # fmt: skip
    optional = forms.MultipleChoiceField(
        label=_("選んで入れられる類型"), choices=Kind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    source = forms.TextField(
        label=_("根拠"), max_length=200, required=False,
        help_text=_("必ず入れる条項には、法令や市の決まりの名前を書きます。例：市の補助金等交付規則第9条"),
    )  # fmt: skip


class RevisionForm(RevisedForm, WordingForm):
    """条項のひな形を直す: what is sent becomes the next version."""
