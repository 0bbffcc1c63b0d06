"""条項のひな形の欄."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.actions import Wording
from kyodo.cycle.agreements.models import Clause
from kyodo.cycle.agreements.states import Kind
from kyodo.ui import forms


class WordingForm(forms.Form):
    """条項のひな形を書く."""

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

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"said": Wording(**{name: given.pop(name) for name in Wording._fields}), **given}


class RevisionForm(WordingForm):
    """条項のひな形を直す: what is sent becomes the next version."""

    order = forms.IntegerField(label=_("並ぶ順"), min_value=1, max_value=999, help_text=_("小さい順に並びます。"))
    reason = forms.LongTextField(
        label=_("直す理由"), max_length=1000, rows=2, required=False,
        help_text=_("公開されます。必ず入れる条項を直すときは、理由が要ります。"),
    )  # fmt: skip

    @staticmethod
    def initial_of(clause: Clause) -> dict[str, Any]:
        """The boxes as the version before them stands."""
        return {name: getattr(clause, name) for name in (*Wording._fields, "order")}


class RetireForm(forms.Form):
    """条項のひな形を使うのをやめる."""

    reason = forms.LongTextField(
        label=_("やめる理由"), max_length=1000, rows=2, required=False,
        help_text=_("公開されます。必ず入れる条項をやめるときは、理由が要ります。"),
    )  # fmt: skip
